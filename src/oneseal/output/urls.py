"""Addresses of output: for applicants, the courier's call-backs, the counter."""

from django.urls import path

from oneseal.output.views import callback, citizen, desk

app_name = "output"
urlpatterns = [
    path("gateways/courier/notify/", callback.notify, name="notify"),
    path("my/cases/<int:case_id>/delivery/", citizen.delivery, name="delivery"),
    path("my/cases/<int:case_id>/delivery/choose/", citizen.choose, name="choose"),
    path("my/cases/<int:case_id>/delivery/send/", citizen.send, name="send"),
    path("my/cases/<int:case_id>/delivery/cancel/", citizen.cancel, name="cancel"),
    path("desk/shelf/", desk.shelf, name="shelf"),
    path("desk/shelf/units/", desk.set_up, name="set_up"),
    path("desk/shelf/units/retire/", desk.retire, name="retire"),
    path("desk/cases/<int:case_id>/output/<slug:verb>/", desk.act, name="act"),
    path("desk/parcels/", desk.parcels, name="parcels"),
    path("desk/parcels/<uuid:uid>/", desk.parcel, name="parcel"),
    path("desk/parcels/<uuid:uid>/<slug:verb>/", desk.parcel_act, name="parcel_act"),
    path("desk/parcels/differences/<int:difference_id>/", desk.settle, name="settle"),
]
