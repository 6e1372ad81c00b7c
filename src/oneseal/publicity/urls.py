"""Addresses of publicity: for everybody, and for the desk."""

from django.urls import path

from oneseal.publicity.views import desk, public

app_name = "publicity"
urlpatterns = [
    path("publicity/", public.published, name="list"),
    path("publicity/data.csv", public.data_csv, name="csv"),
    path("publicity/data.json", public.data_json, name="json"),
    path("publicity/<uuid:uid>/", public.publication, name="publication"),
    path("desk/publicity/", desk.publications, name="desk"),
    path("desk/publicity/<int:publication_id>/", desk.publication, name="desk_publication"),
    path("desk/publicity/<int:publication_id>/<slug:verb>/", desk.act, name="act"),
]
