"""Three meters kept apart: what the agencies took, what the applicant took, what the law does not count (PRJ-4).

A working day belongs to exactly one meter, so the three always add up to the working days from begin to end:
the agencies' while any of them holds an accepted application; else the excluded time of licence law art. 45, of
authorities above and of paid technical work; else the applicant's (preparing and correcting).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from oneseal.kernel.rates import Rate
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)


class Meter(StrEnum):
    """Whose time it is."""

    AGENCY = "agency"
    EXCLUDED = "excluded"
    APPLICANT = "applicant"


LABELS = {
    Meter.AGENCY: N_("审批用时"),
    Meter.EXCLUDED: N_("不计入的时间"),
    Meter.APPLICANT: N_("申请人用时"),
}


class Span(NamedTuple):
    """Days on which something ran, both included; `last` None: still. `unit`: who held it."""

    first: date
    last: date | None
    meter: Meter
    unit: str = ""


class Readings(NamedTuple):
    """Working days on each meter; `provisional` where they rest on a year without its notice (CAL-6)."""

    agency: int
    excluded: int
    applicant: int
    provisional: bool = False

    @property
    def total(self) -> int:
        """Working days from begin to end."""
        return self.agency + self.excluded + self.applicant


def case_spans(
    accepted: date | None, decided: date | None, pauses: Iterable[tuple[date, date | None]], unit: str = ""
) -> list[Span]:
    """The spans of one application: held by the agency from the day after acceptance to its decision, but for the
    pauses of licence law art. 45 (PRJ-4, CAL-4). Empty before acceptance: that time is the applicant's."""
    if accepted is None:
        return []
    spans, start = [], accepted + ONE_DAY
    for first, last in sorted(pauses, key=lambda each: each[0]):
        begin = max(first, start)
        if begin > start:
            spans.append(Span(start, begin - ONE_DAY, Meter.AGENCY, unit))
        if last is None:
            return [*spans, Span(begin, decided, Meter.EXCLUDED, unit)]
        if last >= begin:
            spans.append(Span(begin, last, Meter.EXCLUDED, unit))
        start = max(start, last + ONE_DAY)
    if decided is None or start <= decided:
        spans.append(Span(start, decided, Meter.AGENCY, unit))
    return spans


def read(spans: Sequence[Span], begin: date, end: date, calendar: WorkCalendar) -> Readings:
    """The three meters over the working days after `begin` up to and with `end` (PRJ-4, CAL-4)."""
    total = calendar.workdays_between(begin, max(begin, end))
    agency = _covered((each for each in spans if each.meter is Meter.AGENCY), begin, end, calendar)
    known = _covered(
        (each for each in spans if each.meter in {Meter.AGENCY, Meter.EXCLUDED}), begin, end, calendar
    )
    return Readings(agency, known - agency, total.days - known, total.provisional)


def by_unit(spans: Sequence[Span], begin: date, end: date, calendar: WorkCalendar) -> dict[str, int]:
    """Working days on which each unit held something, most first; parallel units each count their own days."""
    units = dict.fromkeys(each.unit for each in spans if each.meter is Meter.AGENCY)
    held = {
        unit: _covered(
            (each for each in spans if each.unit == unit and each.meter is Meter.AGENCY), begin, end, calendar
        )
        for unit in units
    }
    return dict(sorted(held.items(), key=lambda pair: -pair[1]))


def _covered(spans: Iterable[Span], begin: date, end: date, calendar: WorkCalendar) -> int:
    days, reached = 0, begin
    for span in sorted(spans, key=lambda each: each.first):
        first, last = max(span.first, reached + ONE_DAY), min(span.last or end, end)
        if first <= last:
            days += calendar.workdays_between(first - ONE_DAY, last).days
            reached = last
    return days


class Against(NamedTuple):
    """The target beside the meter that it is about: `used` of `target` working days, `left` may be negative."""

    target: int
    used: int
    left: int
    share: str


def against(target: int, readings: Readings) -> Against:
    """A target in working days of approval time (28/20/45) against the agencies' meter and no other (PRJ-4, 6.5)."""
    return Against(
        target, readings.agency, target - readings.agency, Rate(readings.agency, target).percent(0)
    )
