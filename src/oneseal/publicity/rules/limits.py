"""By when a decision is published and a wrong publication put right (rule PUB)."""

from datetime import date

from oneseal.kernel.workdays import Due, WorkCalendar

PUBLISH_WITHIN = 7
"""Working days after the decision (PUB; the general rule of 双公示)."""
MEND_WITHIN = 3
"""Working days after a mistake was found: correct or withdraw (PUB; administrative penalty law art. 48)."""


def publish_by(decided_on: date, calendar: WorkCalendar, days: int = PUBLISH_WITHIN) -> Due:
    """The last day to publish a decision of `decided_on`; that day itself is not counted (CAL-6)."""
    return calendar.add_workdays(decided_on, days)


def mend_by(found_on: date, calendar: WorkCalendar) -> Due:
    """The last day to correct or withdraw a publication found wrong on `found_on` (PUB)."""
    return calendar.add_workdays(found_on, MEND_WITHIN)
