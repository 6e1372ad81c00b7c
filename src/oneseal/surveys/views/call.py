"""The call of a remote survey: its page, coming in, messages between browsers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation import calls, clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.problems import for_scripts
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Role
from oneseal.surveys import selectors, services
from oneseal.surveys.rules import syncing
from oneseal.surveys.rules.planning import clock_text
from oneseal.surveys.rules.states import Mode, VisitState


@require_safe
@allow(Role.CITIZEN, *selectors.SURVEYORS)
def call(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page of the call, for the officers and the applicant."""
    actor = actor_of(request)
    visit = selectors.access_visit_by_uid(actor, uid)
    if visit.trip.mode != Mode.REMOTE:
        raise syncing.unreadable("visit")
    context = {
        "visit": visit,
        "arrives": clock_text(visit.arrives),
        "departs": clock_text(visit.departs),
        "requests": list(visit.requests.all()),
        "open": visit.state == VisitState.PLANNED and visit.trip.day == clock.today(),
        "officer": actor.is_staff,
    }
    response = render(request, "surveys/call.html", context)
    response["Permissions-Policy"] = calls.CAMERA
    return response


@require_POST
@allow(Role.CITIZEN, *selectors.SURVEYORS)
@limit("60/h", by="account")
@for_scripts
def join(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Come in."""
    actor = actor_of(request)
    row = services.join_call(actor, visit_id=selectors.access_visit_by_uid(actor, uid).pk)
    return JsonResponse({"peer": str(row.peer)})


@require_POST
@allow(Role.CITIZEN, *selectors.SURVEYORS)
@limit("300/m", by="account")
@for_scripts
def signal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Pass a message on."""
    peer, to, body = calls.message_of(request.body)
    services.send_signal(actor_of(request), peer=peer, to=to, body=body)
    return JsonResponse({"status": "done"})


@require_safe
@allow(Role.CITIZEN, *selectors.SURVEYORS)
@for_scripts
def hear(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who is there, and what was sent to me."""
    peer, after = calls.asked_of(request.GET)
    return JsonResponse(services.hear(actor_of(request), peer=peer, after=after).as_json())
