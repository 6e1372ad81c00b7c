"""Rates and amounts; the figures are published ones that disagree about rounding (inventory Z)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.kernel.money import yuan
from oneseal.kernel.rates import DayBasis, Rate, Rounding

T, R = Rounding.TRUNCATE, Rounding.ROUND


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounding", "places", "shown"),
    [
        (937534, 938317, T, 2, "99.91%"),
        (937534, 938317, R, 2, "99.92%"),
        (73, 78, T, 1, "93.5%"),
        (73, 78, R, 1, "93.6%"),
        (47, 61, T, 0, "77%"),
        (47, 61, R, 0, "77%"),
        (3, 11, R, 1, "27.3%"),
        (5, 11, R, 1, "45.5%"),
        (1, 1, R, 2, "100.00%"),
        (0, 7, T, 1, "0.0%"),
        (0, 0, T, 1, "—"),
        (5, 0, R, 1, "—"),
        (1, 8, R, 1, "12.5%"),
        (1, 16, R, 1, "6.3%"),
        (12345, 10, R, 1, "123,450.0%"),
    ],
)
def test_percent(numerator: int, denominator: int, rounding: Rounding, places: int, shown: str) -> None:
    assert Rate(numerator, denominator, rounding).percent(places) == shown


def test_cases_a_day_need_their_day_basis() -> None:
    by_calendar = Rate(90957, 351, T, DayBasis.CALENDAR_DAYS)
    by_workday = Rate(90957, 240, R, DayBasis.WORKING_DAYS)
    assert (by_calendar.quotient(1), by_workday.quotient(0)) == ("259.1", "379")
    with pytest.raises(ValueError, match="different kinds"):
        by_calendar + by_workday


def test_rates_of_one_kind_add_up() -> None:
    assert Rate(1, 2, T) + Rate(2, 3, T) == Rate(3, 5, T)


def test_counts_are_not_negative() -> None:
    with pytest.raises(ValueError, match="counts"):
        Rate(-1, 2)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_truncation_never_exceeds_rounding(numerator: int, denominator: int) -> None:
    low, high = Rate(numerator, denominator, T).scaled(10000), Rate(numerator, denominator, R).scaled(10000)
    assert low is not None
    assert high is not None
    assert high - low in (0, 1)


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(0, "0.00"), (5, "0.05"), (123456, "1,234.56"), (-150, "-1.50"), (10**11, "1,000,000,000.00")],
)
def test_yuan(fen: int, shown: str) -> None:
    assert yuan(fen) == shown
