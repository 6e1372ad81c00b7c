"""Scores, rankings, the one-strike rule, findings: tables with their boundaries, and properties."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oneseal.appraisal.rules import conduct, patrols, scoring
from oneseal.appraisal.rules.scoring import Facts, Line, Mark, Month, Part, Scheme
from oneseal.kernel.errors import Forbidden, RuleViolation

D = date(2026, 11, 20)
FACTS = st.builds(
    Facts,
    mark=st.sampled_from(list(Mark)),
    served=st.integers(0, 200),
    mistakes=st.integers(0, 50),
    levels=st.lists(st.integers(1, 5), max_size=20).map(tuple),
    points=st.integers(0, 300),
)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Weights that make a hundred, with any steps."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=4, max_size=4)))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    late, mistake, target = draw(st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(1, 500)))
    attendance, service, quality, evaluation, conduct_ = parts
    weights = Scheme(attendance, service, quality, evaluation, conduct_, late, mistake, target)
    return replace(weights, voices=draw(st.integers(1, 100)))


UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow])


@given(FACTS, schemes())
def test_a_score_never_leaves_nought_to_a_hundred(facts: Facts, scheme: Scheme) -> None:
    scoring.check_scheme(scheme)
    lines = scoring.score(facts, scheme)
    assert 0 <= scoring.total(lines) <= scoring.FULL
    assert all(0 <= line.got <= line.full for line in lines)
    assert sum(line.full for line in lines) == scoring.FULL
    assert scoring.lines_of([line.kept() for line in lines]) == lines


@given(FACTS, schemes())
def test_one_mistake_more_is_never_better(facts: Facts, scheme: Scheme) -> None:
    worse = Facts(facts.mark, facts.served, facts.mistakes + 1, facts.levels, facts.points)
    assert scoring.total(scoring.score(worse, scheme)) <= scoring.total(scoring.score(facts, scheme))


@pytest.mark.parametrize(
    ("facts", "tenths"),
    [
        (Facts(served=10), 1000),
        (Facts(served=0), 700),
        (Facts(served=5), 850),
        (Facts(served=99), 1000),
        (Facts(Mark.LATE, served=10), 950),
        (Facts(Mark.ABSENT, served=10), 500),
        (Facts(served=10, mistakes=1), 950),
        (Facts(served=10, mistakes=9), 800),
        (Facts(served=10, levels=(1, 1, 1, 1)), 1000),
        (Facts(served=10, levels=(1, 1, 1, 1, 1)), 840),
        (Facts(served=10, levels=(5, 5, 5, 5, 4)), 992),
        (Facts(served=10, points=2), 980),
        (Facts(served=10, points=100), 900),
    ],
)
def test_a_day_by_the_default_weights(facts: Facts, tenths: int) -> None:
    assert scoring.total(scoring.score(facts, Scheme())) == tenths


@pytest.mark.parametrize(
    ("workday", "mark", "leave", "counts"),
    [
        (True, Mark.PRESENT, False, True),
        (True, Mark.ABSENT, False, True),
        (False, Mark.PRESENT, False, False),
        (False, Mark.ABSENT, False, False),
        (True, Mark.PRESENT, True, False),
        (True, Mark.LEAVE, False, False),
        (True, Mark.DUTY, False, False),
    ],
)
def test_holidays_and_leave_are_no_absence(workday: bool, mark: str, leave: bool, counts: bool) -> None:
    assert scoring.is_scored(workday, mark, leave) is counts


@pytest.mark.parametrize(
    "scheme",
    [
        Scheme(attendance=21),
        Scheme(attendance=-1, service=51),
        Scheme(target=0),
        Scheme(voices=0),
        Scheme(days=32),
        Scheme(late=101),
    ],
)
def test_wrong_weights_are_refused(scheme: Scheme) -> None:
    with pytest.raises(RuleViolation):
        scoring.check_scheme(scheme)


MONTHS = st.lists(
    st.builds(
        Month,
        staff=st.integers(1, 99),
        number=st.integers(1, 99).map("Y{:02}".format),
        sum=st.integers(0, 22000),
        days=st.integers(0, 22),
        mistakes=st.integers(0, 3),
        violations=st.integers(0, 2),
    ),
    unique_by=lambda month: month.number,
    max_size=20,
)


@given(MONTHS, st.integers(0, 1000))
def test_the_order_does_not_depend_on_how_rows_came(months: list[Month], seed: int) -> None:
    shuffled = list(months)
    random.Random(seed).shuffle(shuffled)
    places = scoring.ranking(months, 10)
    assert places == scoring.ranking(shuffled, 10)
    ranks = [place.rank for place in places if place.rank]
    assert ranks == sorted(ranks)
    assert all((place.rank == 0) == (place.month.days < 10) for place in places)


def test_equal_ones_share_a_place() -> None:
    rows = [
        Month(1, "Y3", 9000, 10),
        Month(2, "Y1", 9000, 10),
        Month(3, "Y2", 8000, 10),
        Month(4, "Y4", 900, 9),
    ]
    assert [(each.rank, each.month.staff) for each in scoring.ranking(rows, 10)] == [
        (1, 2),
        (1, 1),
        (3, 3),
        (0, 4),
    ]
    assert [each.month.mean for each in scoring.ranking(rows, 10)][:1] == [900]
    assert Month(1, "Y1", 0, 0).mean == 0


def test_a_violation_ranks_behind_an_equal_mean() -> None:
    rows = [Month(1, "Y1", 9000, 10, violations=1), Month(2, "Y2", 9000, 10)]
    assert [each.month.staff for each in scoring.ranking(rows, 10)] == [2, 1]


def test_a_correction_stays_within_its_part() -> None:
    lines = [Line(Part.ATTENDANCE, 150, 200), Line(Part.SERVICE, 0, 300)]
    assert scoring.total(scoring.corrected(lines, Part.SERVICE, 300)) == 450
    for part, tenths in ((Part.SERVICE, 301), (Part.SERVICE, -1), ("nothing", 5)):
        with pytest.raises(RuleViolation):
            scoring.corrected(lines, part, tenths)


def test_nobody_verifies_their_own_record_or_case() -> None:
    conduct.check_verifier(3, 1, 2)
    for by in (1, 2):
        with pytest.raises(Forbidden):
            conduct.check_verifier(by, 1, 2)
    conduct.check_answerer(3, 1, 2, None)
    with pytest.raises(Forbidden):
        conduct.check_answerer(1, 1, None)


@pytest.mark.parametrize(
    ("from_on", "last"),
    [(D - timedelta(400), D - timedelta(1)), (D - timedelta(1), D - timedelta(1)), (D, D)],
)
def test_the_last_day_at_the_post(from_on: date, last: date) -> None:
    assert conduct.last_day(from_on, D) == last


@pytest.mark.parametrize(
    ("state", "day", "late"),
    [
        ("open", D, False),
        ("open", D + timedelta(1), True),
        ("mended", D + timedelta(1), True),
        ("closed", D + timedelta(9), False),
    ],
)
def test_a_finding_is_late_after_its_day(state: str, day: date, late: bool) -> None:
    assert patrols.is_late(state, D, day) is late


@pytest.mark.parametrize("table", [conduct.VIOLATION, conduct.REMOVAL, patrols.FINDING, patrols.TICKET])
def test_tables_refuse_what_they_do_not_name(table: object) -> None:
    for state, verb, target in table.pairs():  # type: ignore[attr-defined]
        assert table.allows(state, verb) is (target is not None)  # type: ignore[attr-defined]
