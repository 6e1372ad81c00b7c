"""What recorded seats say of a day: late, early, away, absent, with the tolerance at its boundaries."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from oneseal.appraisal.rules import attendance
from oneseal.appraisal.rules.attendance import Seen, Stay
from oneseal.appraisal.rules.scoring import Mark
from oneseal.kernel.errors import RuleViolation


def at(text: str) -> datetime:
    hour, minute = text.split(":")
    return datetime(2026, 11, 20, int(hour), int(minute), tzinfo=ZoneInfo("Asia/Shanghai"))


def stay(plan: str = "", there: str = "", *pauses: str, left_open: bool = False) -> Stay:
    """From words such as 9:00-12:00; an open end: still there."""
    planned = tuple(at(each) for each in plan.split("-")) if plan else None
    start, _, end = there.partition("-")
    rests = [each.split("-") for each in pauses]
    return Stay(
        (planned[0], planned[1]) if planned else None,
        at(start) if start else None,
        at(end) if end else None,
        tuple((at(one), at(other) if other else None) for one, other in rests),
        left_open,
    )


WHOLE = "9:00-12:00"


@pytest.mark.parametrize(
    ("stays", "mark", "minutes"),
    [
        ([stay(WHOLE, "9:00-12:00")], Mark.PRESENT, (0, 0, 0)),
        ([stay(WHOLE, "8:50-12:20")], Mark.PRESENT, (0, 0, 0)),
        ([stay(WHOLE, "9:10-12:00")], Mark.PRESENT, (0, 0, 0)),
        ([stay(WHOLE, "9:11-12:00")], Mark.LATE, (11, 0, 0)),
        ([stay(WHOLE, "9:00-11:50")], Mark.PRESENT, (0, 0, 0)),
        ([stay(WHOLE, "9:00-11:49")], Mark.EARLY, (0, 11, 0)),
        ([stay(WHOLE, "9:15-11:30")], Mark.EARLY, (15, 30, 0)),
        ([stay(WHOLE, "9:00-11:30", left_open=True)], Mark.PRESENT, (0, 0, 0)),
        ([stay(WHOLE)], Mark.ABSENT, (0, 0, 0)),
        ([stay(WHOLE, "9:00-12:00", "10:00-10:30")], Mark.PRESENT, (0, 0, 0)),
        ([stay(WHOLE, "9:00-12:00", "10:00-10:31")], Mark.AWAY, (0, 0, 31)),
        ([stay(WHOLE, "9:00-10:00"), stay("", "10:10-12:00")], Mark.PRESENT, (0, 0, 0)),
        ([stay(WHOLE, "9:00-10:00"), stay("", "10:11-12:00")], Mark.AWAY, (0, 0, 11)),
        ([stay(WHOLE, "9:00-12:00"), stay("13:00-17:00", "13:00-17:00")], Mark.PRESENT, (0, 0, 0)),
        ([stay(WHOLE, "9:00-12:00"), stay("13:00-17:00")], Mark.EARLY, (0, 300, 0)),
        ([stay(WHOLE), stay("13:00-17:00", "13:00-17:00")], Mark.LATE, (240, 0, 0)),
        ([stay(WHOLE), stay("", "9:00-12:00")], Mark.PRESENT, (0, 0, 0)),
    ],
)
def test_a_day_that_is_over(stays: list[Stay], mark: str, minutes: tuple[int, int, int]) -> None:
    assert attendance.judge(stays, at("18:00"), tolerance=10, pause=30) == Seen(mark, *minutes)


@pytest.mark.parametrize(
    ("stays", "now", "said"),
    [
        ([], "18:00", None),
        ([stay("", "9:40-10:00")], "18:00", Seen(Mark.PRESENT, unplanned=True)),
        ([stay(WHOLE)], "8:59", None),
        ([stay(WHOLE)], "9:10", Seen(Mark.PRESENT)),
        ([stay(WHOLE)], "9:11", Seen(Mark.LATE, late=11)),
        ([stay(WHOLE, "9:00-")], "10:00", Seen(Mark.PRESENT)),
        ([stay(WHOLE, "9:00-10:00")], "11:59", Seen(Mark.PRESENT)),
        ([stay(WHOLE, "9:00-", "10:00-")], "10:31", Seen(Mark.AWAY, away=31)),
    ],
)
def test_a_day_that_runs_and_days_without_a_plan(stays: list[Stay], now: str, said: Seen | None) -> None:
    assert attendance.judge(stays, at(now), tolerance=10, pause=30) == said


def test_the_tolerance_is_the_bureaus() -> None:
    late = [stay(WHOLE, "9:20-12:00")]
    assert attendance.judge(late, at("18:00"), tolerance=20, pause=30) == Seen(Mark.PRESENT)
    assert attendance.judge(late, at("18:00"), tolerance=0, pause=30) == Seen(Mark.LATE, late=20)
    again = attendance.judge(late, at("18:00") + timedelta(days=9), tolerance=10, pause=30)
    assert again == Seen(Mark.LATE, late=20)


@pytest.mark.parametrize(
    ("mark", "proposed", "note", "fits"),
    [
        (Mark.LATE, Mark.LATE, "", True),
        (Mark.PRESENT, Mark.LATE, "", False),
        (Mark.PRESENT, Mark.LATE, " ", False),
        (Mark.PRESENT, Mark.LATE, "系统故障", True),
        (Mark.LATE, "", "", True),
    ],
)
def test_who_contradicts_the_records_says_why(mark: str, proposed: str, note: str, fits: bool) -> None:
    if fits:
        attendance.check_reason(mark, proposed, note)
    else:
        with pytest.raises(RuleViolation, match="写明原因"):
            attendance.check_reason(mark, proposed, note)
