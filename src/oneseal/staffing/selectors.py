"""Every read of the planner: recorded days, groups of windows, plans, what another layout would have done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.kernel.access import Actor
from oneseal.queueing import selectors as queue
from oneseal.queueing.rules.life import HEAD_START, WINDOW_KINDS, Priority, WindowKind
from oneseal.staffing.models import DayPlan
from oneseal.staffing.rules.days import usual
from oneseal.staffing.rules.figures import HOUR, Day, Waits, figures, waits
from oneseal.staffing.rules.life import LEARN_FROM, minute_of, opening_of
from oneseal.staffing.rules.planning import Opening
from oneseal.staffing.rules.simulation import Desk, Served, Visitor, play

SHOWN_PLANS = 30
RECEPTION = frozenset({WindowKind.INTEGRATED, WindowKind.SPECIAL, WindowKind.OFF_HOURS})
"""Windows that take applications in; what they do may be merged into integrated ones (3.4)."""


def visible_plans(actor: Actor) -> QuerySet[DayPlan]:
    """Plans of the actor's bureau."""
    return DayPlan.objects.filter(bureau=actor.bureau_id).select_related("hall")


def access_plan(actor: Actor, plan_id: int) -> DayPlan:
    """One plan. Raises NotFound."""
    found = visible_plans(actor).filter(pk=plan_id).first()
    if found is None:
        raise not_found()
    return found


def plans(actor: Actor, hall_id: int) -> list[DayPlan]:
    """The newest plans of a hall."""
    return list(visible_plans(actor).filter(hall=hall_id).order_by("-day", "-pk")[:SHOWN_PLANS])


@dataclass(frozen=True, slots=True)
class Group:
    """Windows of one kind that serve the same lines."""

    key: str
    kind: str
    name: str
    lines: frozenset[str]
    windows: tuple[Any, ...]


def groups(hall: Any) -> list[Group]:
    """The windows in use, the larger groups first."""
    found: dict[tuple[str, tuple[str, ...]], list[Any]] = {}
    for window in queue.windows(hall):
        letters = tuple(sorted(line.letter for line in window.lines.all()))
        found.setdefault((window.kind, letters), []).append(window)
    return [
        Group(
            f"{kind}:{''.join(letters)}",
            kind,
            WINDOW_KINDS[WindowKind(kind)],
            frozenset(letters),
            tuple(windows),
        )
        for (kind, letters), windows in sorted(found.items(), key=lambda one: -len(one[1]))
        if letters
    ]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A day as it was: visitors whose service ended, when each was served, and which windows were open when."""

    day: date
    visitors: tuple[Visitor, ...]
    served: tuple[Served, ...]
    desks: tuple[Desk, ...]
    left: int


def recorded(actor: Actor, hall: Any, day: date) -> Recorded:
    """What the queue kept of a day. Those who left before they were called have no time of service: they are counted."""
    letters = {line.pk: line.letter for line in queue.all_lines(hall)}
    served, left = [], 0
    for visit in queue.visits(day, hall_id=hall.pk):
        if visit.called is None or visit.ended is None:
            left += 1
            continue
        began, length = _minute(visit.called), (visit.ended - visit.called).total_seconds() / 60
        start = HEAD_START[Priority(visit.priority)].total_seconds() / 60
        visitor = Visitor(letters[visit.line_id], _minute(visit.arrived), length, start)
        served.append(Served(visitor, str(visit.window_id), began))
    return Recorded(day, tuple(one.visitor for one in served), tuple(served), _desks(actor, hall, day), left)


def _desks(actor: Actor, hall: Any, day: date) -> tuple[Desk, ...]:
    lines = {
        window.pk: frozenset(line.letter for line in window.lines.all()) for window in queue.windows(hall)
    }
    spans: dict[int, list[tuple[float, float]]] = {}
    for seat in queue.seats(actor, day):
        if seat.opened_at is not None and seat.window_id in lines:
            spans.setdefault(seat.window_id, []).extend(_open(seat))
    return tuple(
        Desk(str(window), lines[window], tuple(sorted(found)))
        for window, found in sorted(spans.items())
        if found
    )


def _open(seat: Any) -> list[tuple[float, float]]:
    """When a seat was open: from its opening to its closing, without the breaks."""
    now, end = _minute(seat.opened_at), _minute(seat.closed_at or clock.now())
    found = []
    for rest in sorted(seat.breaks.all(), key=lambda one: one.from_at):
        found.append((now, _minute(rest.from_at)))
        now = _minute(rest.to_at) if rest.to_at else end
    return [(start, stop) for start, stop in [*found, (now, end)] if stop > start]


def _minute(moment: datetime) -> float:
    return minute_of(clock.wall(moment).time())


def recorded_days(hall: Any, *, before: date, count: int = LEARN_FROM) -> list[date]:
    """The last days on which somebody was served, the newest first."""
    return queue.days_with_visits(hall, since=before - timedelta(days=60), before=before)[:count]


@dataclass(frozen=True, slots=True)
class Replay:
    """A recorded day beside the same day played: how far the play may be trusted."""

    day: date
    real: Waits
    played: Day
    left: int

    @property
    def apart(self) -> float:
        """Played mean wait less the real one, in minutes."""
        return self.played.all.mean - self.real.mean


def replay(actor: Actor, hall: Any, day: date) -> Replay:
    """Play a recorded day with its own visitors, times of service and open windows."""
    kept = recorded(actor, hall, day)
    return Replay(
        day,
        waits(one.wait for one in kept.served),
        figures([play(kept.visitors, kept.desks)], kept.desks),
        kept.left,
    )


def learnt(actor: Actor, hall: Any, days: Sequence[date]) -> dict[str, Any]:
    """The usual day of these recorded ones, by line."""
    return usual([recorded(actor, hall, day).visitors for day in days])


def opening(hall: Any, day: date) -> Opening | None:
    """The hours of a hall on a day; None where it stays shut."""
    return opening_of((span.starts, span.ends) for span in queue.spans(hall, day))


@dataclass(frozen=True, slots=True)
class Layout:
    """How many integrated, output and coordination windows there would be."""

    integrated: int
    output: int
    coordination: int


def desks_of(layout: Layout, hall: Any, hours: Opening) -> list[Desk]:
    """Open the whole day: the integrated ones for every line of reception, the others for their own lines."""
    lines: Mapping[str, set[str]] = {
        "reception": set(),
        WindowKind.OUTPUT: set(),
        WindowKind.COORDINATION: set(),
    }
    for group in groups(hall):
        lines["reception" if group.kind in RECEPTION else group.kind].update(group.lines)
    counts = {
        "reception": layout.integrated,
        WindowKind.OUTPUT: layout.output,
        WindowKind.COORDINATION: layout.coordination,
    }
    span = ((float(hours.opens * HOUR), float(hours.closes * HOUR)),)
    return [
        Desk(f"{kind}-{number}", frozenset(lines[kind]), span)
        for kind, count in counts.items()
        for number in range(1, count + 1)
        if lines[kind]
    ]


def as_it_is(hall: Any, hours: Opening) -> list[Desk]:
    """Every window in use, open the whole day."""
    span = ((float(hours.opens * HOUR), float(hours.closes * HOUR)),)
    return [Desk(window.number, group.lines, span) for group in groups(hall) for window in group.windows]


@dataclass(frozen=True, slots=True)
class Compared:
    """The same visitors at two layouts, over the same days."""

    days: tuple[date, ...]
    before: Day
    after: Day
    windows: tuple[int, int]


def compare(actor: Actor, hall: Any, layout: Layout, days: Sequence[date]) -> Compared | None:
    """What a layout would have done on recorded days, beside the windows as they are. None without a recorded day."""
    hours = next((found for day in days if (found := opening(hall, day))), None)
    if hours is None:
        return None
    before, after = as_it_is(hall, hours), desks_of(layout, hall, hours)
    lives = [recorded(actor, hall, day).visitors for day in days]
    return Compared(
        tuple(days),
        figures([play(visitors, before) for visitors in lives], before),
        figures([play(visitors, after) for visitors in lives], after),
        (len(before), len(after)),
    )
