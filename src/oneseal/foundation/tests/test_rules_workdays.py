"""Deadlines on the shipped calendar: the golden vectors, another library's opinion, properties."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.foundation.rules.holidays import NoticeDraft
from oneseal.foundation.tests.shipped import calendar, notices
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.workdays import (
    LUNAR,
    DayKind,
    Due,
    SpecialDay,
    WorkCalendar,
    YearKind,
    months_after,
    statutory_days,
)

PUBLISHED = st.dates(date(2004, 1, 1), date(2026, 6, 30))
ANY = st.dates(date(2004, 1, 1), date(2030, 6, 30))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2024-09-27", 5, "2024-10-10"),
        ("2024-09-27", 20, "2024-10-30"),
        ("2024-09-27", 30, "2024-11-13"),
        ("2024-09-27", 45, "2024-12-04"),
        ("2024-09-27", 60, "2024-12-25"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2019-04-26", 5, "2019-05-06"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-30", 1, "2026-05-06"),
        ("2026-09-18", 20, "2026-10-22"),
        ("2024-02-08", 5, "2024-02-21"),
        ("2024-09-02", 20, "2024-09-30"),
        ("2026-03-31", -30, "2026-02-11"),
        ("2026-10-01", 0, "2026-10-08"),
        ("2026-09-30", 0, "2026-09-30"),
        ("2024-09-29", 1, "2024-09-30"),
        ("2024-09-28", 1, "2024-09-29"),
    ],
)
def test_add_workdays(start: str, n: int, due: str) -> None:
    assert calendar().add_workdays(day(start), n) == Due(day(due), False)


@pytest.mark.parametrize(("year", "days"), [(2018, 250), (2019, 250), (2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year: int, days: int) -> None:
    assert calendar().workdays_in_year(year) == days


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_published_day_agrees_with_chinesecalendar(year: int) -> None:
    wrong = [
        each.day
        for each in calendar().year(year)
        if calendar().is_workday(each.day) != chinese_calendar.is_workday(each.day)
    ]
    assert wrong == []


def test_2019_was_noticed_twice_and_the_second_counts() -> None:
    first = {draft.year: draft.days for draft in notices() if draft.year != 2019}
    first[2019] = next(draft.days for draft in notices() if draft.year == 2019)
    assert WorkCalendar(first).add_workdays(day("2019-04-26"), 5).day == day("2019-05-06")
    assert WorkCalendar(first).is_workday(day("2019-05-03"))
    assert not calendar().is_workday(day("2019-05-03"))


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-09-21", 10, "2026-10-08"),  # 1 October rolls over the holiday
        ("2026-11-21", 60, "2027-01-20"),
        ("2026-11-13", 1, "2026-11-16"),  # a Saturday rolls to Monday
        ("2026-09-19", 1, "2026-09-20"),  # a Sunday that is worked
    ],
)
def test_calendar_days_roll_forward(start: str, n: int, due: str) -> None:
    assert calendar().add_calendar_days(day(start), n).day == day(due)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-31", 6, "2026-07-31"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(start: str, n: int, end: str) -> None:
    assert months_after(day(start), n) == day(end)


def test_a_month_that_ends_on_a_holiday_rolls_forward() -> None:
    assert calendar().add_months(day("2026-08-01"), 2) == Due(day("2026-10-08"), False)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("2026-10-10", DayKind.MAKEUP, "国庆节"),
        ("2026-10-01", DayKind.HOLIDAY, "国庆节"),
        ("2026-11-21", DayKind.WEEKEND, ""),
        ("2026-11-20", DayKind.WORKDAY, ""),
        ("2027-02-05", DayKind.HOLIDAY, "春节"),
    ],
)
def test_describe(text: str, kind: DayKind, name: str) -> None:
    info = calendar().describe(day(text))
    assert (info.kind, info.name, info.provisional) == (kind, name, text > "2027")


def test_provisional_only_when_the_count_touches_a_provisional_year() -> None:
    assert not calendar().add_workdays(day("2026-12-30"), 1).provisional
    assert calendar().add_workdays(day("2026-12-31"), 1) == Due(day("2027-01-04"), True)
    assert calendar().add_workdays(day("2026-12-30"), 2).provisional
    assert calendar().workdays_between(day("2026-12-30"), day("2026-12-31")) == (1, False)
    assert calendar().workdays_between(day("2026-12-31"), day("2027-01-05")) == (2, True)
    assert calendar().add_calendar_days(day("2026-12-30"), 2).provisional


def test_thirteen_statutory_days_from_2025() -> None:
    assert [len(statutory_days(year)) for year in LUNAR] == [13] * 4
    assert {each.day for each in statutory_days(2027) if each.name == "春节"} == {
        day(f"2027-02-0{n}") for n in (5, 6, 7, 8)
    }


@pytest.mark.parametrize(
    ("start", "n"),
    [("2030-12-20", 30), ("2031-01-01", 1), ("2003-12-31", 1), ("2004-01-05", -30), ("2031-05-01", 0)],
)
def test_beyond_the_known_years_is_refused(start: str, n: int) -> None:
    with pytest.raises(RuleViolation, match="管理→日历") as caught:
        calendar().add_workdays(day(start), n)
    assert caught.value.code == "calendar_missing"


@pytest.mark.parametrize(
    "question", ["is_workday", "is_provisional", "describe", "next_workday", "latest_workday"]
)
def test_every_question_refuses_unknown_years(question: str) -> None:
    for each in (date(2003, 12, 31), date(2031, 1, 1)):
        with pytest.raises(RuleViolation, match="放假安排"):
            getattr(calendar(), question)(each)


def test_years_have_three_kinds() -> None:
    kinds = [calendar().year_kind(year) for year in (2003, 2004, 2026, 2027, 2030, 2031)]
    assert kinds == [
        YearKind.UNKNOWN, YearKind.PUBLISHED, YearKind.PUBLISHED,
        YearKind.PROVISIONAL, YearKind.PROVISIONAL, YearKind.UNKNOWN,
    ]  # fmt: skip


def test_a_calendar_with_a_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="gap"):
        WorkCalendar({2020: (), 2023: ()})
    with pytest.raises(ValueError, match="at least one"):
        WorkCalendar({})


@given(PUBLISHED, st.integers(1, 120))
def test_counting_back_what_was_added(start: date, n: int) -> None:
    due = calendar().add_workdays(start, n)
    assert calendar().is_workday(due.day)
    assert calendar().workdays_between(start, due.day) == (n, due.provisional)


@given(ANY, st.integers(1, 60))
def test_the_index_agrees_with_walking(start: date, n: int) -> None:
    walked, left = start, n
    while left:
        walked += timedelta(days=1)
        left -= calendar().is_workday(walked)
    assert calendar().add_workdays(start, n).day == walked


@given(ANY, st.integers(1, 60), st.integers(1, 60))
def test_two_steps_make_one(start: date, a: int, b: int) -> None:
    middle = calendar().add_workdays(start, a).day
    assert calendar().add_workdays(middle, b).day == calendar().add_workdays(start, a + b).day


@given(st.dates(date(2004, 6, 1), date(2030, 6, 30)), st.integers(1, 60))
def test_backwards_undoes_forwards(start: date, n: int) -> None:
    first = calendar().next_workday(start).day
    assert calendar().add_workdays(calendar().add_workdays(first, n).day, -n).day == first


def test_special_days_are_drafted_in_order() -> None:
    assert all(draft.days == tuple(sorted(draft.days)) for draft in notices())
    assert isinstance(notices()[0], NoticeDraft)
    assert all(isinstance(each, SpecialDay) for each in notices()[0].days)
