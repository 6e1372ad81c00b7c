"""Shifts and tasks of guides: boundaries of time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from oneseal.guides.rules import life
from oneseal.kernel.errors import RuleViolation

NINE = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
NOON = NINE + timedelta(hours=3)


@pytest.mark.parametrize(
    ("starts", "ends", "now", "code"),
    [
        (NINE, NOON, NINE, ""),
        (NINE, NINE, NINE, "span_backwards"),
        (NOON, NINE, NINE, "span_backwards"),
        (NINE, NINE + timedelta(days=1), NINE, "span_backwards"),
        (NINE, NOON, NOON - timedelta(minutes=1), ""),
        (NINE, NOON, NOON, "span_past"),
    ],
)
def test_a_shift_lies_ahead_on_one_day(starts: datetime, ends: datetime, now: datetime, code: str) -> None:
    if not code:
        life.check_span(starts, ends, now)
        return
    with pytest.raises(RuleViolation) as refused:
        life.check_span(starts, ends, now)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], True),
        ([(NINE - timedelta(hours=1), NINE)], True),
        ([(NOON, NOON + timedelta(hours=1))], True),
        ([(NINE - timedelta(hours=1), NINE + timedelta(minutes=1))], False),
        ([(NINE + timedelta(hours=1), NINE + timedelta(hours=2))], False),
    ],
)
def test_nobody_is_at_two_places(taken: list[tuple[datetime, datetime]], free: bool) -> None:
    if free:
        life.check_free(NINE, NOON, taken, "taken")
    else:
        with pytest.raises(RuleViolation):
            life.check_free(NINE, NOON, taken, "taken")


@pytest.mark.parametrize(
    ("minutes", "may"), [(-31, False), (-30, True), (0, True), (179, True), (180, False)]
)
def test_a_shift_begins_around_its_time(minutes: int, may: bool) -> None:
    now = NINE + timedelta(minutes=minutes)
    if may:
        life.check_begin(NINE, NOON, now)
    else:
        with pytest.raises(RuleViolation):
            life.check_begin(NINE, NOON, now)
