"""Addresses of devices: the device's own pages, and the desk's."""

from django.urls import path

from oneseal.devices.views import cabinet, desk, filling, help, screens, station, tickets, video, visitor

app_name = "devices"
urlpatterns = [
    path("device/", station.home, name="home"),
    path("device/pair/", station.pair, name="pair"),
    path("device/beat/", station.beat, name="beat"),
    path("device/reset/", station.reset, name="reset"),
    path("device/forget/", station.forget, name="forget"),
    path("device/ticket/", tickets.take, name="ticket"),
    path("device/ticket/<uuid:uid>/", tickets.ticket, name="ticket_shown"),
    path("device/ticket/<uuid:uid>/qr.svg", tickets.qr, name="ticket_qr"),
    path("device/items/<slug:way>/", visitor.items, name="items"),
    path("device/item/<slug:code>/", visitor.item, name="item"),
    path("device/query/", visitor.query, name="query"),
    path("device/query/found/", visitor.found, name="found"),
    path("device/collect/", visitor.collect, name="collect"),
    path("device/collect/shelf/", visitor.shelf, name="shelf"),
    path("device/cabinet/", cabinet.take, name="take"),
    path("device/cabinet/box/", cabinet.box, name="box"),
    path("device/fill/<slug:code>/", filling.fill, name="fill"),
    path("device/sheet/", filling.sheet, name="sheet"),
    path("device/waiting/", screens.waiting, name="waiting"),
    path("device/confirm/<uuid:uid>/", screens.confirm, name="confirm"),
    path("device/help/", help.visitor, name="help"),
    path("device/help/join/", video.join, name="help_join"),
    path("device/help/signal/", video.signal, name="help_signal"),
    path("device/help/hear/", video.hear, name="help_hear"),
    path("desk/devices/", desk.devices, name="devices"),
    path("desk/devices/new/", desk.new, name="new"),
    path("desk/devices/sheets/", filling.sheets, name="sheets"),
    path("desk/devices/calls/", help.calls, name="calls"),
    path("desk/devices/calls/<uuid:uid>/", help.talk, name="talk"),
    path("desk/devices/calls/<uuid:uid>/take/", help.take, name="take"),
    path("desk/devices/calls/<uuid:uid>/end/", help.end, name="end"),
    path("desk/devices/calls/<uuid:uid>/join/", video.talk_join, name="talk_join"),
    path("desk/devices/calls/<uuid:uid>/signal/", video.talk_signal, name="talk_signal"),
    path("desk/devices/calls/<uuid:uid>/hear/", video.talk_hear, name="talk_hear"),
    path("desk/devices/ask/<int:case_id>/", screens.ask, name="ask"),
    path("desk/devices/answer/<int:case_id>/", screens.answer, name="answer"),
    path("desk/devices/questions/<uuid:uid>/withdraw/", screens.withdraw, name="withdraw"),
    path("desk/devices/<uuid:uid>/", desk.device, name="device"),
    path("desk/devices/<uuid:uid>/<slug:verb>/", desk.act, name="act"),
]
