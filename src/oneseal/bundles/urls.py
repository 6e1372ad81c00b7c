"""Addresses of bundles."""

from django.urls import path

from oneseal.bundles.views import citizen

app_name = "bundles"
urlpatterns = [path("my/joint/<int:joint_id>/", citizen.joint, name="joint")]
