"""At the window: call, call again, skip, begin, set aside, pass on, send back, finish (inventory 3.14)."""

from typing import Any

from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Insert, Update
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.queueing import events, selectors
from oneseal.queueing.models import Podium, Seat, Ticket, TicketCase, Turn, Window
from oneseal.queueing.rules import life
from oneseal.queueing.rules.life import TICKETS, WindowState
from oneseal.queueing.services.calling import announce, lock_podium, seated
from oneseal.queueing.services.tickets import keep


def call_next(actor: Actor, window_id: int) -> Ticket | None:
    """Call whoever has waited longest of those whom this window and its clerk may serve; None when nobody waits.

    Two windows that call at once get different tickets: the hall's podium lets one after the other.
    """
    with transaction.atomic():
        podium = lock_podium(selectors.access_window(actor, window_id).hall_id)
        window, seat = _free(actor, window_id)
        ticket = selectors.next_for(window, seat.staff_id)
        return None if ticket is None else _call(actor, podium, window, seat, ticket)


def call_ticket(actor: Actor, window_id: int, *, ticket_id: int) -> Ticket:
    """Call somebody out of turn who was at this window already: missed, or sent to fill in a form."""
    with transaction.atomic():
        podium = lock_podium(selectors.access_window(actor, window_id).hall_id)
        window, seat = _free(actor, window_id)
        ticket = lock(Ticket, ticket_id)
        if ticket.window_id != window.pk or ticket.hall_id != window.hall_id:
            raise Conflict("not_ours", N_("只能叫本窗口过号或者去填表的号。"))
        return _call(actor, podium, window, seat, ticket)


def _free(actor: Actor, window_id: int) -> tuple[Window, Seat]:
    window, seat = seated(actor, window_id)
    if window.state != WindowState.OPEN:
        raise Conflict("window_not_open", N_("窗口没有开或者暂停着，请先恢复再叫号。"))
    if selectors.at_window(window) is not None:
        raise Conflict("somebody_there", N_("窗口前还有一位没有办完，请先办完、过号或转走。"))
    return window, seat


def _call(actor: Actor, podium: Podium, window: Window, seat: Seat, ticket: Ticket) -> Ticket:
    target, now = TICKETS.step(ticket.state, "call"), clock.now()
    joined = ticket.arrived_at or ticket.issued_at
    told = announce(podium, window, "call", ticket.number)
    turn = {
        "ticket_id": ticket.pk,
        "line_id": ticket.line_id,
        "window_id": window.pk,
        "staff_id": seat.staff_id,
        "joined_at": joined,
        "called_at": now,
    }
    event = events.TicketCalled(ticket.number, window.pk, window.number, podium.last)
    return keep(
        actor,
        ticket,
        event,
        Insert(Turn, turn | {"outcome": ""}),
        *told,
        state=target,
        window_id=window.pk,
        staff_id=seat.staff_id,
        called_at=now,
        begun_at=None,
        calls=1,
    )


def recall(actor: Actor, *, ticket_id: int) -> Ticket:
    """Call the same number again."""
    with transaction.atomic():
        podium, ticket, window = _mine(actor, ticket_id, "recall")
        told = announce(podium, window, "recall", ticket.number)
        event = events.TicketRecalled(ticket.number, window.pk, window.number, podium.last)
        return keep(actor, ticket, event, *told, calls=ticket.calls + 1)


def skip(actor: Actor, *, ticket_id: int) -> Ticket:
    """Nobody came: the number is passed over; its holder may come back."""
    with transaction.atomic():
        podium, ticket, window = _mine(actor, ticket_id, "skip")
        event = events.TicketPassed(ticket.number, window.pk)
        values: dict[str, Any] = {"state": TICKETS.step(ticket.state, "skip"), "passes": ticket.passes + 1}
        return _away(actor, podium, ticket, window, "passed", event, **values)


def begin(actor: Actor, *, ticket_id: int) -> Ticket:
    """The visitor is here."""
    with transaction.atomic():
        podium, ticket, window = _mine(actor, ticket_id, "begin")
        now, turn = clock.now(), _turn(ticket)
        waited = int((turn.called_at - turn.joined_at).total_seconds() // 60)
        event = events.TicketBegun(ticket.number, window.pk, actor.staff_id, waited)
        return keep(
            actor,
            ticket,
            event,
            Update(Turn, turn.pk, {"begun_at": now}),
            *announce(podium, window, "begin", ticket.number),
            state=TICKETS.step(ticket.state, "begin"),
            begun_at=now,
        )


def set_aside(actor: Actor, *, ticket_id: int) -> Ticket:
    """The visitor goes to fill in something; the window is free meanwhile."""
    with transaction.atomic():
        podium, ticket, window = _mine(actor, ticket_id, "set_aside")
        _link_new_cases(actor, ticket)
        event = events.TicketSetAside(ticket.number, window.pk)
        state = TICKETS.step(ticket.state, "set_aside")
        return _away(actor, podium, ticket, window, "set_aside", event, state=state)


def transfer(actor: Actor, *, ticket_id: int, line_id: int = 0, window_id: int = 0, note: str = "") -> Ticket:
    """Pass the visitor on to another line, or to one window; they do not queue from the end again."""
    with transaction.atomic():
        podium, ticket, window = _mine(actor, ticket_id, "transfer")
        to = selectors.access_window(actor, window_id) if window_id else None
        line = selectors.access_line(actor, line_id) if line_id else ticket.line
        _check_target(ticket, window, line.hall_id, to, moved=bool(line_id or to))
        _link_new_cases(actor, ticket)
        name = to.number if to else line.name
        event = events.TicketMoved(ticket.number, line.pk, name, to.pk if to else None, back=False)
        values = _back_in_line(ticket, "transfer", line.pk, to.pk if to else None, note)
        return _away(actor, podium, ticket, window, "transferred", event, reason=note, **values)


def send_back(actor: Actor, *, ticket_id: int, note: str = "") -> Ticket:
    """Send the visitor back to the window that passed them on; where it is closed by now, to its line."""
    with transaction.atomic():
        podium, ticket, window = _mine(actor, ticket_id, "send_back")
        earlier = ticket.turns.filter(outcome="transferred").select_related("window").order_by("-called_at")
        origin = earlier.first()
        if origin is None:
            raise RuleViolation("never_moved", N_("这个号不是别的窗口转来的，不能退回。"))
        _link_new_cases(actor, ticket)
        to = origin.window if origin.window.state != WindowState.CLOSED else None
        name = to.number if to else origin.line.name
        event = events.TicketMoved(ticket.number, origin.line_id, name, to.pk if to else None, back=True)
        values = _back_in_line(ticket, "send_back", origin.line_id, to.pk if to else None, note)
        return _away(actor, podium, ticket, window, "sent_back", event, reason=note, **values)


def finish(actor: Actor, *, ticket_id: int) -> Ticket:
    """The visit is over; its news says what can be evaluated."""
    with transaction.atomic():
        podium, ticket, window = _mine(actor, ticket_id, "finish")
        now = clock.now()
        begun = ticket.begun_at or now
        _link_new_cases(actor, ticket)
        event = events.TicketServed(
            ticket.number,
            ticket.hall_id,
            ticket.line_id,
            window.pk,
            actor.staff_id,
            ticket.applicant_id,
            list(ticket.cases.order_by("case").values_list("case", flat=True)),
            int((now - begun).total_seconds() // 60),
        )
        values: dict[str, Any] = {"state": TICKETS.step(ticket.state, "finish"), "ended_at": now}
        return _away(actor, podium, ticket, window, "done", event, **values)


def _link_new_cases(actor: Actor, ticket: Ticket) -> None:
    """What the visitor handed in since they came to this window belongs to this visit."""
    if not ticket.applicant_id or ticket.begun_at is None:
        return
    known = ticket.cases.values("case")
    rows = cases.visible_cases(actor).filter(
        applicant=ticket.applicant_id, received_at__gte=ticket.begun_at, channel="window"
    )
    for case in rows.exclude(pk__in=known).order_by("pk")[:20]:
        _handled(actor, ticket, case)


def identify(actor: Actor, *, ticket_id: int, applicant_id: int) -> Ticket:
    """Write down who is at the window."""
    with transaction.atomic():
        _podium, ticket, _window = _mine(actor, ticket_id, "")
        identity.access_applicant(actor, applicant_id)
        event = events.VisitorIdentified(ticket.number, applicant_id)
        return keep(actor, ticket, event, applicant_id=applicant_id)


def link_case(actor: Actor, *, ticket_id: int, case_id: int) -> Ticket:
    """Write down that a case was handled during this visit."""
    with transaction.atomic():
        _podium, ticket, _window = _mine(actor, ticket_id, "")
        case = cases.access_case(actor, case_id)
        if ticket.cases.filter(case=case.pk).exists():
            return ticket
        return _handled(actor, ticket, case)


def _handled(actor: Actor, ticket: Ticket, case: Any) -> Ticket:
    event = events.CaseHandled(ticket.number, case.pk, case.number or "")
    return keep(actor, ticket, event, Insert(TicketCase, {"ticket_id": ticket.pk, "case_id": case.pk}))


def _mine(actor: Actor, ticket_id: int, verb: str) -> tuple[Podium, Ticket, Window]:
    """The podium and the ticket under lock; it stands at the actor's own window, and the act is lawful now."""
    hall_id = selectors.access_ticket(actor, ticket_id).hall_id
    podium = lock_podium(hall_id)
    ticket = lock(Ticket, ticket_id)
    if verb:
        TICKETS.step(ticket.state, verb)
    elif ticket.state not in life.AT_WINDOW:
        raise TICKETS.refuse(ticket.state, "finish")
    window, _seat = seated(actor, ticket.window_id or 0)
    return podium, ticket, window


def _turn(ticket: Ticket) -> Turn:
    return ticket.turns.get(outcome="")


def _away(
    actor: Actor,
    podium: Podium,
    ticket: Ticket,
    window: Window,
    outcome: str,
    event: Any,
    *,
    reason: str = "",
    **values: Any,
) -> Ticket:
    """The visitor goes from the window, which is free again."""
    turn = Update(Turn, _turn(ticket).pk, {"ended_at": clock.now(), "outcome": outcome})
    told = announce(podium, window, "clear", ticket.number)
    return keep(actor, ticket, event, turn, *told, reason=reason, **values)


def _back_in_line(
    ticket: Ticket, verb: str, line_id: int, window_id: int | None, note: str
) -> dict[str, Any]:
    now = clock.now()
    return {
        "state": TICKETS.step(ticket.state, verb),
        "line_id": line_id,
        "for_window_id": window_id,
        "window_id": None,
        "staff_id": None,
        "arrived_at": now,
        "rank_at": life.rank_again(now, late=False),
        "note": note.strip()[:200],
    }


def _check_target(ticket: Ticket, window: Window, hall_id: int, to: Window | None, *, moved: bool) -> None:
    if not moved:
        raise RuleViolation("no_target", N_("请选择转到哪个队列或者哪个窗口。"), field="line")
    if hall_id != ticket.hall_id or (to is not None and to.hall_id != ticket.hall_id):
        raise RuleViolation("other_hall", N_("只能转到本大厅的队列或窗口。"), field="line")
    if to is not None and to.pk == window.pk:
        raise RuleViolation("same_window", N_("这个号就在本窗口，不用转。"), field="window")
    if to is not None and to.state == WindowState.CLOSED:
        raise RuleViolation("window_closed", N_("那个窗口没有开，请转到队列。"), field="window")
