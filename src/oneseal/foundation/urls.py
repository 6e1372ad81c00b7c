"""Health for load balancers."""

from django.urls import path

from oneseal.foundation import views

urlpatterns = [path("healthz", views.healthz, name="healthz")]
