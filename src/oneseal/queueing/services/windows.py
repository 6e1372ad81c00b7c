"""Opening, pausing, resuming and closing a window; lending it to a line that starves."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from oneseal.foundation import clock
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.queueing import events, selectors
from oneseal.queueing.models import Break, Loan, Podium, Seat, ServiceKind, Ticket, Turn, Window
from oneseal.queueing.rules.life import WINDOWS, TicketState, WindowState
from oneseal.queueing.services.calling import announce, lock_podium, seated
from oneseal.queueing.services.places import check_fit


def open_window(actor: Actor, window_id: int) -> Window:
    """Sit down at a window, with a valid certificate and in its post; a planned seat of today is taken."""
    if not actor.staff_id or not actor.has(*selectors.SERVERS):
        raise Forbidden("not_serving", N_("只有窗口工作人员可以开窗。"))
    hall_id = selectors.access_window(actor, window_id).hall_id
    with transaction.atomic():
        podium = lock_podium(hall_id)
        window = selectors.access_window(actor, window_id)
        target = WINDOWS.step(window.state, "open")
        check_fit(actor.staff_id, window, clock.today())
        elsewhere = selectors.seat_of(actor.staff_id)
        if elsewhere is not None:
            text = N_("您还坐在 %(number)s 号窗口，请先关窗。")
            raise Conflict("sits_elsewhere", text, params={"number": elsewhere.window.number})
        _take_seat(actor, window)
        event = events.WindowOpened(window.pk, window.number, actor.staff_id)
        _keep(actor, podium, window, event, "open", state=target, why="")
    return window


def _take_seat(actor: Actor, window: Window) -> None:
    now = clock.now()
    planned = Seat.objects.filter(window=window, staff=actor.staff_id, day=clock.today(), opened_at=None)
    seat = planned.filter(planned_to__gt=now).order_by("planned_from").first()
    if seat is None:
        seat = Seat(bureau_id=window.bureau_id, window=window, staff_id=actor.staff_id, day=clock.today())
    seat.opened_at = now
    seat.save()


def pause_window(actor: Actor, window_id: int, *, reason: str) -> Window:
    """No calls for a while; who is being served is served to the end."""
    why = reason.strip()[:100]
    if not why:
        raise RuleViolation("reason_missing", N_("请写明暂停的原因。"), field="reason")
    with transaction.atomic():
        podium = lock_podium(selectors.access_window(actor, window_id).hall_id)
        window, seat = seated(actor, window_id)
        target = WINDOWS.step(window.state, "pause")
        rest = Insert(Break, {"seat_id": seat.pk, "reason": why, "from_at": clock.now()})
        event = events.WindowPaused(window.pk, window.number)
        _keep(actor, podium, window, event, "pause", rest, reason=why, state=target, why=why)
    return window


def resume_window(actor: Actor, window_id: int) -> Window:
    """Calls again."""
    with transaction.atomic():
        podium = lock_podium(selectors.access_window(actor, window_id).hall_id)
        window, seat = seated(actor, window_id)
        target = WINDOWS.step(window.state, "resume")
        _end_breaks(seat)
        event = events.WindowResumed(window.pk, window.number)
        _keep(actor, podium, window, event, "resume", state=target, why="")
    return window


def close_window(actor: Actor, window_id: int) -> Window:
    """Get up. Those who were sent to this window go back to their lines; nobody may still stand at it.

    Besides the one who sits there, a keeper of the hall may close a window that somebody left open.
    """
    hall_id = selectors.access_window(actor, window_id).hall_id
    with transaction.atomic():
        podium = lock_podium(hall_id)
        window = selectors.access_window(actor, window_id)
        seat = Seat.objects.filter(window=window, opened_at__isnull=False, closed_at=None).first()
        if not actor.has(*selectors.KEEPERS):
            window, seat = seated(actor, window_id)
        target = WINDOWS.step(window.state, "close")
        if selectors.at_window(window) is not None:
            raise Conflict("somebody_there", N_("窗口前还有人，请先办完、过号或转走，再关窗。"))
        if seat is not None:
            _end_breaks(seat)
            Seat.objects.filter(pk=seat.pk).update(closed_at=clock.now())
        Ticket.objects.filter(for_window=window, state=TicketState.WAITING).update(for_window=None)
        selectors.loans_now(window).update(until=clock.now())
        event = events.WindowClosed(window.pk, window.number)
        _keep(actor, podium, window, event, "close", state=target, why="")
    return window


def end_seat(*, window_id: int) -> bool:
    """A window that somebody left open is closed at night; their seat ends with its last turn, or as planned."""
    with transaction.atomic():
        podium = lock_podium(Window.objects.values_list("hall_id", flat=True).get(pk=window_id))
        window = Window.objects.select_for_update().get(pk=window_id)
        seat = Seat.objects.filter(window=window, opened_at__isnull=False, closed_at=None).first()
        if seat is None or seat.opened_at is None:
            return False
        last = Turn.objects.filter(window=window, called_at__gte=seat.opened_at).aggregate(Max("ended_at"))
        ended = last["ended_at__max"] or seat.planned_to or seat.opened_at
        seat.breaks.filter(to_at=None).update(to_at=ended)
        Seat.objects.filter(pk=seat.pk).update(closed_at=ended, left_open=True)
        event = events.WindowClosed(window.pk, window.number)
        _keep(SYSTEM, podium, window, event, "close", state=WindowState.CLOSED, why="")
    return True


def lend_window(actor: Actor, window_id: int, *, line_id: int) -> Window:
    """Let an open window serve one more line until the shift that runs now ends, or until it closes.

    By who arranges the hall, or sits at the window. Raises RuleViolation when the hall or the window is closed or who
    sits there may not serve the line, Conflict when it serves the line already.
    """
    window, line = _to_lend(actor, window_id, line_id)
    with transaction.atomic():
        lock_podium(window.hall_id)
        span, seat = selectors.running(window.hall), selectors.open_seats(window.hall).get(window.pk)
        if span is None or seat is None:
            raise RuleViolation(
                "window_closed", N_("大厅不开放或者窗口没有开，不能帮办别的队列。"), field="line"
            )
        if any(each.pk == line.pk for each in selectors.lines_now(window)):
            raise Conflict("serves_already", N_("这个窗口已经在办这个队列，不用再安排。"), field="line")
        if not selectors.has_skill(seat.staff_id, line, clock.today()):
            text = N_("坐在这个窗口的人不能办这个队列的事项，请换一个窗口。")
            raise RuleViolation("not_skilled", text, field="line")
        now, until = clock.now(), datetime.combine(clock.today(), span.ends, clock.LOCAL)
        loan = Insert(Loan, {"window_id": window.pk, "line_id": line.pk, "lent_at": now, "until": until})
        event = events.LineLent(window.pk, window.number, line.pk, line.name, f"{span.ends:%H:%M}")
        record(actor, Subject("service_window", window.pk), event, changes=[loan])
    return window


def return_line(actor: Actor, window_id: int, *, line_id: int) -> Window:
    """A window need not help with a line any longer; who was called is served to the end."""
    window, line = _to_lend(actor, window_id, line_id)
    with transaction.atomic():
        lock_podium(window.hall_id)
        loan = selectors.loans_now(window).filter(line=line).first()
        if loan is None:
            raise Conflict("not_lent", N_("这个窗口现在没有在帮办这个队列。"), field="line")
        event = events.LineReturned(window.pk, window.number, line.pk, line.name)
        ended = Update(Loan, loan.pk, {"until": clock.now()})
        record(actor, Subject("service_window", window.pk), event, changes=[ended])
    return window


def _to_lend(actor: Actor, window_id: int, line_id: int) -> tuple[Window, ServiceKind]:
    window, line = selectors.access_window(actor, window_id), selectors.access_line(actor, line_id)
    seat = selectors.seat_of(actor.staff_id) if actor.staff_id else None
    own = seat is not None and seat.window_id == window.pk
    if not own and not actor.has(*selectors.KEEPERS, *selectors.GUIDES):
        raise Forbidden("not_keeper", N_("调整窗口由大厅管理人员决定。"))
    if line.hall_id != window.hall_id or line.closed_on is not None:
        raise RuleViolation("other_hall", N_("这个队列不在窗口所在的大厅。"), field="line")
    return window, line


def _end_breaks(seat: Seat) -> None:
    seat.breaks.filter(to_at=None).update(to_at=clock.now())


def _keep(
    actor: Actor,
    podium: Podium,
    window: Window,
    event: Event,
    kind: str,
    *more: Insert,
    reason: str = "",
    **values: Any,
) -> None:
    changes = [
        Update(Window, window.pk, values, expect={"state": window.state}),
        *announce(podium, window, kind),
        *more,
    ]
    record(actor, Subject("service_window", window.pk), event, changes=changes, reason=reason)
    for field, value in values.items():
        setattr(window, field, value)
