"""Limits in one unit, so that they can be compared (CAL-7)."""

from oneseal.catalog.rules.content import Limit, Unit

MINUTES_A_DAY = 8 * 60
CALENDAR_PER_WORKING = 7 / 5


def working_days(limit: Limit) -> float:
    """A limit in working days, for comparing: a calendar day counts 5/7, eight hours are a day."""
    if limit.unit is Unit.WORKING_DAYS:
        return float(limit.days)
    if limit.unit is Unit.CALENDAR_DAYS:
        return limit.days / CALENDAR_PER_WORKING
    return limit.days / MINUTES_A_DAY
