"""Business minutes: limits of instant items, counted while the office is open (CAL-7)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from oneseal.kernel.workdays import ONE_DAY, WorkCalendar


class Moment(NamedTuple):
    """A computed moment in the bureau's local time (no zone); `provisional` as for Due."""

    at: datetime
    provisional: bool


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the office is open on a working day: sessions in order, such as 9:00-12:00 and 13:00-17:00.

    Raises ValueError when there is none, or when they overlap.
    """

    sessions: tuple[tuple[time, time], ...]

    def __post_init__(self) -> None:
        ends = [moment for session in self.sessions for moment in session]
        if not ends or ends != sorted(set(ends)):
            raise ValueError("sessions must be in order and must not overlap")


def add_minutes(start: datetime, minutes: int, hours: OfficeHours, calendar: WorkCalendar) -> Moment:
    """The moment when that many open minutes have passed since start; local time without zone (CAL-7).

    A start outside office hours waits for the next opening; a limit that ends with a session ends then, not
    at the next opening. Raises RuleViolation calendar_missing.
    """
    left, day = timedelta(minutes=minutes), calendar.next_workday(start.date())
    while True:
        for opens, closes in hours.sessions:
            begin = max(start, datetime.combine(day.day, opens))
            length = datetime.combine(day.day, closes) - begin
            if length > timedelta(0) and left <= length:
                return Moment(begin + left, day.provisional)
            left -= max(length, timedelta(0))
        following = calendar.next_workday(day.day + ONE_DAY)
        day = following._replace(provisional=following.provisional or day.provisional)


def minutes_between(start: datetime, end: datetime, hours: OfficeHours, calendar: WorkCalendar) -> int:
    """Whole open minutes from start to end; 0 when end is not after start (CAL-7)."""
    total, day = timedelta(0), start.date()
    while day <= end.date():
        if calendar.is_workday(day):
            for opens, closes in hours.sessions:
                begin = max(start, datetime.combine(day, opens))
                finish = min(end, datetime.combine(day, closes))
                total += max(finish - begin, timedelta(0))
        day += ONE_DAY
    return total // timedelta(minutes=1)
