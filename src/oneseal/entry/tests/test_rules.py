"""Standings at their last day, marks of a unit, what follows a breach, the five alls."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.catalog.tests.contents import commitment_content
from oneseal.entry.rules import alls, breaches, ledger
from oneseal.entry.rules.alls import All
from oneseal.entry.rules.breaches import Measure
from oneseal.entry.rules.ledger import Placed, Standing
from oneseal.kernel.errors import Forbidden, RuleViolation, Violations

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "until", "standing"),
    [
        ("planned", None, Standing.PLANNED),
        ("entered", None, Standing.ENTERED),
        ("excepted", TODAY + DAY, Standing.EXCEPTED),
        ("excepted", TODAY, Standing.EXCEPTED),
        ("excepted", TODAY - DAY, Standing.LAPSED),
    ],
)
def test_an_exception_holds_until_its_last_day(state: str, until: date | None, standing: Standing) -> None:
    assert ledger.standing_on(state, until, TODAY) == standing


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"paper": ""}, ["paper"]),
        ({"consent_on": None}, ["consent_on"]),
        ({"consent_on": TODAY + DAY}, ["consent_on"]),
        ({"until": TODAY - DAY}, ["until"]),
        ({"until": TODAY}, []),
        ({"why": "", "until": None}, ["until", "why"]),
    ],
)
def test_staying_outside_takes_a_consent(changed: dict[str, object], fields: list[str]) -> None:
    said = {"paper": "云政函〔2026〕9号", "consent_on": TODAY, "until": TODAY + DAY, "why": "涉密", **changed}
    try:
        ledger.check_exception(**said, today=TODAY)  # type: ignore[arg-type]
        found = []
    except Violations as error:
        found = [each.field for each in error.items]
    assert found == fields


def test_marks_of_a_unit() -> None:
    inside, partial = Placed(Standing.ENTERED, True, True, True), Placed(Standing.ENTERED, True, False, True)
    outside, lapsed = Placed(Standing.PLANNED, *[False] * 3), Placed(Standing.LAPSED, *[False] * 3)
    excepted = Placed(Standing.EXCEPTED, *[False] * 3)

    def marks(placed: list[Placed], people: int = 1) -> dict[str, tuple[int, int]]:
        found = ledger.concentration(
            section_on=TODAY, moved_on=TODAY + DAY, placed=placed, people=people, today=TODAY
        )
        return {each.code: (each.done, each.of) for each in found}

    assert marks([inside, partial, outside, lapsed, excepted]) == {
        "section": (1, 1),
        "hall": (0, 1),
        "items": (2, 4),
        "authority": (1, 2),
        "people": (1, 1),
    }
    assert marks([excepted], people=0)["items"] == (0, 0)
    assert not ledger.Counted("items", 0, 0).reached


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_what_a_unit_counts_beyond_ours_is_outside(reported: int, ours: int) -> None:
    more = breaches.outside(reported, ours)
    assert more == max(reported - ours, 0)
    assert more + min(reported, ours) == reported


@pytest.mark.parametrize(
    ("earlier", "measure"), [(0, Measure.CIRCULAR), (1, Measure.INTERVIEW), (5, Measure.INTERVIEW)]
)
def test_first_a_circular_then_a_talk(earlier: int, measure: Measure) -> None:
    assert breaches.measure_for(earlier) == measure


def test_figures_are_of_a_month_that_is_over() -> None:
    breaches.check_month(date(2026, 10, 1), TODAY)
    for month in (date(2026, 11, 1), date(2027, 1, 1)):
        with pytest.raises(RuleViolation):
            breaches.check_month(month, TODAY)
    with pytest.raises(Forbidden):
        breaches.check_judge(7, 7)


@pytest.mark.parametrize(
    ("done", "of", "percent"), [(0, 0, None), (0, 3, 0), (2, 3, 66), (3, 3, 100), (199, 200, 99)]
)
def test_a_figure_is_rounded_down(done: int, of: int, percent: int | None) -> None:
    assert All("items", done, of).percent == percent


def test_a_score_is_the_mean_of_what_can_be_counted() -> None:
    assert alls.score([All("items", 1, 2), All("staff", 0, 0), All("flows", 1, 1)]) == 75
    assert alls.score([All("items", 0, 0)]) is None


@pytest.mark.parametrize(
    ("changes", "better"),
    [
        ({}, True),
        ({"trips": 2}, False),
        ({"promised_limit": {"days": 20}, "statutory_limit": {"days": 20}}, False),
        ({"promised_limit": {"days": 7, "unit": "calendar_days"}, "statutory_limit": {"days": 6}}, True),
    ],
)
def test_better_than_the_law_asks(changes: dict[str, object], better: bool) -> None:
    said = {"promised_limit": {"days": 5}, "statutory_limit": {"days": 20}, "trips": 1, **changes}
    assert alls.is_better(commitment_content(**said)) == better
