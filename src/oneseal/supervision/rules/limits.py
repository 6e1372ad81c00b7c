"""By when a push is received and a finding answered (SUP-A; both L, because regions differ)."""

from datetime import date

from oneseal.kernel.workdays import Due, WorkCalendar


def receive_by(pushed_on: date, days: int, calendar: WorkCalendar) -> Due:
    """The last day for the department's receipt; the day of the push is not counted (SUP-A; CAL-1)."""
    return calendar.add_workdays(pushed_on, days)


def answer_by(found_on: date, days: int, calendar: WorkCalendar) -> Due:
    """The last day for the bureau's answer to a finding; the day of the report is not counted (SUP-A; CAL-1)."""
    return calendar.add_workdays(found_on, days)
