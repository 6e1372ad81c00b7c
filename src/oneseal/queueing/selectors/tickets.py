"""Tickets: who waits, who was served, what a window calls next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.kernel.access import Actor
from oneseal.queueing.models import (
    Appointment,
    Call,
    Hall,
    Seat,
    ServiceKind,
    Ticket,
    TicketCase,
    Turn,
    Window,
)
from oneseal.queueing.rules.life import AT_WINDOW, OPEN, TicketState
from oneseal.queueing.selectors.places import lines_now
from oneseal.queueing.selectors.skills import skilled, unskilled

JUST_SERVED = 3


def visible_tickets(actor: Actor) -> QuerySet[Ticket]:
    """Tickets: staff their bureau's, a citizen those on their own name."""
    rows = Ticket.objects.select_related("hall", "line", "window", "applicant")
    if actor.is_staff:
        return rows.filter(bureau=actor.bureau_id)
    return rows.filter(applicant__in=actor.applicants) if actor.applicants else rows.none()


def access_ticket(actor: Actor, ticket_id: int) -> Ticket:
    """One ticket. Raises NotFound."""
    found = visible_tickets(actor).filter(pk=ticket_id).first()
    if found is None:
        raise not_found()
    return found


def ticket_by_uid(uid: UUID) -> Ticket:
    """The ticket of which somebody holds the slip: whoever knows its address. Raises NotFound."""
    rows = Ticket.objects.select_related("hall", "line", "window", "appointment")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise not_found()
    return found


def waiting(hall: Hall, day: date | None = None) -> list[Ticket]:
    """Those who are in the hall and wait, in the order in which they are called."""
    return list(_waiting(hall, day).filter(arrived_at__isnull=False))


def expected(hall: Hall) -> list[Ticket]:
    """Those with a ticket from the phone who have not come yet."""
    return list(_waiting(hall, None).filter(arrived_at=None))


def _waiting(hall: Hall, day: date | None) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(hall=hall, day=day or clock.today(), state=TicketState.WAITING)
    return rows.select_related("line", "applicant").order_by("rank_at", "id")


def at_windows(hall: Hall) -> dict[int, Ticket]:
    """Which ticket is called or served at which window now."""
    rows = Ticket.objects.filter(hall=hall, day=clock.today(), state__in=AT_WINDOW)
    return {row.window_id or 0: row for row in rows.select_related("line")}


def at_window(window: Window) -> Ticket | None:
    """The ticket that is called or served at a window."""
    rows = Ticket.objects.filter(window=window, state__in=AT_WINDOW)
    return rows.select_related("line", "applicant", "hall", "appointment__item").first()


def put_off(window: Window) -> list[Ticket]:
    """Those whom this window missed today or sent to fill in something: they can be called again."""
    rows = Ticket.objects.filter(
        window=window, day=clock.today(), state__in=[TicketState.PASSED, TicketState.PAUSED]
    )
    return list(rows.order_by("-called_at"))


def just_served(seat: Seat) -> list[Ticket]:
    """The last whom somebody has served to the end since they sat down, newest first."""
    rows = Ticket.objects.filter(
        window=seat.window_id, staff=seat.staff_id, state=TicketState.DONE, ended_at__gte=seat.opened_at
    )
    return list(rows.order_by("-ended_at")[:JUST_SERVED])


def servable(window: Window, staff_id: int) -> list[ServiceKind]:
    """The lines that a window serves now for which somebody has the skill; without a line's items: any of them."""
    lines = lines_now(window)
    able = skilled([staff_id], [line.pk for line in lines], window.bureau_id, clock.today())[staff_id]
    return [line for line in lines if line.pk in able]


def next_for(window: Window, staff_id: int) -> Ticket | None:
    """Whom a window calls next: of its lines, or sent to it; the longest wait counts, see rules.life.rank.

    Nobody is called whose item the clerk may not serve.
    """
    lines = servable(window, staff_id)
    rows = Ticket.objects.filter(
        hall=window.hall_id,
        day=clock.today(),
        state=TicketState.WAITING,
        arrived_at__isnull=False,
    )
    ours = Q(for_window=window) | Q(for_window=None, line__in=[line.pk for line in lines])
    rows = rows.filter(ours)
    wanted = set(rows.exclude(item=None).values_list("item", flat=True))
    rows = rows.exclude(item__in=unskilled(staff_id, wanted, clock.today()))
    return rows.order_by("rank_at", "id").first()


def open_ticket_of(applicant_id: int, line: ServiceKind) -> Ticket | None:
    """The ticket that somebody has in a line today."""
    rows = Ticket.objects.filter(line=line, day=clock.today(), applicant=applicant_id, state__in=OPEN)
    return rows.select_related("hall", "line").first()


def latest_tickets(hall: Hall) -> list[Ticket]:
    """The newest numbers of today, and those that were missed or are away: what the guide's desk looks up."""
    rows = Ticket.objects.filter(hall=hall, day=clock.today()).select_related("line", "window")
    newest = list(rows.order_by("-issued_at")[:12])
    away = list(rows.filter(state__in=[TicketState.PASSED, TicketState.PAUSED]).order_by("called_at")[:20])
    return [*away, *(each for each in newest if each not in away)]


def ticket_of(appointment: Appointment) -> Ticket | None:
    """The number that an appointment became."""
    return Ticket.objects.filter(appointment=appointment).first()


def cases_of(ticket: Ticket) -> list[Any]:
    """The cases that were handled during a visit."""
    rows = TicketCase.objects.filter(ticket=ticket).select_related("case").order_by("id")
    return [row.case for row in rows]


def open_tickets(actor: Actor, hall: Hall | None = None) -> list[Ticket]:
    """What a citizen holds today."""
    rows = visible_tickets(actor).filter(day=clock.today(), state__in=OPEN)
    return list((rows.filter(hall=hall) if hall else rows).order_by("issued_at"))


@dataclass(frozen=True, slots=True)
class Visit:
    """One turn of a visitor at a window, for the planner and the appraisal.

    `arrived`: when they joined that line (None never: phone tickets count from their check-in). `begun` and `ended` are
    None for those who were missed or left. `turn` counts from 1; a transferred visitor has several.
    """

    ticket_id: int
    number: str
    line_id: int
    priority: str
    door: str
    turn: int
    arrived: datetime
    called: datetime | None
    begun: datetime | None
    ended: datetime | None
    outcome: str
    window_id: int | None
    staff_id: int | None
    estimate: int | None
    case_ids: tuple[int, ...]


def visits(day: date, *, bureau_id: int = 0, hall_id: int = 0) -> list[Visit]:
    """Every turn of a day, and those who came and were never called; by arrival. Three statements."""
    tickets = Ticket.objects.filter(day=day, arrived_at__isnull=False)
    tickets = tickets.filter(bureau=bureau_id) if bureau_id else tickets
    tickets = tickets.filter(hall=hall_id) if hall_id else tickets
    known = {row.pk: row for row in tickets}
    cases: dict[int, list[int]] = {}
    for ticket_id, case_id in TicketCase.objects.filter(ticket__in=known).values_list("ticket", "case"):
        cases.setdefault(ticket_id, []).append(case_id)
    found, counted = [], dict.fromkeys(known, 0)
    for turn in Turn.objects.filter(ticket__in=known).order_by("called_at", "id"):
        counted[turn.ticket_id] += 1
        ticket = known[turn.ticket_id]
        found.append(_visit(ticket, turn, counted[turn.ticket_id], cases.get(ticket.pk, [])))
    found += [_visit(ticket, None, 1, []) for pk, ticket in known.items() if not counted[pk]]
    return sorted(found, key=lambda each: (each.arrived, each.ticket_id, each.turn))


def _visit(ticket: Ticket, turn: Turn | None, place: int, cases: list[int]) -> Visit:
    return Visit(
        ticket_id=ticket.pk,
        number=ticket.number,
        line_id=turn.line_id if turn else ticket.line_id,
        priority=ticket.priority,
        door=ticket.door,
        turn=place,
        arrived=turn.joined_at if turn else ticket.arrived_at or ticket.issued_at,
        called=turn.called_at if turn else None,
        begun=turn.begun_at if turn else None,
        ended=turn.ended_at if turn else None,
        outcome=turn.outcome if turn else ticket.state,
        window_id=turn.window_id if turn else None,
        staff_id=turn.staff_id if turn else None,
        estimate=ticket.estimate if place == 1 else None,
        case_ids=tuple(cases),
    )


def left_over() -> list[int]:
    """Numbers of earlier days that nobody ended."""
    rows = Ticket.objects.filter(day__lt=clock.today(), state__in=OPEN)
    return list(rows.order_by("id").values_list("pk", flat=True))


def newest_call(hall_id: int) -> int:
    """The place of a hall's newest call; 0 before the first."""
    return Call.objects.filter(hall=hall_id).order_by("-seq").values_list("seq", flat=True).first() or 0


def calls_after(hall_id: int, seq: int, limit: int = 200) -> list[Call]:
    """What a board that saw everything up to `seq` has not seen yet, oldest first."""
    rows = Call.objects.filter(hall=hall_id, seq__gt=seq).select_related("window")
    return list(rows.order_by("seq")[:limit])
