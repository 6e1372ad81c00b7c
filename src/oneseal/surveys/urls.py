"""Addresses of surveys."""

from django.urls import path

from oneseal.surveys.views import asking, board, call, phone, trips, visits

app_name = "surveys"
urlpatterns = [
    path("desk/surveys/", board.board, name="board"),
    path("desk/surveys/plan/", board.plan, name="plan"),
    path("desk/surveys/means/", board.means, name="means"),
    path("desk/surveys/ask/<int:step_id>/", asking.ask, name="ask"),
    path("desk/surveys/ask/<int:step_id>/share/<int:visit_id>/", asking.share, name="share"),
    path("desk/surveys/requests/<int:request_id>/", asking.asked, name="request"),
    path("desk/surveys/requests/<int:request_id>/<slug:verb>/", asking.act, name="request_act"),
    path("desk/surveys/trips/<int:trip_id>/", trips.trip, name="trip"),
    path("desk/surveys/trips/<int:trip_id>/<slug:verb>/", trips.act, name="trip_act"),
    path("desk/surveys/visits/<int:visit_id>/", visits.visit, name="visit"),
    path("desk/surveys/visits/<int:visit_id>/move/", trips.move, name="move"),
    path("desk/surveys/visits/<int:visit_id>/<slug:verb>/", visits.act, name="visit_act"),
    path("desk/surveys/phone/", phone.phone, name="phone"),
    path("desk/surveys/phone/worker.js", phone.worker, name="worker"),
    path("desk/surveys/phone/data/", phone.data, name="data"),
    path("desk/surveys/phone/sync/", phone.sync, name="sync"),
    path("surveys/evidence/", phone.evidence, name="evidence"),
    path("surveys/calls/<uuid:uid>/", call.call, name="call"),
    path("surveys/calls/<uuid:uid>/join/", call.join, name="call_join"),
    path("surveys/calls/<uuid:uid>/signal/", call.signal, name="call_signal"),
    path("surveys/calls/<uuid:uid>/hear/", call.hear, name="call_hear"),
]
