"""Addresses of archives."""

from django.urls import path

from oneseal.archives import views

app_name = "archives"
urlpatterns = [
    path("desk/archives/", views.packages, name="list"),
    path("desk/archives/transfer-<int:year>.csv", views.transfer_list, name="transfer_list"),
    path("desk/archives/transfer-<int:year>.pdf", views.transfer_print, name="transfer_print"),
    path("desk/archives/destruction.pdf", views.destruction_print, name="destruction_print"),
    path("desk/archives/<int:package_id>/", views.package, name="package"),
    path("desk/archives/<int:package_id>/download/", views.download, name="download"),
    path(
        "desk/archives/<int:package_id>/supplements/<int:place>/", views.download, name="download_supplement"
    ),
    path("desk/archives/<int:package_id>/appraised/", views.appraised, name="appraised"),
    path("desk/archives/<int:package_id>/transferred/", views.transferred, name="transferred"),
]
