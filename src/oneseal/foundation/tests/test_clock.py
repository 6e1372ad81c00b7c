"""Days are those of the bureau's wall, wherever the server stands."""

from datetime import UTC, date, datetime, timedelta

from oneseal.foundation import clock


def test_days_begin_and_end_where_the_bureau_is() -> None:
    day = date(2026, 11, 21)
    first, last = clock.span(day, date(2026, 11, 22))
    assert first == clock.midnight(day) == datetime(2026, 11, 20, 16, tzinfo=UTC)
    assert last + timedelta(microseconds=1) == clock.midnight(date(2026, 11, 23))
