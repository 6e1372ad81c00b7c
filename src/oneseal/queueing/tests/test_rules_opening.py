"""Opening hours over the legal calendar; slots of appointments."""

from datetime import date, datetime, time

import pytest

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.workdays import DayInfo, DayKind
from oneseal.queueing.rules import opening, slots
from oneseal.queueing.rules.opening import DayException, ShiftKind, ShiftSpan, Span

MONDAY = date(2026, 11, 23)
DAILY = [
    ShiftSpan(ShiftKind.REGULAR, time(9), time(12), date(2026, 1, 1)),
    ShiftSpan(ShiftKind.REGULAR, time(13, 30), time(17), date(2026, 1, 1)),
    ShiftSpan(ShiftKind.NOON, time(12), time(13, 30), date(2026, 1, 1), weekdays=frozenset({0, 2})),
    ShiftSpan(ShiftKind.WEEKEND, time(9), time(12), date(2026, 1, 1), date(2026, 12, 31)),
]


def hours(day: date, kind: DayKind, *exceptions: DayException) -> list[str]:
    info = DayInfo(day, kind, "", False)
    found = opening.hours_on(info, DAILY, exceptions)
    return [f"{span.starts:%H:%M}–{span.ends:%H:%M}{'*' if span.off_hours else ''}" for span in found]


@pytest.mark.parametrize(
    ("day", "kind", "expected"),
    [
        (MONDAY, DayKind.WORKDAY, ["09:00–12:00", "12:00–13:30*", "13:30–17:00"]),
        (date(2026, 11, 24), DayKind.WORKDAY, ["09:00–12:00", "13:30–17:00"]),
        (date(2026, 11, 28), DayKind.WEEKEND, ["09:00–12:00*"]),
        (date(2026, 11, 28), DayKind.MAKEUP, ["09:00–12:00", "13:30–17:00"]),
        (date(2026, 12, 31), DayKind.WEEKEND, ["09:00–12:00*"]),
        (date(2027, 1, 2), DayKind.WEEKEND, []),
        (MONDAY, DayKind.HOLIDAY, []),
        (date(2025, 12, 31), DayKind.WORKDAY, []),
    ],
)
def test_shifts_follow_the_legal_calendar(day: date, kind: DayKind, expected: list[str]) -> None:
    assert hours(day, kind) == expected


def test_a_day_of_its_own_goes_before_the_shifts() -> None:
    assert hours(MONDAY, DayKind.WORKDAY, DayException(MONDAY, True)) == []
    own = DayException(MONDAY, False, time(10), time(11))
    assert hours(MONDAY, DayKind.WORKDAY, own) == ["10:00–11:00"]
    assert hours(MONDAY, DayKind.HOLIDAY, own) == ["10:00–11:00*"]


@pytest.mark.parametrize(
    ("moment", "there"), [(time(8, 59), False), (time(9), True), (time(11, 59), True), (time(12), False)]
)
def test_the_end_of_a_span_is_closed(moment: time, there: bool) -> None:
    spans = [Span(time(9), time(12), ShiftKind.REGULAR)]
    assert (opening.span_at(spans, moment) is not None) is there


def test_shifts_on_the_same_days_do_not_overlap() -> None:
    new = ShiftSpan(ShiftKind.EVENING, time(16), time(19), MONDAY)
    with pytest.raises(RuleViolation, match="重叠"):
        opening.check_apart(new, DAILY)
    opening.check_apart(ShiftSpan(ShiftKind.EVENING, time(17), time(19), MONDAY), DAILY)
    opening.check_apart(ShiftSpan(ShiftKind.HOLIDAY, time(9), time(12), MONDAY), DAILY)
    with pytest.raises(RuleViolation, match="晚于"):
        opening.check_span(time(9), time(9))


def test_slots_are_cut_from_the_spans_and_a_rest_is_left_out() -> None:
    spans = [Span(time(9), time(10, 10), ShiftKind.REGULAR)]
    found = slots.slots_on(spans, 30, 2, {time(9): 2, time(9, 30): 1}, after=None)
    assert [(slot.starts, slot.free) for slot in found] == [(time(9), 0), (time(9, 30), 1)]
    assert [slot.starts for slot in slots.slots_on(spans, 30, 2, {}, after=time(9))] == [time(9, 30)]
    with pytest.raises(RuleViolation, match="约满"):
        slots.check_slot(found, time(9))
    with pytest.raises(RuleViolation, match="列出的时段"):
        slots.check_slot(found, time(8))


@pytest.mark.parametrize(
    ("day", "code"), [(22, "too_near"), (23, "too_near"), (24, ""), (30, ""), (31, "too_far")]
)
def test_booked_at_least_a_day_ahead_and_a_week_at_most(day: int, code: str) -> None:
    wanted = date(2026, 11, day) if day < 31 else date(2026, 12, 1)
    if not code:
        slots.check_day(wanted, MONDAY, ahead=1, horizon=7)
        return
    with pytest.raises(RuleViolation) as caught:
        slots.check_day(wanted, MONDAY, ahead=1, horizon=7)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("hour", "minute", "code"), [(7, 59, "too_early"), (8, 0, ""), (9, 45, ""), (9, 46, "slot_over")]
)
def test_checked_in_around_the_slot(hour: int, minute: int, code: str) -> None:
    slot, ends, moment = (datetime.combine(MONDAY, at) for at in (time(9), time(9, 30), time(hour, minute)))
    if not code:
        slots.check_arrival(slot, ends, moment)
        return
    with pytest.raises(RuleViolation) as caught:
        slots.check_arrival(slot, ends, moment)
    assert caught.value.code == code


def test_three_misses_rest_for_thirty_days() -> None:
    missed = [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
    with pytest.raises(RuleViolation, match="三次"):
        slots.check_misses(missed, date(2026, 11, 30))
    slots.check_misses(missed, date(2026, 12, 1))
    slots.check_misses(missed[1:], date(2026, 11, 2))


def test_another_slot_is_the_next_day_near_the_old_time() -> None:
    spans = [Span(time(9), time(12), ShiftKind.REGULAR)]
    full = slots.slots_on(spans, 60, 0, {}, after=None)
    free = slots.slots_on(spans, 60, 1, {}, after=None)
    found = slots.first_free({date(2026, 11, 25): free, date(2026, 11, 24): full}, time(14))
    assert found is not None
    assert (found[0], found[1].starts) == (date(2026, 11, 25), time(11))
    assert slots.first_free({MONDAY: full}, time(9)) is None
