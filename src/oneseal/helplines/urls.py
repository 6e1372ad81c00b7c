"""Addresses of helplines."""

from django.urls import path

from oneseal.helplines.views import desk, lines

app_name = "helplines"
urlpatterns = [
    path("desk/calls/", desk.calls, name="calls"),
    path("desk/calls/<int:call_id>/", desk.call, name="call"),
    path("desk/calls/<int:call_id>/caller/", desk.caller, name="caller"),
    path("desk/calls/<int:call_id>/<slug:verb>/", desk.act, name="act"),
    path("desk/calls/figures/", lines.figures, name="figures"),
    path("desk/calls/lines/", lines.lines, name="lines"),
    path("desk/calls/lines/<int:line_id>/close/", lines.close, name="close"),
]
