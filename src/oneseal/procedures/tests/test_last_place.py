"""The last place of a limited licence: by order, by mark, and for two decisions at the same moment (LIC-17, LIC-25)."""

from typing import Any

import pytest

from oneseal.cases import services as cases
from oneseal.cases.tests import factories as case_factories
from oneseal.cases.tests.test_two_at_once import at_once
from oneseal.kernel.errors import RuleViolation
from oneseal.procedures import services
from oneseal.procedures.rules.quotas import Queue, mark_text
from oneseal.procedures.tests.test_others import LIMITED, at_decision, decide, quota


@pytest.mark.parametrize(
    ("order", "granted", "places", "within"),
    [
        ([], [], 1, set()),
        ([1, 2, 3], [], 1, {1}),
        ([1, 2, 3], [], 2, {1, 2}),
        ([1, 2, 3], [1], 2, {1, 2}),
        ([1, 2, 3], [3], 2, {1, 3}),
        ([2, 1], [1], 1, {1}),
        ([1], [4, 5], 1, {4, 5}),
    ],
)
def test_who_has_a_place(order: list[int], granted: list[int], places: int, within: set[int]) -> None:
    assert Queue(order, granted, places).within() == within


@pytest.mark.parametrize(("points", "text"), [(0, "0"), (9100, "91"), (9120, "91.2"), (9105, "91.05")])
def test_marks_are_written_exactly(points: int, text: str) -> None:
    assert mark_text(points) == text


@pytest.mark.django_db
def test_a_better_mark_entered_later_takes_no_place_away() -> None:
    made = case_factories.house(quota=LIMITED)
    first, second = at_decision(made, "张伟"), at_decision(made, "王芳")
    row = quota(made, way="score", pass_mark=6000)
    services.record_entry(made["item_keeper"], quota_id=row.pk, number=first.number, points=7000)
    decide(made, first)
    sign(made, first)
    services.record_entry(made["item_keeper"], quota_id=row.pk, number=second.number, points=9000)
    with pytest.raises(RuleViolation, match="没有进入名次"):
        decide(made, second)


def sign(made: case_factories.House, case: Any) -> None:
    step = case_factories.step_of(case, "sign")
    cases.take_step(made["deputy_head"], step_id=step.pk)
    cases.pass_step(made["deputy_head"], step_id=step.pk)


@pytest.mark.django_db(transaction=True)
def test_two_decisions_for_the_last_place_at_once() -> None:
    made = case_factories.house(quota=LIMITED)
    first, second = at_decision(made, "张伟"), at_decision(made, "王芳")
    quota(made)
    results = at_once([lambda: decide(made, second), lambda: decide(made, first)])
    assert results[1] is None
    refused = results[0]
    assert isinstance(refused, RuleViolation)
    assert (refused.code, refused.field, refused.basis) == (
        "no_place_left",
        "outcome",
        "行政许可法第五十七条",
    )
    assert refused.params == {"places": 1, "place": 2}
