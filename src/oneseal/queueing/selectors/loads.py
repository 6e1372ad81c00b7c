"""The hall as it is now: minutes to wait, lines that starve, how honest the told minutes were."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q

from oneseal.foundation import clock
from oneseal.foundation.db import read_together, rows_where
from oneseal.queueing.models import Hall, Seat, ServiceKind, Ticket, Turn, Window
from oneseal.queueing.rules import estimating
from oneseal.queueing.rules.estimating import Desk, Honesty, InLine, LineLoad, Suggestion
from oneseal.queueing.rules.life import TicketState
from oneseal.queueing.selectors import places, skills

LATEST = """
SELECT latest.line, latest.minutes FROM queueing_servicekind AS line, LATERAL (
    SELECT turn.line_id AS line, EXTRACT(EPOCH FROM turn.ended_at - turn.called_at)::float8 / 60 AS minutes
    FROM queueing_turn AS turn
    WHERE turn.line_id = line.id AND turn.begun_at IS NOT NULL AND turn.ended_at >= %s
    ORDER BY turn.ended_at DESC LIMIT %s
) AS latest
WHERE line.hall_id = %s AND line.closed_on IS NULL
"""
IN_LINE = """
SELECT line_id, for_window_id, id, rank_at FROM queueing_ticket
WHERE hall_id = %s AND day = %s AND state = 'waiting' AND arrived_at IS NOT NULL ORDER BY rank_at, id
"""
WITH_ITEMS = """
SELECT DISTINCT line.id FROM queueing_servicekind AS line
JOIN queueing_servicekind_items AS own ON own.servicekind_id = line.id
WHERE line.hall_id = %s AND line.closed_on IS NULL
"""
OPEN = """
SELECT here.id, ARRAY(
        SELECT servicekind_id FROM queueing_window_lines WHERE window_id = here.id
        UNION SELECT line_id FROM queueing_loan WHERE window_id = here.id AND lent_at <= %s AND until > %s
    ), ticket.line_id, ticket.called_at, seat.staff_id
FROM queueing_window AS here LEFT JOIN queueing_seat AS seat
    ON seat.window_id = here.id AND seat.opened_at IS NOT NULL AND seat.closed_at IS NULL
LEFT JOIN queueing_ticket AS ticket
    ON ticket.window_id = here.id AND ticket.state IN ('called', 'serving') AND ticket.day = %s
WHERE here.hall_id = %s AND here.state = 'open' AND here.closed_on IS NULL
"""


@dataclass(frozen=True, slots=True)
class HallNow:
    """One look at a hall: lines, who waits in order with their ranks, open windows with the lines that who sits there may
    serve, minutes of a visitor of each line."""

    lines: list[ServiceKind]
    queue: list[InLine]
    ranks: list[datetime]
    desks: list[Desk]
    minutes: dict[int, float]

    def waits(self) -> dict[int, float | None]:
        """Minutes until each waiting ticket is called, by its id."""
        told = estimating.waits(self.queue, self.desks, self.minutes)
        return {each.ticket: wait for each, wait in zip(self.queue, told, strict=True)}

    def wait_of(self, line: ServiceKind, rank_at: datetime) -> float | None:
        """Minutes that somebody waits who joins `line` with a rank; None when no open window serves it."""
        before = self.queue[: bisect_right(self.ranks, rank_at)]
        return estimating.wait_behind(before, InLine(line.pk), self.desks, self.minutes)


def hall_now(hall: Hall) -> HallNow:
    """One look, in one round trip of statements that the server has planned before: every ticket given out asks them."""
    now, today = clock.now(), clock.today()
    midnight = datetime.combine(today, time(0), clock.LOCAL)
    lines = rows_where(ServiceKind, 'hall_id = %s AND closed_on IS NULL ORDER BY "order", letter', [hall.pk])
    latest, waiting, windows, own = read_together(
        (LATEST, [midnight, estimating.LEARNT, hall.pk]),
        (IN_LINE, [hall.pk, today]),
        (OPEN, [now, now, today, hall.pk]),
        (WITH_ITEMS, [hall.pk]),
    )
    recent: dict[int, list[float]] = {line.pk: [] for line in lines}
    for line_id, taken in latest:
        recent.setdefault(line_id, []).append(taken)
    minutes = {line.pk: estimating.minutes_of(line.minutes, recent[line.pk]) for line in lines}
    queue, ranks = [InLine(*row[:3]) for row in waiting], [row[3] for row in waiting]
    barred = _barred(hall, windows, frozenset(line for (line,) in own))
    return HallNow(lines, queue, ranks, [_desk(row, minutes, barred) for row in windows], minutes)


def _barred(
    hall: Hall, windows: Sequence[Sequence[Any]], with_items: frozenset[int]
) -> dict[int, frozenset[int]]:
    """By staff id, the lines of their window that they may not serve; nothing is asked where no line has items."""
    asked = {row[4]: with_items.intersection(row[1]) for row in windows if row[4] is not None}
    lines = frozenset[int]().union(*asked.values())
    if not lines:
        return {}
    able = skills.skilled(asked, lines, hall.bureau_id, clock.today())
    return {staff: those - able[staff] for staff, those in asked.items()}


def _desk(row: Sequence[Any], minutes: dict[int, float], barred: Mapping[int, frozenset[int]]) -> Desk:
    """An open window, and in how many minutes it is free."""
    window_id, lines, line_id, called_at, staff_id = row
    served = frozenset(lines) - barred.get(staff_id, frozenset())
    if called_at is None:
        return Desk(window_id, served)
    gone = (clock.now() - called_at).total_seconds() / 60
    return Desk(window_id, served, estimating.left_of(minutes.get(line_id, 0.0), gone))


def loads(now: HallNow) -> list[LineLoad]:
    """Every line: how many wait, how long somebody who came now would, what it should stay under."""
    counted = {line.pk: 0 for line in now.lines}
    for ticket in now.queue:
        counted[ticket.line] = counted.get(ticket.line, 0) + 1
    moment = clock.now()
    return [LineLoad(line.pk, counted[line.pk], now.wait_of(line, moment), line.target) for line in now.lines]


def help_wanted(seat: Seat) -> list[ServiceKind]:
    """The starving lines that the window where somebody sits is asked to help with now."""
    hall = seat.window.hall
    now = hall_now(hall)
    asked = {each.line for each in _suggested(hall, now, loads(now)) if each.window == seat.window_id}
    return [line for line in now.lines if line.pk in asked]


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
    starving = {load.line for load in found if estimating.starves(load)}
    if not starving:
        return []
    seated = {window_id: seat.staff_id for window_id, seat in places.open_seats(hall).items()}
    able = skills.skilled(set(seated.values()), starving, hall.bureau_id, clock.today())
    return estimating.suggestions(found, now.desks, {each: able[staff] for each, staff in seated.items()})


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
    ours = [each for each in now.queue if each.line == ticket.line_id]
    standing = next((place for place, each in enumerate(ours) if each.ticket == ticket.pk), None)
    if standing is None:
        minutes = now.wait_of(ticket.line, ticket.rank_at)
        ranked = zip(now.queue, now.ranks, strict=True)
        standing = sum(each.line == ticket.line_id and rank <= ticket.rank_at for each, rank in ranked)
    else:
        minutes = now.waits()[ticket.pk]
    return Place(standing, None if minutes is None else round(minutes))
