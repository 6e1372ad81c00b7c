"""Boards for the hall, a zone, a window: full screen, fed by the boards' process, or by asking again where it is not there."""

from typing import Any

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from oneseal.foundation.access import allow_everyone
from oneseal.kernel.access import NOBODY
from oneseal.queueing import selectors, services
from oneseal.queueing.models import Call, Hall
from oneseal.queueing.rules.life import TicketState

SHOWN = 8


@require_safe
@allow_everyone
def hall_board(request: HttpRequest, hall_id: int) -> HttpResponse:
    """Who is called where in the whole hall, who waits for what, the code of arrival."""
    return _board(request, selectors.access_hall(NOBODY, hall_id))


@require_safe
@allow_everyone
def zone_board(request: HttpRequest, hall_id: int, zone_id: int) -> HttpResponse:
    """The same for one zone."""
    hall = selectors.access_hall(NOBODY, hall_id)
    return _board(request, hall, zone=get_object_or_404(hall.zones, pk=zone_id))


@require_safe
@allow_everyone
def window_board(request: HttpRequest, hall_id: int, window_id: int) -> HttpResponse:
    """The screen above a window: its number, whose turn it is."""
    hall = selectors.access_hall(NOBODY, hall_id)
    window = get_object_or_404(hall.windows, pk=window_id, closed_on=None)
    context = {
        "window": window,
        "window_id": window.pk,
        "ticket": selectors.at_window(window),
        "seat": selectors.open_seats(hall).get(window.pk),
        "lines": selectors.lines_now(window),
    }
    return _shown(request, "queueing/window_board.html", hall, context)


def _board(request: HttpRequest, hall: Hall, zone: Any = None) -> HttpResponse:
    rows = Call.objects.filter(hall=hall, kind__in=["call", "recall"], window__state__in=["open", "paused"])
    rows = rows.filter(window__zone=zone) if zone else rows
    busy = selectors.at_windows(hall)
    context = {
        "zone": zone,
        "zone_id": zone.pk if zone else "",
        "called": [
            ticket
            for ticket in sorted(busy.values(), key=lambda each: str(each.called_at), reverse=True)
            if zone is None or (ticket.window and ticket.window.zone_id == zone.pk)
        ][:SHOWN],
        "latest": rows.exists(),
        **_lines(hall),
    }
    return _shown(request, "queueing/board.html", hall, context)


def _shown(request: HttpRequest, template: str, hall: Hall, context: dict[str, Any]) -> HttpResponse:
    source = events_address(request, hall.pk)
    context |= {
        "hall": hall,
        "events": source,
        "last": selectors.newest_call(hall.pk),
        "silent": hall.silent or request.GET.get("silent") == "1",
    }
    response = render(request, template, context)
    origin = "/".join(source.split("/")[:3]) if "//" in source else ""
    response._csp_update = {"connect-src": [SELF, *([origin] if origin else [])]}  # type: ignore[attr-defined]
    return response


def events_address(request: HttpRequest, hall_id: int) -> str:
    """Where the boards' process answers: behind the same proxy, or on its own port of this host."""
    if settings.BOARDS_URL:
        return f"{settings.BOARDS_URL}/events/{hall_id}"
    host = request.get_host().rsplit(":", 1)[0] if ":" in request.get_host() else request.get_host()
    return f"{request.scheme}://{host}:{settings.BOARDS_PORT}/events/{hall_id}"


@require_safe
@allow_everyone
def calls(request: HttpRequest, hall_id: int) -> HttpResponse:
    """What happened after a place, for boards that cannot reach the boards' process."""
    hall = selectors.access_hall(NOBODY, hall_id)
    text = request.GET.get("after", "0")
    after = int(text) if text.isdecimal() and len(text) < 19 else 0
    found = [
        {
            "seq": row.seq,
            "kind": row.kind,
            "number": row.number,
            "window": row.window.number,
            "window_id": row.window_id,
            "zone_id": row.window.zone_id,
            "at": row.at.isoformat(),
        }
        for row in selectors.calls_after(hall.pk, after)
    ]
    return JsonResponse({"calls": found}, headers={"Cache-Control": "no-store"})


@require_safe
@allow_everyone
def lines(request: HttpRequest, hall_id: int) -> HttpResponse:
    """How many wait for what and how long, and the code of arrival; the board asks every twenty seconds."""
    hall = selectors.access_hall(NOBODY, hall_id)
    return render(request, "queueing/board_lines.html", {"hall": hall, **_lines(hall)})


def _lines(hall: Hall) -> dict[str, Any]:
    return {"loads": selectors.line_states(hall), "code": services.hall_code(hall.pk), "states": TicketState}
