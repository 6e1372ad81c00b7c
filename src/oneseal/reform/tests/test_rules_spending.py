"""Where the days of a case went."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.kernel.minutes import OfficeHours, minutes_between
from oneseal.kernel.workdays import SpecialDay, WorkCalendar
from oneseal.reform.rules.spending import INTAKE, Kind, Life, StepLife, Stretch, spent

HOURS = OfficeHours(((time(9), time(12)), (time(13, 30), time(17, 30))))
CALENDAR = WorkCalendar(
    {
        2026: [
            *(SpecialDay(date(2026, 10, day), True, "国庆节") for day in range(1, 8)),
            SpecialDay(date(2026, 10, 10), False, "国庆节"),
        ]
    }
)
DAY = 7 * 60


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        pytest.param(
            Life(at("03-02T09:00"), at("03-02T12:00"), at("03-03T09:00")),
            {Kind.WAITING: DAY},
            id="nobody took it",
        ),
        pytest.param(
            Life(
                at("03-02T09:00"),
                at("03-02T09:00"),
                at("03-03T12:00"),
                (StepLife("review", at("03-02T09:00"), at("03-02T13:30"), at("03-03T12:00")),),
            ),
            {Kind.WAITING: 180, Kind.WORKING: 240 + 180},
            id="waited a morning, worked on till noon",
        ),
        pytest.param(
            Life(
                at("09-30T09:00"),
                at("09-30T09:00"),
                at("10-10T17:30"),
                (StepLife("review", at("09-30T09:00"), at("09-30T09:00"), at("10-10T17:30")),),
            ),
            {Kind.WORKING: 4 * DAY},
            id="a holiday is no time, the make-up Saturday is",
        ),
        pytest.param(
            Life(
                at("03-02T09:00"),
                at("03-02T09:00"),
                at("03-06T17:30"),
                (StepLife("review", at("03-02T09:00"), at("03-02T09:00"), at("03-06T17:30")),),
                stopped=(Stretch(at("03-03T00:00"), at("03-05T00:00")),),
            ),
            {Kind.WORKING: 3 * DAY, Kind.EXCLUDED: 2 * DAY},
            id="a hearing in between, though somebody holds the step",
        ),
        pytest.param(
            Life(
                at("03-02T09:00"),
                at("03-05T09:00"),
                at("03-05T09:00"),
                away=(Stretch(at("03-02T12:00"), at("03-04T12:00")),),
            ),
            {Kind.WAITING: 180 + 240, Kind.APPLICANT: 2 * DAY},
            id="corrections are the applicant's",
        ),
        pytest.param(Life(at("03-02T09:00"), at("03-02T09:00"), at("03-02T09:00")), {}, id="on the spot"),
    ],
)
def test_where_the_minutes_went(life: Life, expected: dict[Kind, int]) -> None:
    assert spent(life, HOURS, CALENDAR).by_kind == dict.fromkeys(Kind, 0) | expected


def test_parallel_steps_each_count() -> None:
    both = tuple(
        StepLife(key, at("03-02T09:00"), at(f"03-02T{taken}"), at("03-02T17:30"))
        for key, taken in {"fire": "09:00", "drawing": "12:00"}.items()
    )
    found = spent(Life(at("03-02T09:00"), at("03-02T09:00"), at("03-02T17:30"), both), HOURS, CALENDAR)
    assert found.by_step == {INTAKE: (0, 0), "fire": (0, DAY), "drawing": (180, DAY - 180)}
    assert found.total == DAY


def test_before_acceptance_is_the_intake_waiting() -> None:
    found = spent(Life(at("03-02T09:00"), at("03-02T12:00"), at("03-02T12:00")), HOURS, CALENDAR)
    assert found.by_step == {INTAKE: (180, 0)}


moments = st.integers(0, 60 * 24 * 60).map(lambda n: at("09-01T00:00") + timedelta(minutes=n))
stretches = st.lists(st.builds(Stretch, moments, moments), max_size=4).map(tuple)
steps = st.lists(st.builds(StepLife, st.sampled_from("abc"), moments, moments, moments), max_size=5)


@given(moments, moments, moments, steps.map(tuple), stretches, stretches)
def test_the_parts_are_the_whole(
    received: datetime,
    accepted: datetime,
    end: datetime,
    lived: tuple[StepLife, ...],
    away: tuple[Stretch, ...],
    stopped: tuple[Stretch, ...],
) -> None:
    found = spent(Life(received, accepted, end, lived, away, stopped), HOURS, CALENDAR)
    assert found.total == minutes_between(received, end, HOURS, CALENDAR)
    assert all(minutes >= 0 for minutes in found.by_kind.values())
    assert all(waited + worked <= 5 * 60 * 24 * 60 for waited, worked in found.by_step.values())
