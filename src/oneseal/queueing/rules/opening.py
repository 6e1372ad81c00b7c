"""When a hall is open: shifts over the legal calendar, with noon, weekend and holiday service (inventory 3.12).

The legal clock of cases still counts working days (CAL): what is handled in such a shift is marked, not counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import DayInfo, DayKind


class ShiftKind(StrEnum):
    """Which service a span of a day belongs to."""

    REGULAR = "regular"
    NOON = "noon"
    EVENING = "evening"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


SHIFTS: Final = {
    ShiftKind.REGULAR: N_("工作时间"),
    ShiftKind.NOON: N_("午间不打烊"),
    ShiftKind.EVENING: N_("晚间延时"),
    ShiftKind.WEEKEND: N_("双休日服务"),
    ShiftKind.HOLIDAY: N_("节假日服务"),
}
DAYS: Final = {
    ShiftKind.REGULAR: {DayKind.WORKDAY, DayKind.MAKEUP},
    ShiftKind.NOON: {DayKind.WORKDAY, DayKind.MAKEUP},
    ShiftKind.EVENING: {DayKind.WORKDAY, DayKind.MAKEUP},
    ShiftKind.WEEKEND: {DayKind.WEEKEND},
    ShiftKind.HOLIDAY: {DayKind.HOLIDAY},
}
"""On which days of the legal calendar a shift runs: a make-up Saturday is a working day, not a weekend."""


@dataclass(frozen=True, slots=True)
class ShiftSpan:
    """One shift as the keeper set it, in force from a day to a day. `weekdays` (0 Monday) narrows it; none: all."""

    kind: str
    starts: time
    ends: time
    from_on: date
    to_on: date | None = None
    weekdays: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DayException:
    """One day's own hours: closed, or other hours than usual, and why."""

    day: date
    closed: bool
    starts: time | None = None
    ends: time | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Open from–to on a day. `off_hours`: outside regular working time (counted apart, 3.12)."""

    starts: time
    ends: time
    kind: str

    @property
    def off_hours(self) -> bool:
        """Whether cases taken in now count as off-hours service."""
        return self.kind != ShiftKind.REGULAR


def hours_on(info: DayInfo, shifts: Iterable[ShiftSpan], exceptions: Iterable[DayException]) -> list[Span]:
    """The spans in which a hall is open on a day, in order; none when it is closed."""
    own = next((each for each in exceptions if each.day == info.day), None)
    if own is not None and own.closed:
        return []
    if own is not None and own.starts and own.ends:
        return [Span(own.starts, own.ends, _kind_of(info))]
    found = [
        Span(each.starts, each.ends, each.kind)
        for each in shifts
        if info.kind in DAYS[ShiftKind(each.kind)]
        and each.from_on <= info.day
        and (each.to_on is None or info.day <= each.to_on)
        and (not each.weekdays or info.day.weekday() in each.weekdays)
    ]
    return sorted(found, key=lambda span: (span.starts, span.ends))


def span_at(spans: Sequence[Span], moment: time) -> Span | None:
    """The span that is running at a time of day; its end no longer belongs to it."""
    return next((span for span in spans if span.starts <= moment < span.ends), None)


def check_span(starts: time, ends: time) -> None:
    """A span ends after it begins."""
    if ends <= starts:
        raise RuleViolation("span_backwards", N_("结束时间要晚于开始时间。"), field="ends")


def check_apart(new: ShiftSpan, others: Iterable[ShiftSpan]) -> None:
    """Two shifts that run on the same kind of days do not overlap."""
    for each in others:
        days = DAYS[ShiftKind(new.kind)] & DAYS[ShiftKind(each.kind)]
        weekdays = not new.weekdays or not each.weekdays or new.weekdays & each.weekdays
        dates = (each.to_on is None or new.from_on <= each.to_on) and (
            new.to_on is None or each.from_on <= new.to_on
        )
        if days and weekdays and dates and new.starts < each.ends and each.starts < new.ends:
            raise RuleViolation(
                "shifts_overlap",
                N_("和已有的班次（%(starts)s–%(ends)s）时间重叠，请改时间或先停用原来的班次。"),
                params={"starts": f"{each.starts:%H:%M}", "ends": f"{each.ends:%H:%M}"},
                field="starts",
            )


def _kind_of(info: DayInfo) -> str:
    kinds = {DayKind.WEEKEND: ShiftKind.WEEKEND, DayKind.HOLIDAY: ShiftKind.HOLIDAY}
    return kinds.get(info.kind, ShiftKind.REGULAR)
