"""Addresses of surveys."""

from django.urls import path

from oneseal.surveys.views import trips

app_name = "surveys"
urlpatterns = [path("desk/surveys/trips/<int:trip_id>/", trips.trip, name="trip")]
