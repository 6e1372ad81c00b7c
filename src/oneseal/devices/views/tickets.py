"""A number at the machine: choose what for, see the wait, take the slip (inventory 3.14, 3.15)."""

import io
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.devices.rules.kinds import Does
from oneseal.devices.stations import by_device, on_station, station
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import NOBODY
from oneseal.kernel.errors import RuleViolation
from oneseal.queueing import selectors as queueing
from oneseal.queueing import services as queue

MINE = "station_tickets"


@require_http_methods(["GET", "HEAD", "POST"])
@on_station(Does.TICKET)
@limit("30/m", by=by_device, methods=("POST",))
@idempotent
def take(request: HttpRequest) -> HttpResponse:
    """The lines of the device's hall with their waiting; a press gives a number."""
    device = station(request)
    hall = queueing.access_hall(NOBODY, device.hall_id or 0)
    refused = ""
    if request.method == "POST":
        line = request.POST.get("line", "")
        try:
            ticket = queue.issue_ticket(
                NOBODY,
                hall_id=hall.pk,
                line_id=int(line) if line.isdecimal() and len(line) < 19 else 0,
                door="kiosk",
            )
        except RuleViolation as error:
            refused = sentence(error)
        else:
            request.session[MINE] = [*request.session.get(MINE, []), str(ticket.uid)][-5:]
            return redirect("devices:ticket_shown", uid=ticket.uid)
    context = {
        "hall": hall,
        "states": queueing.line_states(hall),
        "running": queueing.running(hall),
        "refused": refused,
    }
    return render(request, "devices/ticket.html", context, status=422 if refused else 200)


@require_safe
@on_station(Does.TICKET)
def ticket(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The slip, for this visitor only: after a reset the address shows nothing."""
    if str(uid) not in request.session.get(MINE, []):
        return redirect("devices:home")
    found = queueing.ticket_by_uid(uid)
    context = {"ticket": found, "place": queueing.place_of(found)}
    return render(request, "devices/ticket_shown.html", context)


@require_safe
@on_station(Does.TICKET)
def qr(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The address under which a phone follows the number."""
    return qr_svg(request.build_absolute_uri(reverse("queueing:ticket", args=[uid])))


def qr_svg(text: str) -> HttpResponse:
    """A square code as a picture."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=2, scale=6)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
