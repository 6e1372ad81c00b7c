"""Taking a result out of the cabinet beside the device, by pick-up code and identity (inventory 3.15, 3.17; LIC-14)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.devices import services
from oneseal.devices.forms import TakeForm
from oneseal.devices.rules.kinds import Does
from oneseal.devices.stations import by_device, on_station, station
from oneseal.foundation import ratelimit
from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.output import services as output
from oneseal.output.rules.boxes import WAITING
from oneseal.output.selectors import cabinets

DOOR = "station_door"
HOUR = 3600
TRIES = 10


@require_http_methods(["GET", "HEAD", "POST"])
@on_station(Does.COLLECT)
@limit("10/m", by=by_device, methods=("POST",))
@idempotent
def take(request: HttpRequest) -> HttpResponse:
    """Code and document number, or code and the sign-in on this device; the right ones open the box."""
    device, actor = station(request), actor_of(request)
    cabinet = device.cabinet
    if cabinet is None:
        return redirect("devices:collect")
    person = identity.access_applicant(actor, actor.applicant_id) if actor.applicant_id else None
    form = TakeForm(request.POST if request.method == "POST" else None, signed_in=person is not None)

    def act() -> None:
        number = person.number if person else form.cleaned_data["document"]
        ratelimit.count(f"devices.take:{number}", TRIES, HOUR)
        who = actor if person else services.of_device(device)
        opened = output.collect(
            who,
            cabinet=cabinet,
            pickup_code=form.cleaned_data["code"],
            identifier=number,
            device=device.name,
        )
        request.session[DOOR] = str(opened.uid)

    if request.method == "POST" and attempt(form, act):
        return redirect("devices:box")
    context = {"form": form, "cabinet": cabinet, "person": person}
    return render(request, "devices/take.html", context, status=422 if form.errors else 200)


@require_safe
@on_station(Does.COLLECT)
def box(request: HttpRequest) -> HttpResponse:
    """The open box, until it is emptied and shut; for this visitor only: after a reset the address shows nothing."""
    device, uid = station(request), request.session.get(DOOR)
    row = cabinets.opening_at(device.cabinet_id, uid) if uid and device.cabinet_id else None
    if row is None:
        return redirect("devices:home")
    row = output.follow_door(row)
    context: dict[str, Any] = {"door": row, "waiting": row.state in WAITING}
    asked = bool(request.headers.get("HX-Request"))
    if asked and not context["waiting"]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    part = "#box" if asked else ""
    return render(request, f"devices/box.html{part}", context)
