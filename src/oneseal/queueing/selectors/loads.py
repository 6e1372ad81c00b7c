"""The hall as it is now: minutes to wait, lines that starve, how honest the told minutes were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from oneseal.foundation import clock
from oneseal.queueing.models import Hall, Seat, ServiceKind, Ticket, Turn, Window
from oneseal.queueing.rules import estimating
from oneseal.queueing.rules.estimating import Desk, Honesty, InLine, LineLoad, Suggestion
from oneseal.queueing.rules.life import TicketState, WindowState
from oneseal.queueing.selectors import places, skills, tickets

RECENT = 200


@dataclass(frozen=True, slots=True)
class HallNow:
    """One look at a hall: lines, waiting tickets in order, open windows, minutes of a visitor of each line."""

    lines: list[ServiceKind]
    queue: list[Ticket]
    desks: list[Desk]
    minutes: dict[int, float]

    def waits(self) -> list[float | None]:
        """Minutes until each waiting ticket is called, in the order of `queue`."""
        return estimating.waits(in_line(self.queue), self.desks, self.minutes)

    def wait_of(self, line: ServiceKind, rank_at: datetime) -> float | None:
        """Minutes that somebody waits who joins `line` with a rank; None when no open window serves it."""
        before = [ticket for ticket in self.queue if ticket.rank_at <= rank_at]
        after = [ticket for ticket in self.queue if ticket.rank_at > rank_at]
        asked = [*in_line(before), InLine(line.pk), *in_line(after)]
        return estimating.waits(asked, self.desks, self.minutes)[len(before)]


def in_line(queue: Sequence[Ticket]) -> list[InLine]:
    """Tickets as the rule reads them."""
    return [InLine(ticket.line_id, ticket.for_window_id) for ticket in queue]


def hall_now(hall: Hall) -> HallNow:
    """One look, in six statements."""
    lines = places.lines(hall)
    minutes = minutes_of(lines)
    return HallNow(lines, tickets.waiting(hall), desks(hall, minutes), minutes)


def minutes_of(lines: Sequence[ServiceKind]) -> dict[int, float]:
    """Minutes that one visitor of each line takes, by its latest turns of today."""
    known: dict[int, list[float]] = {line.pk: [] for line in lines}
    rows = Turn.objects.filter(
        line__in=known, begun_at__isnull=False, ended_at__isnull=False, ticket__day=clock.today()
    )
    spans = rows.order_by("-ended_at").values_list("line", "called_at", "ended_at")[:RECENT]
    for line_id, called, ended in spans:
        if ended is not None:
            known[line_id].append((ended - called).total_seconds() / 60)
    return {line.pk: estimating.minutes_of(line.minutes, known[line.pk]) for line in lines}


def desks(hall: Hall, minutes: dict[int, float]) -> list[Desk]:
    """The open windows, and in how many minutes each is free."""
    now, busy = clock.now(), tickets.at_windows(hall)
    found = []
    for window in hall.windows.filter(state=WindowState.OPEN, closed_on=None).prefetch_related("lines"):
        ticket, free_in = busy.get(window.pk), 0.0
        if ticket is not None and ticket.called_at is not None:
            gone = (now - ticket.called_at).total_seconds() / 60
            free_in = max(1.0, minutes.get(ticket.line_id, 0.0) - gone)
        found.append(Desk(window.pk, frozenset(line.pk for line in window.lines.all()), free_in))
    return found


def loads(now: HallNow) -> list[LineLoad]:
    """Every line: how many wait, how long somebody who came now would, what it should stay under."""
    counted = {line.pk: 0 for line in now.lines}
    for ticket in now.queue:
        counted[ticket.line_id] = counted.get(ticket.line_id, 0) + 1
    moment = clock.now()
    return [LineLoad(line.pk, counted[line.pk], now.wait_of(line, moment), line.target) for line in now.lines]


@dataclass(frozen=True, slots=True)
class Advice:
    """A starving line with the window that should help; none can: one more should be opened."""

    line: ServiceKind
    wait: int | None
    window: Window | None


def advice(hall: Hall, now: HallNow) -> list[Advice]:
    """What to do where a line starves beside windows that have time."""
    found = loads(now)
    windows = {window.pk: window for window in places.windows(hall)}
    by_line = {line.pk: line for line in now.lines}
    waits = {load.line: load.wait for load in found}
    return [
        Advice(
            by_line[each.line],
            None if waits[each.line] is None else round(waits[each.line] or 0),
            windows.get(each.window or 0),
        )
        for each in _suggested(hall, now, found)
    ]


def _suggested(hall: Hall, now: HallNow, found: list[LineLoad]) -> list[Suggestion]:
    seats = places.open_seats(hall)
    day = clock.today()
    skilled = {
        window_id: frozenset(line.pk for line in now.lines if skills.has_skill(seat.staff_id, line, day))
        for window_id, seat in seats.items()
    }
    return estimating.suggestions(found, now.desks, skilled)


def told_and_real(hall: Hall, day: date) -> list[tuple[int, float]]:
    """Of everybody's first call on a day: minutes told at the ticket, and minutes that they waited."""
    rows = Turn.objects.filter(ticket__hall=hall, ticket__day=day, ticket__estimate__isnull=False)
    first = rows.order_by("ticket", "called_at", "id").distinct("ticket")
    spans = first.values_list("ticket__estimate", "joined_at", "called_at")
    return [(told or 0, (called - joined).total_seconds() / 60) for told, joined, called in spans]


def honesty(hall: Hall, day: date) -> Honesty | None:
    """The error of the told minutes on a day."""
    return estimating.honesty(told_and_real(hall, day))


def seated_count(hall: Hall) -> int:
    """How many windows are open now."""
    return Seat.objects.filter(window__hall=hall, opened_at__isnull=False, closed_at=None).count()


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A hall's day: tickets given out, served, gone, waiting now."""

    given: int
    served: int
    left: int
    waiting: int


def day_figures(hall: Hall, day: date) -> DayFigures:
    """In one statement."""
    rows = Ticket.objects.filter(hall=hall, day=day)
    return DayFigures(
        **rows.aggregate(
            given=Count("id"),
            served=Count("id", filter=Q(state="done")),
            left=Count("id", filter=Q(state="left")),
            waiting=Count("id", filter=Q(state="waiting", arrived_at__isnull=False)),
        )
    )


@dataclass(frozen=True, slots=True)
class LineState:
    """A line as the public sees it: how many wait, and in how many minutes somebody who comes now is called."""

    line: ServiceKind
    waiting: int
    minutes: int | None


def line_states(hall: Hall) -> list[LineState]:
    """Every line of a hall; `minutes` None when no open window serves it."""
    now = hall_now(hall)
    by_line = {line.pk: line for line in now.lines}
    return [
        LineState(by_line[load.line], load.waiting, None if load.wait is None else round(load.wait))
        for load in loads(now)
    ]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a waiting ticket stands: how many are before it, minutes until its call."""

    before: int
    minutes: int | None


def place_of(ticket: Ticket) -> Place | None:
    """Its place now; None when it does not wait. A phone ticket without check-in stands where it would."""
    if ticket.state != TicketState.WAITING or ticket.day != clock.today():
        return None
    now = hall_now(ticket.hall)
    pks = [each.pk for each in now.queue]
    if ticket.pk in pks:
        place = pks.index(ticket.pk)
        minutes = now.waits()[place]
        served = {ticket.line_id}
        before = sum(each.line_id in served for each in now.queue[:place])
    else:
        before = sum(each.line_id == ticket.line_id and each.rank_at <= ticket.rank_at for each in now.queue)
        minutes = now.wait_of(ticket.line, ticket.rank_at)
    return Place(before, None if minutes is None else round(minutes))
