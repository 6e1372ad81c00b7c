"""The days of a simplified deregistration at their edges, and what excludes it (REG-4)."""

from datetime import date

import pytest

from oneseal.foundation.tests.shipped import calendar
from oneseal.kernel.errors import RuleViolation
from oneseal.registration.rules.deregistration import (
    HINDRANCES,
    Terms,
    check_applying,
    check_hindrances,
    terms,
)

BOOK = calendar()


@pytest.mark.parametrize(
    ("started", "individual", "until", "apply_by"),
    [
        (date(2026, 11, 3), False, date(2026, 11, 23), date(2026, 12, 14)),
        (date(2026, 11, 2), False, date(2026, 11, 23), date(2026, 12, 14)),
        (date(2026, 9, 11), False, date(2026, 10, 8), date(2026, 10, 28)),
        (date(2026, 11, 10), True, date(2026, 11, 20), None),
        (date(2026, 11, 11), True, date(2026, 11, 23), None),
    ],
)
def test_the_days(started: date, individual: bool, until: date, apply_by: date | None) -> None:
    found = terms(started, BOOK, individual=individual)
    assert (found.until, found.apply_by) == (until, apply_by)


GIVEN = Terms(date(2026, 11, 23), date(2026, 12, 14))


@pytest.mark.parametrize(
    ("today", "given", "objections", "code"),
    [
        (date(2026, 11, 23), GIVEN, 0, "too_early"),
        (date(2026, 11, 24), GIVEN, 0, ""),
        (date(2026, 11, 24), GIVEN, 1, "objections_open"),
        (date(2026, 12, 14), GIVEN, 0, ""),
        (date(2026, 12, 15), GIVEN, 0, "too_late"),
        (date(2027, 12, 15), Terms(date(2026, 11, 23), None), 0, ""),
    ],
)
def test_when_it_may_be_applied_for(today: date, given: Terms, objections: int, code: str) -> None:
    if not code:
        check_applying(today, given, objections=objections)
        return
    with pytest.raises(RuleViolation) as caught:
        check_applying(today, given, objections=objections)
    assert caught.value.code == code


def test_each_hindrance_with_its_article() -> None:
    found = check_hindrances(frozenset(HINDRANCES))
    assert len(found) == 7
    assert all("条" in each.basis for each in found)
    assert check_hindrances(frozenset()) == []
