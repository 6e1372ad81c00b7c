"""Addresses of records."""

from django.urls import path

from oneseal.records import views

app_name = "records"
urlpatterns = [
    path("my/records/", views.mine, name="mine"),
    path("my/records/<slug:name>/", views.ask, name="ask"),
    path("desk/record-queries/", views.ledger, name="ledger"),
]
