"""Signs of pressure and of rating oneself, each with its boundary (EVA-5)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from oneseal.feedback.rules import asking, suspicion
from oneseal.feedback.rules.suspicion import Given
from oneseal.kernel.errors import RuleViolation

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def given(seconds: int = 60, **changes: object) -> Given:
    """Praise on a phone, a minute after the end."""
    at = changes.pop("at", AT)
    assert isinstance(at, datetime)
    plain = Given("3", 5, at, at - timedelta(seconds=seconds), "phone", device="d1", address="a1")
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "sign"),
    [
        (given(staff_device=True), "staff_device"),
        (given(own_account=True), "own_account"),
        (given(staff_address=True), "staff_address"),
        (given(ended=None), "before_end"),
        (given(seconds=-1), "before_end"),
    ],
)
def test_one_sign_alone(now: Given, sign: str) -> None:
    assert suspicion.signs(now, []) == [sign]
    assert suspicion.signs(replace(now, level=2), []) == []


def test_an_ordinary_evaluation_has_none() -> None:
    assert suspicion.signs(given(), [given(device="d2"), given(device="d3")]) == []


@pytest.mark.parametrize(("others", "found"), [(1, True), (2, False)])
def test_an_address_of_many_tells_nothing(others: int, found: bool) -> None:
    before = [given(device=f"other-{place}") for place in range(others)]
    assert ("staff_address" in suspicion.signs(given(staff_address=True), before)) is found


def test_at_the_windows_tablet_the_address_is_the_halls() -> None:
    assert suspicion.signs(given(way="tablet", staff_address=True), []) == []


@pytest.mark.parametrize(("seconds", "before", "found"), [(5, 2, True), (6, 2, False), (5, 1, False)])
def test_a_burst(seconds: int, before: int, found: bool) -> None:
    earlier = [given(2, device=f"x{place}") for place in range(before)]
    assert ("burst" in suspicion.signs(given(seconds), earlier)) is found
    elsewhere = [replace(each, window="4") for each in earlier]
    assert "burst" not in suspicion.signs(given(seconds), elsewhere)


@pytest.mark.parametrize(
    ("way", "hours", "before", "found"),
    [("phone", 1, 2, True), ("phone", 1, 1, False), ("phone", 24, 2, False), ("tablet", 1, 2, False)],
)
def test_one_device_for_many(way: str, hours: int, before: int, found: bool) -> None:
    earlier = [given(at=AT - timedelta(hours=hours)) for _ in range(before)]
    assert ("one_device" in suspicion.signs(given(way=way), earlier)) is found


@pytest.mark.parametrize(
    ("own", "others_five", "others", "found"),
    [(29, 20, 30, True), (28, 20, 30, False), (29, 27, 30, False), (29, 26, 30, True), (29, 5, 10, False)],
)
def test_all_fives(own: int, others_five: int, others: int, found: bool) -> None:
    before = [given(device=f"o{place}") for place in range(own)]
    before += [
        given(device=f"w{place}", window="4", level=5 if place < others_five else 4)
        for place in range(others)
    ]
    assert ("all_fives" in suspicion.signs(given(device="new"), before)) is found


def test_codes_survive_being_typed() -> None:
    code = asking.code_of([0, 5, 9, 13, 20, 25, 30, 31])
    assert asking.tidy(f" {code[:4].lower()}-{code[4:]} ") == code
    assert len(set(asking.ALPHABET)) == 32


@pytest.mark.parametrize(("days", "over"), [(30, False), (31, True)])
def test_a_visit_is_judged_within_a_month(days: int, over: bool) -> None:
    if over:
        with pytest.raises(RuleViolation):
            asking.check_open(AT - timedelta(days=days), AT)
    else:
        asking.check_open(AT - timedelta(days=days), AT)
