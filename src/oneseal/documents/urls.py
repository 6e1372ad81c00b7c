"""Addresses of files, documents and the public verification."""

from django.urls import path

from oneseal.documents import views

app_name = "documents"
urlpatterns = [
    path("files/<int:file_id>/", views.download, name="file"),
    path("files/<int:file_id>/preview/", views.preview, name="preview"),
    path("documents/<int:document_id>/", views.document, name="document"),
    path("documents/<int:document_id>/ofd/", views.document_ofd, name="document_ofd"),
    path("desk/letterhead/", views.letterhead, name="letterhead"),
    path("desk/letterhead/specimen/", views.specimen, name="specimen"),
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify_code, name="verify_code"),
]
