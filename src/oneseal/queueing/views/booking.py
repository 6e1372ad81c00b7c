"""A citizen's appointments: item, day, slot; move, give up, arrive."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.kernel.access import NOBODY, Actor, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.queueing import selectors, services
from oneseal.queueing.models import Appointment, ServiceKind
from oneseal.queueing.rules.life import APPOINTMENTS
from oneseal.queueing.services import Slotted
from oneseal.queueing.views.parsing import number

TONES = {"booked": "blue", "displaced": "amber", "arrived": "green", "cancelled": "grey", "no_show": "red"}
ACTS = ("change", "cancel", "arrive")


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """Own appointments and today's tickets."""
    actor = actor_of(request)
    page = selectors.appointments_of(actor, request.GET)
    context = {
        "page": page,
        "rows": [(row, TONES[row.state]) for row in page.rows],
        "tickets": selectors.open_tickets(actor),
    }
    return render(request, "queueing/appointments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@limit("60/h", by="account", methods=("POST",))
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """First what for, then the day, then the slot: each press narrows, nothing typed is lost."""
    actor = actor_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    line = _line(asked.get("line", ""))
    refused = ""
    if request.method == "POST" and line is not None:
        try:
            row = services.book(
                actor, _slotted(line, asked), applicant_id=_whom(actor, asked), note=asked.get("note", "")
            )
        except RuleViolation as error:
            refused = sentence(error)
        else:
            messages.success(request, gettext("预约成功。"))
            return redirect("queueing:appointment", uid=row.uid)
    context = _choices(line, asked) | {"refused": refused, "people": _people(actor), "asked": asked}
    return render(request, "queueing/book.html", context, status=422 if refused else 200)


def _line(text: str) -> ServiceKind | None:
    return selectors.access_line(NOBODY, named) if (named := number(text)) else None


def _choices(line: ServiceKind | None, asked: Any) -> dict[str, Any]:
    days = selectors.days_to_book(line) if line is not None else {}
    day = _day(asked.get("day", ""))
    return {
        "lines": []
        if line
        else [each for hall in selectors.halls_in_use(NOBODY) for each in selectors.bookable_lines(hall)],
        "line": line,
        "days": [(each, sum(slot.free for slot in found)) for each, found in days.items()],
        "day": day if day in days else None,
        "slots": days.get(day, []) if day else [],
    }


def _people(actor: Actor) -> list[Any]:
    own = identity.applicant_names({actor.applicant_id})
    others = [(each.pk, each.name) for each in identity.principals(actor)]
    return list({**own, **dict(others)}.items())


def _whom(actor: Actor, asked: Any) -> int:
    text = asked.get("applicant", "")
    return number(text) or actor.applicant_id


def _slotted(line: ServiceKind, asked: Any) -> Slotted:
    return Slotted(line.pk, _day(asked.get("day", "")) or date.min, _time(asked.get("starts", "")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return time(0)


@require_safe
@allow(Role.CITIZEN)
def appointment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One appointment: where and when, arriving, moving, giving up."""
    actor = actor_of(request)
    return _shown(request, selectors.access_appointment(actor, uid))


def _shown(request: HttpRequest, row: Appointment, refused: str = "") -> HttpResponse:
    asked = request.POST if refused else request.GET
    context = {
        "row": row,
        "tone": TONES[row.state],
        "acts": APPOINTMENTS.allowed(row.state),
        "ticket": selectors.ticket_of(row),
        "refused": refused,
        "asked": asked,
        **_choices(row.line, asked),
    }
    return render(request, "queueing/appointment.html", context, status=422 if refused else 200)


@require_POST
@allow(Role.CITIZEN)
@limit("60/h", by="account")
@idempotent
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Move to another slot, give up, arrive with the hall's code."""
    if verb not in ACTS:
        raise Http404
    actor, asked = actor_of(request), request.POST
    row = selectors.access_appointment(actor, uid)
    try:
        if verb == "arrive":
            ticket = services.arrive(actor, uid=uid, code=asked.get("code", "")[:12])
            return redirect("queueing:ticket", uid=ticket.uid)
        if verb == "cancel":
            services.cancel_appointment(actor, uid=uid)
            messages.success(request, gettext("预约已取消。"))
        else:
            wanted = _slotted(row.line, asked)
            services.change_appointment(actor, uid=uid, day=wanted.day, starts=wanted.starts)
            messages.success(request, gettext("已改约。"))
    except RuleViolation as error:
        return _shown(request, selectors.access_appointment(actor, uid), sentence(error))
    return redirect("queueing:appointment", uid=uid)
