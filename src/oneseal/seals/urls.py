"""Addresses of the register of seals."""

from django.urls import path

from oneseal.seals import views

app_name = "seals"
urlpatterns = [
    path("desk/seals/", views.seals, name="seals"),
    path("desk/seals/new/", views.new_seal, name="new_seal"),
    path("desk/seals/uses/", views.uses, name="uses"),
    path("desk/seals/authority/", views.certificates, name="certificates"),
    path("desk/seals/authority/import/", views.import_certificate, name="import_certificate"),
    path("desk/seals/authority/import-list/", views.import_list, name="import_list"),
    path("desk/seals/authority/<int:certificate_id>/", views.certificate, name="certificate"),
    path("seals/authorities/<int:certificate_id>/list.crl", views.authority_list, name="authority_list"),
    path(
        "seals/authorities/<int:certificate_id>/authority.cer",
        views.authority_certificate,
        name="authority_certificate",
    ),
    path("desk/seals/<int:seal_id>/", views.seal, name="seal"),
    path("desk/seals/<int:seal_id>/picture.svg", views.picture, name="picture"),
    path("desk/seals/<int:seal_id>/retire/", views.retire, name="retire"),
    path("desk/seals/<int:seal_id>/replace/", views.replace, name="replace"),
]
