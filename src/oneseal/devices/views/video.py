"""Seeing each other in a call: what the scripts of both sides ask for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from oneseal.devices import selectors, services
from oneseal.devices.models import Help
from oneseal.devices.rules.kinds import Does
from oneseal.devices.stations import by_device, help_of, on_station
from oneseal.foundation import calls
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.problems import for_scripts
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.queueing import selectors as queueing


def _own(request: HttpRequest) -> Help:
    row = help_of(request)
    if row is None:
        raise NotFound("call_over", N_("呼叫已经结束，需要时请再呼叫。"))
    return row


@require_POST
@on_station(Does.HELP)
@limit("20/m", by=by_device)
@for_scripts
def join(request: HttpRequest) -> HttpResponse:
    """The visitor's camera is on."""
    return JsonResponse({"peer": str(services.enter_video(_own(request)))})


@require_POST
@on_station(Does.HELP)
@limit("120/m", by=by_device)
@for_scripts
def signal(request: HttpRequest) -> HttpResponse:
    """From the visitor's browser to the guide's."""
    peer, to, body = calls.message_of(request.body)
    services.signal(_own(request), peer=peer, to=to, body=body)
    return JsonResponse({"status": "done"})


@require_safe
@on_station(Does.HELP)
@for_scripts
def hear(request: HttpRequest) -> HttpResponse:
    """Who is there, what came for the visitor's browser."""
    peer, after = calls.asked_of(request.GET)
    return JsonResponse(services.hear(_own(request), peer=peer, after=after).as_json())


@require_POST
@allow(*queueing.GUIDES)
@limit("20/m", by="account")
@for_scripts
def talk_join(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who answered looks on, with camera and microphone where there are some."""
    actor = actor_of(request)
    row = selectors.access_help(actor, uid)
    return JsonResponse({"peer": str(services.enter_video(row, actor=actor))})


@require_POST
@allow(*queueing.GUIDES)
@limit("120/m", by="account")
@for_scripts
def talk_signal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """From the guide's browser to the visitor's."""
    actor = actor_of(request)
    peer, to, body = calls.message_of(request.body)
    services.signal(selectors.access_help(actor, uid), peer=peer, to=to, body=body, actor=actor)
    return JsonResponse({"status": "done"})


@require_safe
@allow(*queueing.GUIDES)
@for_scripts
def talk_hear(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who is there, what came for the guide's browser."""
    actor = actor_of(request)
    peer, after = calls.asked_of(request.GET)
    row = selectors.access_help(actor, uid)
    return JsonResponse(services.hear(row, peer=peer, after=after, actor=actor).as_json())
