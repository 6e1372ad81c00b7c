"""Addresses of the register of seals."""

from django.urls import path

from oneseal.seals import views

app_name = "seals"
urlpatterns = [
    path("desk/seals/", views.seals, name="seals"),
    path("desk/seals/new/", views.new_seal, name="new_seal"),
    path("desk/seals/uses/", views.uses, name="uses"),
    path("desk/seals/<int:seal_id>/", views.seal, name="seal"),
    path("desk/seals/<int:seal_id>/picture.svg", views.picture, name="picture"),
    path("desk/seals/<int:seal_id>/retire/", views.retire, name="retire"),
    path("desk/seals/<int:seal_id>/replace/", views.replace, name="replace"),
]
