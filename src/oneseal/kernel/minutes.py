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

    @classmethod
    def written(cls, text: str) -> "OfficeHours":
        """Office hours as settings write them: 9:00-12:00,13:30-17:00. Raises ValueError for anything else."""
        sessions = [part.split("-") for part in text.split(",")]
        return cls(tuple((_time(opens), _time(closes)) for opens, closes in sessions))

    @property
    def length(self) -> timedelta:
        """How long the office is open on a working day."""
        return self.open_by(time.max)

    def open_by(self, moment: time) -> timedelta:
        """How long the office was open on a working day by that time."""
        now = _since_midnight(moment)
        spans = [
            min(now, _since_midnight(closes)) - _since_midnight(opens) for opens, closes in self.sessions
        ]
        return sum((max(span, timedelta(0)) for span in spans), timedelta(0))


def _time(text: str) -> time:
    hour, minute = text.strip().split(":")
    return time(int(hour), int(minute))


def _since_midnight(moment: time) -> timedelta:
    return timedelta(
        hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond
    )


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
    spent = open_until(end, hours, calendar) - open_until(start, hours, calendar)
    return max(spent, timedelta(0)) // timedelta(minutes=1)


def open_until(moment: datetime, hours: OfficeHours, calendar: WorkCalendar) -> timedelta:
    """How long the office was open from the calendar's first day to this moment; differences of it add up (CAL-7)."""
    day = moment.date()
    working = calendar.is_workday(day)
    whole = hours.length * (calendar.workday_number(day) - working)
    return whole + hours.open_by(moment.time()) if working else whole
