"""The desk's look at a hall: who waits, which window does what, what to do about it; tickets for people; appointments."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.queueing import extensions, selectors, services
from oneseal.queueing.models import Hall
from oneseal.queueing.rules.life import PRIORITIES, Priority
from oneseal.queueing.services import Wish
from oneseal.queueing.views.booking import TONES
from oneseal.queueing.views.parsing import number

STATES = {"open": "green", "paused": "amber", "closed": "grey"}


def chosen_hall(request: HttpRequest, actor: Actor) -> Hall | None:
    """The hall that the address names, else the first."""
    text = request.GET.get("hall", "") or request.POST.get("hall", "")
    if named := number(text):
        return selectors.access_hall(actor, named)
    return next(iter(selectors.halls_in_use(actor)), None)


def hall_tabs(actor: Actor, current: Hall | None, name: str) -> list[dict[str, Any]]:
    """Tabs over halls; none where there is one."""
    halls = selectors.halls_in_use(actor)
    address = reverse(name)
    return [
        {"label": each.name, "url": f"{address}?hall={each.pk}", "current": current == each}
        for each in halls
        if len(halls) > 1
    ]


@require_safe
@allow(*selectors.WATCHERS)
def overview(request: HttpRequest) -> HttpResponse:
    """The hall now; renewed every ten seconds."""
    actor = actor_of(request)
    hall = chosen_hall(request, actor)
    context: dict[str, Any] = {"hall": hall, "tabs": hall_tabs(actor, hall, "queueing:overview")}
    if hall is not None:
        context |= _now(hall) | {
            "lender": actor.has(*selectors.KEEPERS, *selectors.GUIDES),
            "keeper": actor.has(*selectors.KEEPERS),
        }
    part = "#now" if request.headers.get("HX-Request") and hall else ""
    return render(request, f"queueing/overview.html{part}", context)


def _now(hall: Hall) -> dict[str, Any]:
    now, day = selectors.hall_now(hall), clock.today()
    seats, busy = selectors.open_seats(hall), selectors.at_windows(hall)
    waits = now.waits()
    return {
        "figures": selectors.day_figures(hall, day),
        "honesty": selectors.honesty(hall, day),
        "lines": selectors.line_states(hall),
        "advice": selectors.advice(hall, now),
        "queue": [
            (ticket, None if waits.get(ticket.pk) is None else round(waits[ticket.pk] or 0))
            for ticket in selectors.waiting(hall)[:100]
        ],
        "expected": selectors.expected(hall),
        "guides": extensions.hall_people(hall.pk),
        "windows": [
            (each, STATES[each.state], seats.get(each.pk), busy.get(each.pk))
            for each in selectors.windows(hall)
        ],
    }


@require_POST
@allow(*selectors.KEEPERS, *selectors.GUIDES)
@idempotent
def lend(request: HttpRequest, window_id: int) -> HttpResponse:
    """Let a window serve one more line, as suggested."""
    actor, line = actor_of(request), request.POST.get("line", "")
    window = services.lend_window(actor, window_id, line_id=number(line))
    messages.success(request, gettext("已安排。"))
    return redirect(f"{reverse('queueing:overview')}?hall={window.hall_id}")


@require_POST
@allow(*selectors.KEEPERS, *selectors.GUIDES)
@idempotent
def give_back(request: HttpRequest, window_id: int) -> HttpResponse:
    """A window need not help with a line any longer."""
    actor, line = actor_of(request), request.POST.get("line", "")
    window = services.return_line(actor, window_id, line_id=number(line))
    messages.success(request, gettext("已收回。"))
    return redirect(f"{reverse('queueing:overview')}?hall={window.hall_id}")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.GUIDES)
@idempotent
def guide(request: HttpRequest) -> HttpResponse:
    """Tickets for people, with priority where it is due; who has a phone ticket is checked in."""
    actor = actor_of(request)
    hall = chosen_hall(request, actor)
    refused, given = "", None
    if request.method == "POST" and hall is not None:
        try:
            given = _give(actor, hall, request.POST)
        except RuleViolation as error:
            refused = sentence(error)
    context: dict[str, Any] = {"hall": hall, "tabs": hall_tabs(actor, hall, "queueing:guide"), "given": given}
    if hall is not None:
        context |= {
            "lines": selectors.line_states(hall),
            "expected": selectors.expected(hall),
            "priorities": [
                (code, label) for code, label in PRIORITIES.items() if code != Priority.APPOINTMENT
            ],
            "asked": request.POST,
            "refused": refused,
            "code": services.hall_code(hall.pk),
            "latest": selectors.latest_tickets(hall),
        }
    return render(request, "queueing/guide.html", context, status=422 if refused else 200)


def _give(actor: Actor, hall: Hall, asked: Any) -> Any:
    if ticket := number(asked.get("ticket", "")):
        found = selectors.access_ticket(actor, ticket)
        again = found.state in {"passed", "paused"}
        act = services.rejoin if again else services.check_in
        return act(actor, ticket_id=found.pk)
    document = asked.get("number", "").strip()
    applicant = identity.applicant_by_number(document) if document else None
    priority = asked.get("priority", "")
    wish = Wish(
        applicant_id=applicant.pk if applicant else 0,
        priority=priority if priority in PRIORITIES else Priority.NORMAL,
    )
    return services.issue_ticket(
        actor, hall_id=hall.pk, line_id=number(asked.get("line", "")), door="guide", wish=wish
    )


@require_safe
@allow(*selectors.WATCHERS)
def appointments(request: HttpRequest) -> HttpResponse:
    """Who is expected on a day."""
    actor = actor_of(request)
    hall = chosen_hall(request, actor)
    return _appointments(request, actor, hall, _day(request))


@require_safe
@allow(*selectors.WATCHERS)
def counts(request: HttpRequest) -> HttpResponse:
    """What was handled at which window over a period; this month if nothing else is asked."""
    actor = actor_of(request)
    hall = chosen_hall(request, actor)
    last = _day(request, "last")
    first = min(last, _day(request, "first") if "first" in request.GET else last.replace(day=1))
    context = {
        "hall": hall,
        "tabs": hall_tabs(actor, hall, "queueing:counts"),
        "first": first,
        "last": last,
        "counts": selectors.hall_counts(actor, hall.pk, first, last) if hall else None,
    }
    return render(request, "queueing/counts.html", context)


def _day(request: HttpRequest, name: str = "day") -> date:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return clock.today()


def _appointments(
    request: HttpRequest, actor: Actor, hall: Hall | None, day: date, refused: str = ""
) -> HttpResponse:
    rows = selectors.appointments_on(actor, hall, day) if hall else []
    context = {
        "hall": hall,
        "tabs": hall_tabs(actor, hall, "queueing:desk_appointments"),
        "day": day,
        "rows": [(row, TONES[row.state]) for row in rows],
        "guide": actor.has(*selectors.GUIDES),
        "colleagues": _colleagues(actor, day) if rows and actor.has(*selectors.GUIDES) else [],
        "refused": refused,
    }
    return render(request, "queueing/desk_appointments.html", context, status=422 if refused else 200)


@require_POST
@allow(*selectors.GUIDES)
@idempotent
def arrive(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The guide checks somebody in; they get their number."""
    actor = actor_of(request)
    row = selectors.access_appointment(actor, uid)
    try:
        ticket = services.arrive(actor, uid=uid)
    except RuleViolation as error:
        return _appointments(request, actor, row.hall, row.day, sentence(error))
    messages.success(request, gettext("已签到，号是 %(number)s。") % {"number": ticket.number})
    return redirect(f"{reverse('queueing:desk_appointments')}?hall={row.hall_id}&day={row.day.isoformat()}")


def _colleagues(actor: Actor, day: date) -> list[tuple[int, str]]:
    """Who stands at the windows on a day: by name, to attend to an appointment."""
    return [(each.pk, each.name) for each in identity.at_windows(actor.bureau_id, day)]


@require_POST
@allow(*selectors.GUIDES)
@idempotent
def name_staff(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say which colleague attends to an appointment."""
    actor, asked = actor_of(request), request.POST.get("staff", "")
    row = selectors.access_appointment(actor, uid)
    try:
        services.name_staff(actor, uid=uid, staff_id=number(asked))
    except RuleViolation as error:
        return _appointments(request, actor, row.hall, row.day, sentence(error))
    messages.success(request, gettext("已指定接待人员，预约人在“我的预约”里看得到。"))
    return redirect(f"{reverse('queueing:desk_appointments')}?hall={row.hall_id}&day={row.day.isoformat()}")
