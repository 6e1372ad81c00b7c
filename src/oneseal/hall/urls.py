"""Addresses of the hall."""

from django.urls import path

from oneseal.hall.views import slips

app_name = "hall"
urlpatterns = [
    path("desk/slips/", slips.slips, name="slips"),
    path("desk/slips/new/<slug:kind>/", slips.new, name="slip_new"),
    path("desk/slips/<int:slip_id>/", slips.slip, name="slip"),
    path("desk/slips/<int:slip_id>/<slug:verb>/", slips.act, name="slip_act"),
]
