"""Clocks on the shipped calendar: suspension, extension, the account line by line, the board's colours."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.foundation.tests.shipped import calendar
from oneseal.kernel import accounts
from oneseal.kernel.clocks import (
    Clock,
    DueState,
    Running,
    Suspension,
    Unit,
    due,
    extend,
    intervals,
    remaining,
    resume,
    state,
    suspend,
    used,
)
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.workdays import Due


def day(text: str) -> date:
    return date.fromisoformat(text)


ACCEPTED = Clock(day("2024-09-02"), 20)
REVIEWED = resume(suspend(ACCEPTED, day("2024-09-10"), "expert_review", notice_id=3), day("2024-09-19"))
STOPPED = suspend(ACCEPTED, day("2024-09-10"), "hearing", notice_id=3)


def refused(code: str, act) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleViolation) as caught:
        act()
    assert caught.value.code == code


def test_golden_suspension() -> None:
    assert due(ACCEPTED, calendar()) == Due(day("2024-09-30"), False)
    assert due(REVIEWED, calendar()) == Due(day("2024-10-15"), False)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (STOPPED, None),
        (extend(ACCEPTED, 10), Due(day("2024-10-18"), False)),
        (Clock(day("2024-09-02"), 0), Due(day("2024-09-02"), False)),
        (Clock(day("2024-09-01"), 0), Due(day("2024-09-02"), False)),
        (Clock(day("2026-09-21"), 10, unit=Unit.CALENDAR_DAYS), Due(day("2026-10-08"), False)),
        (Clock(day("2026-12-21"), 20), Due(day("2027-01-19"), True)),
    ],
)
def test_due(clock: Clock, expected: Due | None) -> None:
    assert due(clock, calendar()) == expected


def test_suspension_after_the_last_day_changes_nothing() -> None:
    late = resume(suspend(ACCEPTED, day("2024-10-08"), "testing", notice_id=1), day("2024-10-11"))
    assert due(late, calendar()) == due(ACCEPTED, calendar())


def test_intervals_leave_no_gap() -> None:
    kinds = [(each.kind, str(each.first), str(each.last)) for each in intervals(REVIEWED, day("2024-09-25"))]
    assert kinds == [
        (Running.RUNNING, "2024-09-03", "2024-09-09"),
        (Running.SUSPENDED, "2024-09-10", "2024-09-19"),
        (Running.RUNNING, "2024-09-20", "None"),
    ]


@pytest.mark.parametrize(
    ("today", "ran"),
    [
        ("2024-09-02", 0),
        ("2024-09-03", 1),
        ("2024-09-09", 5),
        ("2024-09-15", 5),
        ("2024-09-20", 6),
        ("2024-10-16", 21),
    ],
)
def test_what_ran_and_what_remains(today: str, ran: int) -> None:
    assert used(REVIEWED, calendar(), day(today)) == ran
    assert remaining(REVIEWED, calendar(), day(today)) == 20 - ran


def test_only_the_eight_reasons_stop_the_clock() -> None:
    assert [each.value for each in Suspension] == [
        "hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review",
    ]  # fmt: skip
    for other in ("survey", "internal_review", "publicity", ""):
        refused(
            "not_a_suspension", lambda other=other: suspend(ACCEPTED, day("2024-09-10"), other, notice_id=1)
        )


def test_refusals() -> None:
    refused("notice_missing", lambda: suspend(ACCEPTED, day("2024-09-10"), "hearing", notice_id=0))
    refused("suspended_already", lambda: suspend(STOPPED, day("2024-09-12"), "hearing", notice_id=1))
    refused("suspended_too_early", lambda: suspend(ACCEPTED, day("2024-09-01"), "hearing", notice_id=1))
    refused("suspended_too_early", lambda: suspend(REVIEWED, day("2024-09-19"), "hearing", notice_id=1))
    refused("not_suspended", lambda: resume(ACCEPTED, day("2024-09-10")))
    refused("resumed_too_early", lambda: resume(STOPPED, day("2024-09-09")))
    refused("extension_too_long", lambda: extend(ACCEPTED, 11))
    refused("extension_too_long", lambda: extend(ACCEPTED, 0))
    refused("extended_before", lambda: extend(extend(ACCEPTED, 5), 5))
    refused("extension_too_long", lambda: extend(ACCEPTED, 16, unified=True))
    assert extend(Clock(day("2024-09-02"), 45), 15, unified=True).allowed == 60


def test_the_account_of_the_golden_suspension() -> None:
    lines = [
        (str(each.first)[5:], str(each.last)[5:], each.counted, each.total, each.why)
        for each in accounts.explain(REVIEWED, calendar())
    ]
    assert lines == [
        ("09-02", "09-02", 0, 0, accounts.START),
        ("09-03", "09-06", 4, 4, accounts.WORKDAYS),
        ("09-07", "09-08", 0, 4, accounts.WEEKEND),
        ("09-09", "09-09", 1, 5, accounts.WORKDAYS),
        ("09-10", "09-19", 0, 5, accounts.SUSPENDED),
        ("09-20", "09-20", 1, 6, accounts.WORKDAYS),
        ("09-21", "09-22", 0, 6, accounts.WEEKEND),
        ("09-23", "09-27", 5, 11, accounts.WORKDAYS),
        ("09-28", "09-28", 0, 11, accounts.WEEKEND),
        ("09-29", "09-29", 1, 12, accounts.MAKEUP),
        ("09-30", "09-30", 1, 13, accounts.WORKDAYS),
        ("10-01", "10-07", 0, 13, accounts.HOLIDAY),
        ("10-08", "10-11", 4, 17, accounts.WORKDAYS),
        ("10-12", "10-12", 1, 18, accounts.MAKEUP),
        ("10-13", "10-13", 0, 18, accounts.WEEKEND),
        ("10-14", "10-15", 2, 20, accounts.WORKDAYS),
        ("10-15", "10-15", 0, 20, accounts.LAST_DAY),
    ]


def test_the_account_of_a_stopped_clock_ends_there() -> None:
    last = accounts.explain(STOPPED, calendar())[-1]
    assert (last.why, last.name, last.total) == (accounts.STOPPED, "听证", 5)


def test_the_account_of_calendar_days_tells_the_roll() -> None:
    lines = accounts.explain(Clock(day("2026-09-21"), 10, unit=Unit.CALENDAR_DAYS), calendar())
    assert [(each.counted, each.why) for each in lines[1:]] == [
        (10, accounts.ALL_DAYS),
        (0, accounts.ROLLED),
        (0, accounts.LAST_DAY),
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-09-02", DueState.NORMAL),
        ("2024-09-23", DueState.NORMAL),
        ("2024-09-24", DueState.NORMAL),
        ("2024-09-25", DueState.SOON),
        ("2024-09-30", DueState.SOON),
        ("2024-10-01", DueState.OVERDUE),
    ],
)
def test_colours(today: str, expected: DueState) -> None:
    assert state(due(ACCEPTED, calendar()), 20, day(today), calendar()) is expected


def test_short_limits_are_soon_only_on_the_last_day() -> None:
    end = due(Clock(day("2024-09-02"), 2), calendar())
    assert state(end, 2, day("2024-09-03"), calendar()) is DueState.NORMAL
    assert state(end, 2, day("2024-09-04"), calendar()) is DueState.SOON


def test_a_provisional_date_is_never_overdue() -> None:
    end = due(Clock(day("2026-12-21"), 20), calendar())
    assert state(end, 20, day("2027-06-01"), calendar()) is DueState.SOON
    assert state(None, 20, day("2027-06-01"), calendar()) is DueState.STOPPED


STARTS = st.dates(date(2004, 1, 1), date(2029, 6, 30))


@given(STARTS, st.integers(1, 60), st.lists(st.tuples(st.integers(1, 20), st.integers(0, 20)), max_size=4))
def test_the_account_adds_up_to_the_limit(start: date, limit: int, gaps: list[tuple[int, int]]) -> None:
    clock, position = Clock(start, limit), start
    for gap, length in gaps:
        first = position + timedelta(days=gap)
        position = first + timedelta(days=length)
        clock = resume(suspend(clock, first, "testing", notice_id=1), position)
    end, lines = due(clock, calendar()), accounts.explain(clock, calendar())
    assert end is not None
    assert lines[-1].total == limit
    assert lines[-1].last == end.day
    assert used(clock, calendar(), end.day) == limit
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(lines[:-1]))
    assert end.provisional == any(each.provisional for each in lines[:-1])
