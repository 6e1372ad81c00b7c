"""Lives of orders and visits, task lists, points."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.agents.rules import life
from oneseal.agents.rules.life import ORDERS, VISITS, Figures, OrderState
from oneseal.kernel.errors import RuleViolation


def test_an_order_ends_judged_or_withdrawn() -> None:
    assert ORDERS.final == {OrderState.EVALUATED, OrderState.WITHDRAWN}
    assert VISITS.final == {"settled", "cancelled"}
    assert not ORDERS.allows(OrderState.PAUSED, "finish")
    assert not ORDERS.allows(OrderState.PAUSED, "work")


def test_tasks_begin_with_the_materials_and_end_with_the_result() -> None:
    tasks = life.tasks_of("食品经营许可", [("plan", "平面图")])
    assert [each.kind for each in tasks] == ["material", "form", "submit", "follow", "fetch"]
    assert tasks[0].title == "食品经营许可：准备“平面图”"


def test_finishing_names_what_is_left() -> None:
    life.check_finishable([])
    with pytest.raises(RuleViolation) as caught:
        life.check_finishable(["填写申请表", "提交申请"])
    assert caught.value.params == {"count": 2, "first": "填写申请表"}


@pytest.mark.parametrize("level", [0, 6])
def test_levels_go_from_one_to_five(level: int) -> None:
    with pytest.raises(RuleViolation):
        life.check_level(level)


@pytest.mark.parametrize(
    ("figures", "points"),
    [
        (Figures(0, 0, 0, 0, 0, 3, 3, 0, 0), None),
        (Figures(10, 10, 0, 10, 50, 2, 2, 4, 4), 100),
        (Figures(10, 5, 0, 0, 0, 0, 0, 0, 0), 60),
        (Figures(4, 0, 9, 1, 1, 1, 0, 1, 0), 0),
    ],
)
def test_points_count_what_there_was_occasion_for(figures: Figures, points: int | None) -> None:
    assert figures.points == points


@given(st.tuples(*[st.integers(0, 50)] * 9))
def test_points_lie_between_nothing_and_a_hundred(numbers: tuple[int, ...]) -> None:
    taken, finished, back, evaluated, stars, members, trained, visits, settled = numbers
    found = Figures(
        taken,
        min(finished, taken),
        back,
        evaluated,
        evaluated + min(stars, 4 * evaluated),
        members,
        min(trained, members),
        visits,
        min(settled, visits),
    ).points
    assert found is None or 0 <= found <= 100


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (None, None, True),
        (date(2026, 11, 22), date(2026, 11, 22), True),
        (date(2026, 11, 23), None, False),
        (None, date(2026, 11, 21), False),
    ],
)
def test_both_days_belong_to_it(start: date | None, end: date | None, holds: bool) -> None:
    assert life.live(start, end, date(2026, 11, 22)) is holds
