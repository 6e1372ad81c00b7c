"""Addresses of the reformer's bench."""

from django.urls import path

from oneseal.reform import views

app_name = "reform"
urlpatterns = [
    path("desk/reform/", views.bench, name="bench"),
    path("desk/reform/measured/", views.measured, name="measured"),
    path("desk/reform/report/", views.report, name="report"),
    path("desk/reform/log/", views.log, name="log"),
]
