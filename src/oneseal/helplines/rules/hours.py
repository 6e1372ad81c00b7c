"""When a call counts, and until when a missed one is called back (inventory 3.23; local rule)."""

from datetime import datetime

from oneseal.kernel.minutes import OfficeHours
from oneseal.kernel.workdays import Due, WorkCalendar


def counts(rang: datetime, hours: OfficeHours, calendar: WorkCalendar) -> bool:
    """Whether the number had to be answered then: a working day, within office hours. `rang` without zone."""
    within = any(opens <= rang.time() < closes for opens, closes in hours.sessions)
    return within and calendar.is_workday(rang.date())


def call_back_by(missed: datetime, hours: OfficeHours, calendar: WorkCalendar) -> Due:
    """The last day for calling back: the same working day; after closing, or on a day off, the next one (L)."""
    today = missed.date()
    if calendar.is_workday(today) and missed.time() < hours.sessions[-1][1]:
        return Due(today, calendar.is_provisional(today))
    return calendar.add_workdays(today, 1)
