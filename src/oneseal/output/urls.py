"""Addresses of output: for applicants, the call-backs of courier and cabinets, the counter."""

from django.urls import path

from oneseal.output.views import cabinets, callback, citizen, desk, labels

app_name = "output"
urlpatterns = [
    path("gateways/courier/notify/", callback.notify, name="notify"),
    path("my/cases/<int:case_id>/delivery/", citizen.delivery, name="delivery"),
    path("my/cases/<int:case_id>/delivery/choose/", citizen.choose, name="choose"),
    path("my/cases/<int:case_id>/delivery/send/", citizen.send, name="send"),
    path("my/cases/<int:case_id>/delivery/cancel/", citizen.cancel, name="cancel"),
    path("desk/shelf/", desk.shelf, name="shelf"),
    path("desk/shelf/labels/<str:unit>/", labels.places, name="labels"),
    path("desk/cases/<int:case_id>/envelope/", labels.envelope, name="envelope"),
    path("desk/shelf/units/", desk.set_up, name="set_up"),
    path("desk/shelf/units/retire/", desk.retire, name="retire"),
    path("desk/cases/<int:case_id>/output/<slug:verb>/", desk.act, name="act"),
    path("gateways/cabinet/notify/", callback.door_notify, name="door_notify"),
    path("desk/cabinets/", cabinets.cabinets, name="cabinets"),
    path("desk/cabinets/new/", cabinets.set_up, name="set_up_cabinet"),
    path("desk/cabinets/<uuid:uid>/", cabinets.cabinet, name="cabinet"),
    path("desk/cabinets/<uuid:uid>/load/", cabinets.load, name="load"),
    path("desk/cabinets/<uuid:uid>/retire/", cabinets.retire, name="retire_cabinet"),
    path("desk/cabinets/<uuid:uid>/<int:place_id>/<slug:verb>/", cabinets.box, name="box"),
    path("desk/cabinets/doors/<uuid:uid>/", cabinets.door, name="door"),
    path("desk/cabinets/doors/<uuid:uid>/settle/", cabinets.settle, name="settle_door"),
    path("desk/parcels/", desk.parcels, name="parcels"),
    path("desk/parcels/<uuid:uid>/", desk.parcel, name="parcel"),
    path("desk/parcels/<uuid:uid>/<slug:verb>/", desk.parcel_act, name="parcel_act"),
    path("desk/parcels/differences/<int:difference_id>/", desk.settle, name="settle"),
]
