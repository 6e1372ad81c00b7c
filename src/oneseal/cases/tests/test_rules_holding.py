"""What is held already, day by day; what may not be asked for; what was spared."""

from datetime import date

import pytest

from oneseal.cases.rules import holding
from oneseal.cases.rules.intake import Gap
from oneseal.kernel.errors import RuleViolation

GIVEN = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("months", "stated", "last"),
    [
        (None, None, None),
        (6, None, date(2027, 2, 28)),
        (None, date(2026, 12, 1), date(2026, 12, 1)),
        (6, date(2026, 12, 1), date(2026, 12, 1)),
        (1, date(2030, 1, 1), date(2026, 9, 30)),
    ],
)
def test_the_earlier_of_the_two_days_counts(
    months: int | None, stated: date | None, last: date | None
) -> None:
    assert holding.last_day(GIVEN, months, stated) == last


@pytest.mark.parametrize(("today", "serves"), [(date(2026, 9, 30), True), (date(2026, 10, 1), False)])
def test_it_serves_to_the_end_of_its_last_day(today: date, serves: bool) -> None:
    assert holding.serves(date(2026, 9, 30), today) is serves
    assert holding.serves(None, today)


def test_what_is_over_is_refused_with_its_day() -> None:
    holding.check_serves("执照", None, GIVEN)
    holding.check_serves("执照", GIVEN, GIVEN)
    with pytest.raises(RuleViolation) as refused:
        holding.check_serves("执照", date(2026, 8, 30), GIVEN)
    assert (refused.value.code, refused.value.params["day"]) == ("material_expired", "2026年8月30日")


@pytest.mark.parametrize(
    ("code", "brought", "refused"),
    [("licence", set(), True), ("licence", {"licence"}, False), ("form", set(), False)],
)
def test_what_is_held_is_not_asked_for(code: str, brought: set[str], refused: bool) -> None:
    gaps = [Gap(code, "没有交", "", "营业执照")]
    if not refused:
        holding.check_not_held(gaps, {"licence": "营业执照 1号"}, brought)
        return
    with pytest.raises(RuleViolation) as found:
        holding.check_not_held(gaps, {"licence": "营业执照 1号"}, brought)
    assert (found.value.code, found.value.basis) == ("held_already", "优化营商环境条例第三十七条")


@pytest.mark.parametrize(
    ("listed", "brought", "owed", "spared"),
    [("abc", "", "", 3), ("abc", "ab", "", 1), ("abc", "abx", "c", 0), ("", "", "", 0)],
)
def test_spared_is_what_nobody_had_to_bring(listed: str, brought: str, owed: str, spared: int) -> None:
    assert holding.spared(listed, brought, owed) == spared


@pytest.mark.parametrize(
    ("channel", "delivery", "saved"),
    [
        ("online", "electronic", 2),
        ("online", "courier", 2),
        ("online", "pickup", 1),
        ("window", "pickup", 0),
        ("window", "courier", 1),
        ("town", "pickup", 1),
    ],
)
def test_trips_saved(channel: str, delivery: str, saved: int) -> None:
    assert holding.trips_saved(channel, delivery) == saved
