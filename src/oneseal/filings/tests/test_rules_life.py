"""When a filing ends, may be renewed, is drawn for a check (inventory 5.30, 11.14)."""

from datetime import date

import pytest

from oneseal.filings.rules.life import CHECKS, FILINGS, check_renewable, drawn, ends_on
from oneseal.kernel.errors import RuleViolation


@pytest.mark.parametrize(
    ("filed", "months", "last"),
    [
        (date(2026, 11, 20), 36, date(2029, 11, 19)),
        (date(2027, 8, 31), 6, date(2028, 2, 28)),
        (date(2026, 11, 20), 0, None),
    ],
)
def test_the_last_day(filed: date, months: int, last: date | None) -> None:
    assert ends_on(filed, months) == last


END = date(2029, 11, 19)


@pytest.mark.parametrize(
    ("today", "until", "faulty", "code"),
    [
        (date(2029, 9, 19), END, False, "too_early"),
        (date(2029, 9, 20), END, False, ""),
        (END, END, False, ""),
        (END, END, True, "still_faulty"),
        (END, None, False, "no_end"),
    ],
)
def test_renewal_near_the_end(today: date, until: date | None, faulty: bool, code: str) -> None:
    if not code:
        check_renewable(today, until, faulty=faulty)
        return
    with pytest.raises(RuleViolation) as caught:
        check_renewable(today, until, faulty=faulty)
    assert caught.value.code == code


def test_all_or_about_the_share_are_drawn() -> None:
    seeds = [f"seed-{place}" for place in range(1000)]
    assert all(drawn(each, 100) for each in seeds)
    assert 250 < sum(drawn(each, 30) for each in seeds) < 350
    assert [drawn(each, 30) for each in seeds] == [drawn(each, 30) for each in seeds]


@pytest.mark.parametrize("state", ["given_up", "annulled", "expired"])
def test_what_has_ended_stays_ended(state: str) -> None:
    assert FILINGS.allowed(state) == ()


def test_nothing_is_annulled_without_an_order() -> None:
    assert set(CHECKS.allowed("due")) == {"find_met", "find_faulty", "drop"}
    assert set(CHECKS.allowed("faulty")) == {"mend", "annul", "drop"}
