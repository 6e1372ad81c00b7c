"""Skills, scores, rotation, versions: tables with their boundary days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.kernel.errors import RuleViolation
from oneseal.training.rules import regulations, rotation, skills

D = date(2026, 11, 20)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("since", "until", "revoked", "day", "counts"),
    [
        (D, None, None, D, True),
        (D, None, None, D - timedelta(1), False),
        (D, D, None, D, True),
        (D, D, None, D + timedelta(1), False),
        (D, None, D + timedelta(5), D + timedelta(4), True),
        (D, None, D + timedelta(5), D + timedelta(5), False),
        (D, None, D, D, False),
    ],
)
def test_a_skill_counts_from_first_to_last_day(
    since: date, until: date | None, revoked: date | None, day: date, counts: bool
) -> None:
    assert skills.live(since, until, revoked, day) is counts


@given(DAYS, st.integers(1, 120))
def test_a_longer_term_never_ends_earlier(since: date, months: int) -> None:
    until, longer = skills.until_of(since, months), skills.until_of(since, months + 1)
    assert until is not None
    assert longer is not None
    assert since < until < longer


def test_no_months_no_end() -> None:
    assert skills.until_of(D, None) is None
    assert skills.until_of(date(2026, 8, 31), 6) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("score", "full", "right"), [(0, 100, True), (100, 100, True), (101, 100, False), (-1, 100, False)]
)
def test_scores_stay_within_the_marks(score: int, full: int, right: bool) -> None:
    if right:
        skills.check_score(score, full)
    else:
        with pytest.raises(RuleViolation, match="0到100分"):
            skills.check_score(score, full)


@pytest.mark.parametrize(("score", "need", "passed"), [(59, 60, False), (60, 60, True), (61, 60, True)])
def test_the_pass_mark_itself_passes(score: int, need: int, passed: bool) -> None:
    assert skills.passes(score, need) is passed


@pytest.mark.parametrize(
    ("full", "need", "months", "right"),
    [
        (100, 60, None, True),
        (100, 100, 1, True),
        (100, 101, None, False),
        (100, 0, None, False),
        (1001, 60, None, False),
        (100, 60, 0, False),
        (100, 60, 121, False),
    ],
)
def test_marks(full: int, need: int, months: int | None, right: bool) -> None:
    if right:
        skills.check_marks(full, need, months)
    else:
        with pytest.raises(RuleViolation):
            skills.check_marks(full, need, months)


@given(st.integers(), st.frozensets(st.integers()), st.frozensets(st.integers()))
def test_what_is_not_asked_for_anybody_serves(item: int, asked: frozenset[int], able: frozenset[int]) -> None:
    assert skills.serves(item, asked - {item}, able)
    assert skills.serves(item, asked | {item}, able | {item})
    assert not skills.serves(item, asked | {item}, able - {item})


def test_rotation_leads_elsewhere_and_counts_on_its_last_day() -> None:
    with pytest.raises(RuleViolation, match="别的科室"):
        rotation.check_turn(3, 3, D, D + timedelta(30))
    with pytest.raises(RuleViolation, match="晚于开始日期"):
        rotation.check_turn(3, 4, D, D)
    with pytest.raises(RuleViolation, match="期满"):
        rotation.check_finished(D, D - timedelta(1))
    rotation.check_finished(D, D)


@pytest.mark.parametrize(
    ("days", "day", "place"),
    [
        ([], D, None),
        ([D], D - timedelta(1), None),
        ([D], D, 0),
        ([D, D + timedelta(10)], D + timedelta(9), 0),
        ([D, D + timedelta(10)], D + timedelta(10), 1),
    ],
)
def test_the_version_in_force(days: list[date], day: date, place: int | None) -> None:
    assert regulations.in_force(days, day) == place


def test_versions_go_forward() -> None:
    regulations.check_version(D, [])
    with pytest.raises(RuleViolation, match="晚于上一版"):
        regulations.check_version(D, [D])
