"""Spans outside working time, in which what windows take in is counted apart (inventory 3.12)."""

from datetime import date, time

import pytest

from oneseal.foundation import clock
from oneseal.queueing import selectors, services
from oneseal.queueing.rules.opening import ShiftKind, ShiftSpan
from oneseal.queueing.tests import factories

pytestmark = pytest.mark.django_db
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 15)


def test_spans_outside_working_time_by_kind() -> None:
    made = factories.place()
    for kind, starts, ends in (
        (ShiftKind.NOON, time(12), time(13, 30)),
        (ShiftKind.WEEKEND, time(9), time(17)),
    ):
        span = ShiftSpan(kind, starts, ends, date(2026, 1, 1))
        services.keep_shift(made["coordinator"], hall_id=made.hall.pk, span=span)
    found = [
        (kind, clock.wall(first).isoformat(), clock.wall(end).isoformat())
        for kind, first, end in selectors.off_hours(made.hall, SUNDAY, MONDAY)
    ]
    assert found == [
        ("weekend", "2026-11-15T09:00:00", "2026-11-15T17:00:00"),
        ("noon", "2026-11-16T12:00:00", "2026-11-16T13:30:00"),
    ]
    assert selectors.taken_in_off_hours(made.hall, SUNDAY, MONDAY) == {"noon": 0, "weekend": 0}
    assert selectors.taken_in_off_hours(made.hall, MONDAY, MONDAY) == {"noon": 0}
