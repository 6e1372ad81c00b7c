"""A journal read as a life."""

from datetime import datetime
from typing import Any

import pytest

from oneseal.reform.rules.lives import ACTIVITIES, ENDS, Entry, life
from oneseal.reform.rules.spending import Life, StepLife, Stretch


def at(day: int, hour: int) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day:02}T{hour:02}:00")


def entry(kind: str, day: int, hour: int, **data: Any) -> Entry:
    named = {"step_name": data["step"].upper()} if "step" in data else {}
    return Entry(f"cases.{kind}", at(day, hour), data | named)


BEGIN = [entry("submitted", 2, 9), entry("accepted", 2, 10)]
END = [entry("step_taken", 9, 9, step="decide"), entry("decided", 9, 10, step="decide")]


@pytest.mark.parametrize(
    ("between", "steps"),
    [
        pytest.param([], (), id="nothing but the decision"),
        pytest.param(
            [
                entry("step_taken", 3, 9, step="review"),
                entry("step_passed", 4, 9, step="review", opened=["decide"]),
            ],
            (StepLife("review", at(2, 10), at(3, 9), at(4, 9)),),
            id="a step before it",
        ),
        pytest.param(
            [entry("step_passed", 4, 9, step="review", opened=["decide"])],
            (StepLife("review", at(2, 10), at(4, 9), at(4, 9)),),
            id="passed without being taken first",
        ),
        pytest.param(
            [
                entry("step_taken", 3, 9, step="review"),
                entry("step_released", 3, 12, step="review"),
                entry("step_taken", 4, 9, step="review"),
                entry("step_passed", 4, 10, step="review", opened=["decide"]),
            ],
            (
                StepLife("review", at(2, 10), at(3, 9), at(3, 12)),
                StepLife("review", at(3, 12), at(4, 9), at(4, 10)),
            ),
            id="given back to the post",
        ),
        pytest.param(
            [
                entry("step_taken", 3, 9, step="review"),
                entry("step_transferred", 3, 12, step="review", to_staff=7),
                entry("step_passed", 4, 10, step="review", opened=["decide"]),
            ],
            (
                StepLife("review", at(2, 10), at(3, 9), at(3, 12)),
                StepLife("review", at(3, 12), at(3, 12), at(4, 10)),
            ),
            id="handed to a colleague",
        ),
    ],
)
def test_steps(between: list[Entry], steps: tuple[StepLife, ...]) -> None:
    found = life([*BEGIN, *between, *END])
    assert found is not None
    lived, names = found
    opened = next((each.at for each in between if "decide" in each.data.get("opened", ())), at(2, 10))
    assert lived.steps == (*steps, StepLife("decide", opened, at(9, 9), at(9, 10)))
    assert names["decide"] == "DECIDE"


def test_a_returned_step_begins_anew() -> None:
    found = life(
        [
            *BEGIN,
            entry("step_taken", 3, 9, step="review"),
            entry("step_passed", 3, 10, step="review", opened=["check"]),
            entry("step_taken", 4, 9, step="check"),
            entry("step_returned", 4, 10, step="check", target="review", reset=["check"]),
            entry("step_taken", 5, 9, step="review"),
            entry("step_passed", 5, 10, step="review", opened=["decide"]),
            *END,
        ]
    )
    assert found is not None
    assert found[0].steps == (
        StepLife("review", at(2, 10), at(3, 9), at(3, 10)),
        StepLife("check", at(3, 10), at(4, 9), at(4, 10)),
        StepLife("review", at(4, 10), at(5, 9), at(5, 10)),
        StepLife("decide", at(5, 10), at(9, 9), at(9, 10)),
    )


def test_corrections_and_procedures() -> None:
    found = life(
        [
            entry("submitted", 2, 9),
            entry("correction_requested", 3, 9),
            entry("correction_supplied", 4, 9),
            entry("accepted", 4, 10),
            entry("clock_suspended", 5, 11, from_on="2026-03-05"),
            entry("clock_resumed", 7, 9, to_on="2026-03-06"),
            *END,
        ]
    )
    assert found is not None
    midnight = datetime.fromisoformat("2026-03-05T00:00"), datetime.fromisoformat("2026-03-07T00:00")
    assert found[0].away == (Stretch(at(3, 9), at(4, 9)),)
    assert found[0].stopped == (Stretch(*midnight),)


def test_what_lapses_ends_with_the_applicant() -> None:
    found = life(
        [entry("submitted", 2, 9), entry("correction_requested", 3, 9), entry("correction_lapsed", 12, 0)]
    )
    assert found == (Life(at(2, 9), at(12, 0), at(12, 0), (), (Stretch(at(3, 9), at(12, 0)),)), {})


def test_withdrawn_in_somebodys_hands_and_in_a_procedure() -> None:
    found = life(
        [
            *BEGIN,
            entry("step_taken", 3, 9, step="review"),
            entry("clock_suspended", 4, 9, from_on="2026-03-04"),
            entry("withdrawn", 6, 9),
        ]
    )
    assert found is not None
    assert found[0].steps == (StepLife("review", at(2, 10), at(3, 9), at(6, 9)),)
    assert found[0].stopped == (Stretch(datetime.fromisoformat("2026-03-04T00:00"), at(6, 9)),)


@pytest.mark.parametrize("entries", [[], BEGIN, [entry("drafted", 2, 9)]])
def test_what_is_not_over_has_no_life_yet(entries: list[Entry]) -> None:
    assert life(entries) is None


def test_every_end_is_told() -> None:
    assert set(ACTIVITIES) >= ENDS
