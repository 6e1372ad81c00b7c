"""Standing in line: taking a ticket, arriving, coming back, leaving (inventory 3.14)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock, prepared_cursor
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.queueing import events, selectors
from oneseal.queueing.models import Appointment, Hall, ServiceKind, Ticket
from oneseal.queueing.rules import life
from oneseal.queueing.rules.life import TICKETS, Priority
from oneseal.queueing.selectors import loads
from oneseal.queueing.services.arrival import check_here
from oneseal.queueing.services.calling import lock_podium

BY_STAFF = frozenset({Priority.CARE, Priority.GREEN})
NEXT = """
SELECT nextval(pg_get_serial_sequence('queueing_ticket', 'id')), coalesce(max(seq), 0) + 1
FROM queueing_ticket WHERE hall_id = %s AND day = %s AND left(number, 1) = %s
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody stands in line: on whose name (0: nobody's), in which class, for which appointment or item.

    `window_id`: only this window is to call them.
    """

    applicant_id: int = 0
    priority: str = Priority.NORMAL
    appointment_id: int = 0
    item_id: int = 0
    window_id: int = 0
    note: str = ""


NOTHING = Wish()


def issue_ticket(
    actor: Actor,
    *,
    hall_id: int,
    line_id: int,
    door: str = "kiosk",
    wish: Wish = NOTHING,
    here: bool = False,
) -> Ticket:
    """Give out a number and say how long it will take. On the phone it counts from the check-in in the hall.

    `here`: they have shown that they are in the hall, although they use their phone.

    Raises RuleViolation when the hall is closed, when somebody has a number in this line already, or when a class of
    priority is asked for that only staff give.
    """
    line = selectors.access_line(actor, line_id)
    hall = line.hall
    _check(actor, hall_id, line, door, wish)
    with transaction.atomic():
        lock_podium(hall.pk)
        if wish.applicant_id and selectors.open_ticket_of(wish.applicant_id, line) is not None:
            raise Conflict("has_ticket", N_("您今天在这个队列已经有号，不用再取。"), field="line")
        ticket = _new(hall, line, door, wish, here or door != "phone")
        minutes = loads.hall_now(hall).wait_of(line, ticket.rank_at)
        ticket.estimate = None if minutes is None else round(minutes)
        event = events.TicketIssued(ticket.number, hall.pk, line.pk, door, ticket.priority, ticket.estimate)
        values = {each.attname: getattr(ticket, each.attname) for each in Ticket._meta.concrete_fields}
        record(actor, Subject("ticket", ticket.pk), event, changes=[Insert(Ticket, values)])
    return ticket


def _new(hall: Hall, line: ServiceKind, door: str, wish: Wish, here: bool) -> Ticket:
    now, (pk, seq) = clock.now(), _next(line)
    return Ticket(
        id=pk,
        bureau_id=hall.bureau_id,
        hall=hall,
        line=line,
        day=clock.today(),
        seq=seq,
        number=f"{line.letter}{seq:03d}",
        priority=wish.priority,
        door=door,
        applicant_id=wish.applicant_id or None,
        item_id=wish.item_id or None,
        for_window_id=wish.window_id or None,
        appointment_id=wish.appointment_id or None,
        issued_at=now,
        arrived_at=now if here else None,
        rank_at=_slot(wish, now) or life.rank(now, wish.priority),
        note=wish.note.strip()[:200],
    )


def _next(line: ServiceKind) -> tuple[int, int]:
    """Its id and its place of the day, by the letter: a ticket that was passed on to another line keeps its number."""
    with prepared_cursor() as cursor:
        cursor.execute(NEXT, [line.hall_id, clock.today(), line.letter])
        pk, seq = cursor.fetchone()
        return pk, seq


def _slot(wish: Wish, now: datetime) -> datetime | None:
    if not wish.appointment_id:
        return None
    row = Appointment.objects.get(pk=wish.appointment_id)
    starts = datetime.combine(row.day, row.starts, clock.LOCAL)
    return life.rank_of_appointment(starts, now)


def _check(actor: Actor, hall_id: int, line: ServiceKind, door: str, wish: Wish) -> None:
    hall = line.hall
    if hall.pk != hall_id or line.closed_on is not None or hall.closed_on is not None:
        raise RuleViolation("no_such_line", N_("请从大厅的办理内容里选择一项。"), field="line")
    if door not in life.DOORS:
        raise RuleViolation("no_such_door", N_("请从手机、取号机、引导台或窗口取号。"), field="door")
    if selectors.running(hall) is None:
        raise RuleViolation("hall_closed", N_("大厅现在不开放，请在开放时间来取号，或者预约。"), field="line")
    by_staff = door in {"guide", "window"}
    if by_staff and not actor.has(*selectors.GUIDES):
        raise Forbidden("not_guide", N_("代为取号由引导台或窗口的工作人员操作。"))
    if wish.priority in BY_STAFF and not by_staff:
        raise Forbidden("priority_by_staff", N_("优先办理请到引导台，由工作人员取号。"))
    if not actor.is_staff and wish.applicant_id and wish.applicant_id not in actor.applicants:
        raise Forbidden("not_yours", N_("只能为本人或者授权您的人取号。"))


def check_in(actor: Actor, *, ticket_id: int, code: str = "") -> Ticket:
    """The holder of a phone ticket is in the hall: by the code that hangs there, or the guide sees them."""
    with transaction.atomic():
        ticket = _locked(ticket_id, "check_in")
        check_here(actor, ticket.hall_id, code)
        if ticket.arrived_at is not None:
            return ticket
        now = clock.now()
        values: dict[str, Any] = {
            "arrived_at": now,
            "rank_at": life.rank_after_check_in(ticket.issued_at, now, ticket.priority),
        }
        return keep(actor, ticket, events.TicketCheckedIn(ticket.number), **values)


def rejoin(actor: Actor, *, ticket_id: int) -> Ticket:
    """Back in line: after a missed call near its head, after filling in something to the window that asked for it."""
    with transaction.atomic():
        ticket = _locked(ticket_id, "rejoin")
        late = ticket.state == life.TicketState.PASSED
        asked = None if late or ticket.window is None else ticket.window
        open_ = asked is not None and asked.state != life.WindowState.CLOSED
        values: dict[str, Any] = {
            "state": TICKETS.step(ticket.state, "rejoin"),
            "arrived_at": clock.now(),
            "rank_at": life.rank_again(clock.now(), late=late),
            "calls": 0,
            "for_window_id": ticket.window_id if open_ else None,
            "window_id": None,
            "staff_id": None,
        }
        return keep(actor, ticket, events.TicketRejoined(ticket.number), **values)


def leave(actor: Actor, *, ticket_id: int) -> Ticket:
    """They do not wait any longer."""
    with transaction.atomic():
        ticket = _locked(ticket_id, "leave")
        values: dict[str, Any] = {"state": TICKETS.step(ticket.state, "leave"), "ended_at": clock.now()}
        return keep(actor, ticket, events.TicketLeft(ticket.number), **values)


def end_ticket(*, ticket_id: int) -> bool:
    """The day is over: a number that waits no longer counts; one that somebody was serving is done."""
    with transaction.atomic():
        lock_podium(Ticket.objects.values_list("hall_id", flat=True).get(pk=ticket_id))
        ticket = lock(Ticket, ticket_id)
        if ticket.state not in life.OPEN:
            return False
        served = ticket.state == life.TicketState.SERVING
        state = life.TicketState.DONE if served else life.TicketState.LEFT
        ticket.turns.filter(outcome="").update(
            outcome="done" if served else "passed", ended_at=ticket.begun_at or ticket.called_at
        )
        values: dict[str, Any] = {"state": state, "ended_at": ticket.begun_at or ticket.issued_at}
        keep(SYSTEM, ticket, events.TicketLeft(ticket.number), **values)
    return True


def _locked(ticket_id: int, verb: str) -> Ticket:
    """The ticket under lock, after its hall's podium, if the act is lawful now."""
    hall_id = Ticket.objects.values_list("hall_id", flat=True).get(pk=ticket_id)
    lock_podium(hall_id)
    ticket = lock(Ticket, ticket_id)
    TICKETS.step(ticket.state, verb)
    return ticket


def keep(
    actor: Actor, ticket: Ticket, event: Event, *changes: Update | Insert, reason: str = "", **values: Any
) -> Ticket:
    """Write what changed on a ticket, and beside it, with its entry."""
    own = [Update(Ticket, ticket.pk, values, expect={"state": ticket.state})] if values else []
    record(actor, Subject("ticket", ticket.pk), event, changes=[*own, *changes], reason=reason)
    for field, value in values.items():
        setattr(ticket, field, value)
    return ticket
