"""Addresses of archives."""

from django.urls import path

from oneseal.archives import views

app_name = "archives"
urlpatterns = [
    path("desk/archives/", views.packages, name="list"),
    path("desk/archives/transfer-<int:year>.csv", views.transfer_list, name="transfer_list"),
    path("desk/archives/<int:package_id>/", views.package, name="package"),
    path("desk/archives/<int:package_id>/download/", views.download, name="download"),
    path("desk/archives/<int:package_id>/transferred/", views.transferred, name="transferred"),
]
