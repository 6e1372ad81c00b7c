"""Three meters: each working day on exactly one (PRJ-4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.foundation.tests.shipped import calendar
from oneseal.projects.rules.following import CaseDays, Progress, progress, spans
from oneseal.projects.rules.meters import Meter, Readings, Span, against, by_unit, case_spans, read
from oneseal.projects.rules.states import TaskState
from oneseal.projects.selectors.flows import shipped

CALENDAR = calendar()
A, E = Meter.AGENCY, Meter.EXCLUDED
BEGIN = date(2024, 9, 2)


def test_the_accepted_day_does_not_count_and_the_decided_day_does() -> None:
    assert case_spans(None, None, []) == []
    assert case_spans(date(2024, 9, 2), date(2024, 9, 5), [], "科") == [
        Span(date(2024, 9, 3), date(2024, 9, 5), A, "科")
    ]
    readings = read(case_spans(date(2024, 9, 2), date(2024, 9, 30), []), BEGIN, date(2024, 9, 30), CALENDAR)
    assert readings == Readings(20, 0, 0)
    assert case_spans(date(2024, 9, 2), date(2024, 9, 2), []) == []


def test_expert_review_from_the_10th_to_the_19th_is_excluded() -> None:
    """The golden vector of CAL: seven working days stand still, 14 September being a make-up day among them."""
    found = case_spans(date(2024, 9, 2), date(2024, 10, 15), [(date(2024, 9, 10), date(2024, 9, 19))])
    assert [each.meter for each in found] == [A, E, A]
    assert read(found, BEGIN, date(2024, 10, 15), CALENDAR) == Readings(20, 7, 0)


def test_a_pause_that_goes_on_leaves_no_agency_time() -> None:
    found = case_spans(date(2024, 9, 2), None, [(date(2024, 9, 3), None)])
    assert found == [Span(date(2024, 9, 3), None, E)]
    assert read(found, BEGIN, date(2024, 9, 6), CALENDAR) == Readings(0, 4, 0)


def test_parallel_units_are_counted_once_together_and_each_alone() -> None:
    one = case_spans(date(2024, 9, 2), date(2024, 9, 6), [], "甲")
    two = case_spans(date(2024, 9, 3), date(2024, 9, 9), [], "乙")
    assert read([*one, *two], BEGIN, date(2024, 9, 11), CALENDAR) == Readings(5, 0, 2)
    assert by_unit([*one, *two], BEGIN, date(2024, 9, 11), CALENDAR) == {"甲": 4, "乙": 4}


def test_the_target_looks_at_the_agencies_meter_alone() -> None:
    assert against(20, Readings(14, 30, 60)).left == 6
    assert against(20, Readings(22, 0, 0))[:3] == (20, 22, -2)
    assert against(20, Readings(5, 99, 99)).share == "25%"


SEPTEMBER = date(2024, 9, 2)
EXPERTS = [(date(2024, 9, 10), date(2024, 9, 19))]


@pytest.mark.parametrize(
    ("investor", "pauses", "decided", "used", "left"),
    [
        ("government", [], date(2024, 9, 2), 0, 28),
        ("government", [], date(2024, 9, 3), 1, 27),
        ("government", [], date(2024, 10, 11), 24, 4),
        ("government", [], date(2024, 10, 12), 25, 3),  # a Saturday on which people work
        ("government", [], date(2024, 10, 13), 25, 3),
        ("government", [], date(2024, 10, 16), 28, 0),
        ("government", [], date(2024, 10, 17), 29, -1),
        ("government", EXPERTS, date(2024, 10, 25), 28, 0),
        ("government", EXPERTS, date(2024, 10, 28), 29, -1),
        ("social", [], date(2024, 9, 29), 19, 1),  # a Sunday on which people work
        ("social", [], date(2024, 9, 30), 20, 0),
        ("social", [], date(2024, 10, 7), 20, 0),  # the last day of the holiday
        ("social", [], date(2024, 10, 8), 21, -1),
        ("social", EXPERTS, date(2024, 10, 15), 20, 0),
        ("social", EXPERTS, date(2024, 10, 16), 21, -1),
        ("small", [], date(2024, 9, 30), 20, 0),
        ("social_plan", [], date(2024, 10, 8), 21, -1),
        ("industrial", [], date(2024, 11, 8), 45, 0),
        ("industrial", [], date(2024, 11, 10), 45, 0),
        ("industrial", [], date(2024, 11, 11), 46, -1),
    ],
)
def test_28_20_and_45_on_their_last_day_and_the_day_after(
    investor: str, pauses: list[tuple[date, date]], decided: date, used: int, left: int
) -> None:
    """Accepted on 2 September 2024; the national day's week and its make-up days lie in between."""
    held = case_spans(SEPTEMBER, decided, pauses, "科")
    above = [Span(date(2024, 9, 3), decided, E, "省厅")]
    readings = read([*held, *above], SEPTEMBER, decided, CALENDAR)
    found = against(shipped()[investor].target, readings)
    assert (found.used, found.left) == (used, left)
    assert readings.total == readings.agency + readings.excluded


def test_what_is_prepared_corrected_or_done_above_never_counts_against_the_target() -> None:
    """Fifty days of the applicant and of authorities above leave the target as it was (PRJ-4, 5.33)."""
    end = date(2024, 11, 11)
    above = spans("shadow", "省厅", Progress(TaskState.RUNNING, SEPTEMBER, None), None)
    utility = spans("utility", "供电公司", Progress(TaskState.RUNNING, date(2024, 9, 20), end), None)
    readings = read([*above, *utility], SEPTEMBER, end, CALENDAR)
    assert readings == Readings(0, 46, 0)
    assert against(28, readings).left == 28
    alone = read([], SEPTEMBER, end, CALENDAR)
    assert (alone, against(20, alone).left) == (Readings(0, 0, 46), 20)


DAYS = st.integers(0, 60).map(lambda n: BEGIN + timedelta(days=n))
SPANS = st.lists(
    st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 20)), st.sampled_from([A, E])).map(
        lambda each: Span(
            each[0], each[0] + timedelta(days=each[1]) if each[1] is not None else None, each[2]
        )
    ),
    max_size=8,
)


@given(SPANS, st.integers(0, 70))
def test_the_meters_add_up_and_agree_with_counting_day_by_day(found: list[Span], length: int) -> None:
    end = BEGIN + timedelta(days=length)
    readings = read(found, BEGIN, end, CALENDAR)
    assert readings.total == CALENDAR.workdays_between(BEGIN, end).days
    expected = {A: 0, E: 0}
    for n in range(1, length + 1):
        day = BEGIN + timedelta(days=n)
        on = {each.meter for each in found if each.first <= day and (each.last is None or day <= each.last)}
        if CALENDAR.is_workday(day) and on:
            expected[A if A in on else E] += 1
    assert (readings.agency, readings.excluded) == (expected[A], expected[E])


DAY = date(2024, 9, 3)
GRANTED = CaseDays(DAY, date(2024, 9, 9), "granted")


@pytest.mark.parametrize(
    ("state", "case", "expected"),
    [
        ("waiting", None, Progress(TaskState.WAITING, None, None)),
        ("running", CaseDays(None, None, ""), Progress(TaskState.RUNNING, None, None)),
        ("running", CaseDays(DAY, None, ""), Progress(TaskState.RUNNING, DAY, None)),
        ("running", GRANTED, Progress(TaskState.DONE, DAY, date(2024, 9, 9))),
        ("running", CaseDays(DAY, date(2024, 9, 9), "refused"), Progress(TaskState.RUNNING, DAY, None, True)),
        ("running", CaseDays(DAY, date(2024, 9, 9), "", True), Progress(TaskState.RUNNING, DAY, None, True)),
        ("skipped", GRANTED, Progress(TaskState.SKIPPED, None, None)),
    ],
)
def test_a_task_is_as_far_as_its_application(state: str, case: CaseDays | None, expected: Progress) -> None:
    assert progress(state, None, None, case) == expected


@pytest.mark.parametrize(
    ("kind", "rounds", "expected"),
    [
        ("item", (), [(A, date(2024, 9, 4))]),
        ("filing", (), [(A, date(2024, 9, 4))]),
        ("utility", (), [(E, date(2024, 9, 4))]),
        ("shadow", (), [(E, date(2024, 9, 4))]),
        ("preparation", (), []),
        ("review", (), []),
        (
            "review",
            ((DAY, date(2024, 9, 4)), (date(2024, 9, 9), None)),
            [(A, date(2024, 9, 4)), (A, date(2024, 9, 10))],
        ),
    ],
)
def test_whose_time_a_task_takes(kind: str, rounds: tuple, expected: list) -> None:  # type: ignore[type-arg]
    found = spans(kind, "科", Progress(TaskState.RUNNING, DAY, None), None, rounds)
    assert [(each.meter, each.first) for each in found] == expected
