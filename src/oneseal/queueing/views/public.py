"""Everybody's pages: halls with hours and live waiting, a ticket with its live place in line."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import NOBODY, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.queueing import extensions, selectors, services
from oneseal.queueing.models import Hall, Ticket
from oneseal.queueing.services import Wish
from oneseal.queueing.views.parsing import number

DAYS = 7
LOOKED_FOR = timedelta(minutes=5)
"""So long after the end a ticket's page waits for the address where the visit is judged."""
ACTS = ("check_in", "rejoin", "leave")


@require_safe
@allow_everyone
def halls(request: HttpRequest) -> HttpResponse:
    """Every hall: open now or when, who waits for what."""
    return render(request, "queueing/halls.html", {"shown": [_hall(each) for each in _public_halls()]})


@require_safe
@allow_everyone
def hall(request: HttpRequest, hall_id: int) -> HttpResponse:
    """One hall: the coming days, the lines, taking a ticket."""
    return _hall_page(request, selectors.access_hall(NOBODY, hall_id))


def _hall_page(request: HttpRequest, found: Hall, refused: str = "") -> HttpResponse:
    today = clock.today()
    days = selectors.spans_of_days(found, [today + timedelta(days=each) for each in range(DAYS)])
    actor, numbers = actor_of(request), extensions.window_numbers(found.pk)
    context = {
        **_hall(found),
        "days": list(days.items()),
        "windows": [(each, numbers.get(each.pk, "")) for each in selectors.windows(found)],
        "mine": selectors.open_tickets(actor, found) if actor.applicants else [],
        "citizen": bool(actor.applicant_id),
        "taking": bool(actor.applicant_id) and selectors.running(found) is not None,
        "refused": refused,
    }
    return render(request, "queueing/hall.html", context, status=422 if refused else 200)


def _public_halls() -> list[Hall]:
    return selectors.halls_in_use(NOBODY)


def _hall(found: Hall) -> dict[str, Any]:
    return {
        "hall": found,
        "honesty": selectors.honesty(found, clock.today()),
        "states": selectors.line_states(found),
        "running": selectors.running(found),
        "today": selectors.spans(found, clock.today()),
    }


@require_POST
@allow(Role.CITIZEN)
@limit("30/h", by="account")
@idempotent
def take(request: HttpRequest, hall_id: int) -> HttpResponse:
    """Take a ticket on the phone; it counts after the check-in in the hall."""
    actor = actor_of(request)
    found = selectors.access_hall(NOBODY, hall_id)
    line = request.POST.get("line", "")
    try:
        ticket = services.issue_ticket(
            actor,
            hall_id=found.pk,
            line_id=number(line),
            door="phone",
            wish=Wish(applicant_id=actor.applicant_id),
        )
    except RuleViolation as error:
        return _hall_page(request, found, sentence(error))
    return redirect("queueing:ticket", uid=ticket.uid)


@require_safe
@allow_everyone
def ticket(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A ticket: its number, how many are before it, in how many minutes; renewed every ten seconds."""
    found = selectors.ticket_by_uid(uid)
    part = "#place" if request.headers.get("HX-Request") else ""
    return render(request, f"queueing/ticket.html{part}", _ticket(found))


def _ticket(found: Ticket) -> dict[str, Any]:
    over = found.state in {"done", "left"} or found.day != clock.today()
    word = extensions.words_of([found.pk]).get(found.pk) if found.state == "done" else None
    just_done = (
        found.state == "done" and found.ended_at is not None and found.ended_at > clock.now() - LOOKED_FOR
    )
    return {
        "ticket": found,
        "place": selectors.place_of(found),
        "over": over,
        "word": word,
        "renews": not over or (word is None and just_done),
        "state": found.get_state_display(),
    }


@require_POST
@allow_everyone
@limit("30/h")
@idempotent
def ticket_act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Check in with the hall's code, come back into the line, give the ticket up."""
    if verb not in ACTS:
        raise Http404
    actor, found = actor_of(request), selectors.ticket_by_uid(uid)
    code = request.POST.get("code", "")[:12]
    try:
        if verb == "check_in":
            services.check_in(actor, ticket_id=found.pk, code=code)
            messages.success(request, gettext("已签到，请在大厅等候叫号。"))
        elif verb == "rejoin":
            services.rejoin(actor, ticket_id=found.pk)
        else:
            services.leave(actor, ticket_id=found.pk)
    except RuleViolation as error:
        context = _ticket(found) | {"refused": sentence(error), "code": code}
        return render(request, "queueing/ticket.html", context, status=422)
    return redirect("queueing:ticket", uid=uid)
