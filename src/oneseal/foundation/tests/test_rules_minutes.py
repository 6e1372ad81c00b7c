"""Business minutes of instant items (CAL-7)."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.foundation.tests.shipped import calendar
from oneseal.kernel.minutes import Moment, OfficeHours, add_minutes, minutes_between

HOURS = OfficeHours(((time(9), time(12)), (time(13), time(17))))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-20T10:00", 15, "2026-11-20T10:15"),
        ("2026-11-20T11:50", 10, "2026-11-20T12:00"),
        ("2026-11-20T11:50", 15, "2026-11-20T13:05"),
        ("2026-11-20T12:30", 15, "2026-11-20T13:15"),
        ("2026-11-20T16:50", 15, "2026-11-23T09:05"),
        ("2026-11-21T10:00", 15, "2026-11-23T09:15"),
        ("2026-09-30T16:55", 15, "2026-10-08T09:10"),
        ("2026-10-10T08:00", 15, "2026-10-10T09:15"),
        ("2026-11-20T09:00", 420, "2026-11-20T17:00"),
        ("2026-11-20T09:00", 421, "2026-11-23T09:01"),
    ],
)
def test_add_minutes(start: str, minutes: int, end: str) -> None:
    assert add_minutes(at(start), minutes, HOURS, calendar()) == Moment(at(end), False)


def test_a_limit_over_new_year_is_provisional() -> None:
    assert add_minutes(at("2026-12-31T16:55"), 15, HOURS, calendar()) == Moment(at("2027-01-04T09:10"), True)


def test_sessions_must_be_in_order() -> None:
    for sessions in ((), ((time(13), time(17)), (time(9), time(12))), ((time(9), time(9)),)):
        with pytest.raises(ValueError, match="sessions"):
            OfficeHours(sessions)


@given(st.datetimes(at("2020-01-01T00:00"), at("2026-11-01T00:00")), st.integers(1, 2000))
def test_minutes_counted_back(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    end = add_minutes(start, minutes, HOURS, calendar()).at
    assert minutes_between(start, end, HOURS, calendar()) == minutes
    assert minutes_between(end, start - timedelta(days=1), HOURS, calendar()) == 0
