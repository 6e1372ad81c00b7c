"""Planned against actual on one axis of days: where each bar of the wall lies (6.8). Plain numbers, nothing is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

LEFT: Final = 92
RIGHT: Final = 12
WIDTH: Final = 760
TOP: Final = 30
ROW: Final = 34
LEAST_DAYS: Final = 14
NARROW: Final = 4
"""A bar of one day is still seen."""
MONTHS_APART: Final = 100
"""Units between the names of two months: nearer ones are left out."""


class Link(NamedTuple):
    """One row: the planned window and what happened in it; `end` None while it is not done."""

    name: str
    state: str
    plan_start: date | None
    plan_end: date | None
    start: date | None
    end: date | None
    expected: date | None = None


class Bar(NamedTuple):
    """A bar from `x`, `width` wide."""

    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the chart at height `y`: the planned bar, the actual one, the expected rest of it."""

    name: str
    state: str
    y: int
    planned: Bar | None
    actual: Bar | None
    rest: Bar | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole chart: rows, names of months, today, the wished start of works (None where none is wished)."""

    width: int
    height: int
    left: int
    rows: tuple[Row, ...]
    months: tuple[tuple[int, date], ...]
    today: int
    wished: int | None


class _Axis:
    """Days to units."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.days = max((last - first).days, LEAST_DAYS)

    def at(self, day: date) -> int:
        """Where a day lies."""
        return LEFT + round((day - self.first).days * (WIDTH - LEFT - RIGHT) / self.days)

    def bar(self, first: date, last: date) -> Bar:
        """From one day to another."""
        start = self.at(first)
        return Bar(start, max(NARROW, self.at(last) - start))


def chart(links: Sequence[Link], today: date, wished: date | None) -> Chart:
    """The links under each other on one axis that holds every day of them, today and the wished start of works."""
    known = [day for link in links for day in link[2:] if day is not None]
    days = [*known, today, *([wished] if wished else [])]
    axis = _Axis(min(days) - timedelta(days=2), max(days) + timedelta(days=2))
    rows = tuple(_row(axis, link, place, today) for place, link in enumerate(links))
    return Chart(
        WIDTH,
        TOP + ROW * len(rows) + 8,
        LEFT,
        rows,
        _months(axis, max(days)),
        axis.at(today),
        axis.at(wished) if wished else None,
    )


def _row(axis: _Axis, link: Link, place: int, today: date) -> Row:
    planned = axis.bar(link.plan_start, link.plan_end) if link.plan_start and link.plan_end else None
    actual = axis.bar(link.start, link.end or max(today, link.start)) if link.start else None
    begins = today if link.start else max(today, link.plan_start or today)
    rest = None
    if link.end is None and link.expected and link.expected > begins:
        rest = axis.bar(begins, link.expected)
    return Row(link.name, link.state, TOP + ROW * place, planned, actual, rest)


def _months(axis: _Axis, last: date) -> tuple[tuple[int, date], ...]:
    found: list[tuple[int, date]] = []
    day = axis.first.replace(day=1)
    while (day := (day + timedelta(days=32)).replace(day=1)) <= last:
        if not found or axis.at(day) - found[-1][0] >= MONTHS_APART:
            found.append((axis.at(day), day))
    return tuple(found)
