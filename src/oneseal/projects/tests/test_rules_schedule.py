"""The backward plan over the graph of tasks (6.8, PRJ-8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.foundation.tests.shipped import calendar
from oneseal.kernel.errors import RuleViolation
from oneseal.projects.rules.schedule import Node, check_no_circle, circle, plan

CALENDAR = calendar()
TODAY = date(2026, 9, 1)
WISHED = date(2026, 9, 30)
"""The last working day before is 29 September; a working day is a working day of the notice of 2026."""
NODES = [
    Node("a", 3),
    Node("b", 5, ("a",)),
    Node("c", 2, ("a",)),
    Node("goal", 1, ("b", "c")),
    Node("later", 4, ("goal",)),
]


def test_the_plan_counts_back_from_the_wished_day() -> None:
    made = plan(NODES, "goal", WISHED, TODAY, TODAY, CALENDAR)
    target = CALENDAR.add_workdays(WISHED, -1).day
    assert made.tasks["goal"].finish == target
    assert made.tasks["b"].finish == CALENDAR.add_workdays(target, -1).day
    assert made.tasks["a"].finish == CALENDAR.add_workdays(target, -6).day
    assert made.begin == CALENDAR.add_workdays(target, -9).day
    assert (made.length, made.critical) == (9, ("a", "b", "goal"))
    assert made.tasks["c"].slack == 3
    assert made.tasks["later"].finish is None
    assert made.expected == CALENDAR.add_workdays(TODAY, 9).day
    assert made.late == 0


def test_delay_is_told_apart_own_and_inherited() -> None:
    begun = CALENDAR.add_workdays(TODAY, -20).day
    done = CALENDAR.add_workdays(begun, 8).day
    nodes = [Node("a", 3, (), begun, done), Node("b", 5, ("a",), done), NODES[2], NODES[3]]
    wished = CALENDAR.add_workdays(begun, 10).day
    made = plan(nodes, "goal", wished, TODAY, begun, CALENDAR)
    assert (made.tasks["a"].late, made.tasks["a"].own) == (5, 5)
    assert made.tasks["b"].own == 7
    assert made.tasks["b"].late == 12
    assert made.tasks["b"].inherited == 5
    assert made.late > 0


def test_what_is_not_needed_takes_no_time() -> None:
    nodes = [NODES[0], NODES[1]._replace(skipped=True), NODES[2], NODES[3]]
    made = plan(nodes, "goal", WISHED, TODAY, TODAY, CALENDAR)
    assert made.length == 6
    assert "b" not in made.critical
    assert made.tasks["b"].late == 0


def test_without_a_wished_day_nothing_is_late_and_the_forecast_holds() -> None:
    made = plan(NODES, "goal", None, TODAY, TODAY, CALENDAR)
    assert (made.begin, made.late, made.tasks["a"].finish) == (None, 0, None)
    assert made.expected == CALENDAR.add_workdays(TODAY, 9).day


def test_a_circle_is_refused_and_named() -> None:
    edges = {"land": ["plan"], "plan": ["eia"], "eia": ["land"], "free": []}
    assert set(circle(edges)) == {"land", "plan", "eia"}
    with pytest.raises(RuleViolation) as caught:
        check_no_circle(edges, {"land": "用地", "plan": "规划", "eia": "环评"})
    names = str(caught.value.params["names"]).split(" → ")
    assert names[0] == names[-1]
    assert set(names) == {"用地", "规划", "环评"}
    assert circle({"a": [], "b": ["a"]}) == []


@st.composite
def graphs(draw: st.DrawFn) -> list[Node]:
    count = draw(st.integers(1, 9))
    return [
        Node(
            f"n{place}",
            draw(st.integers(0, 12)),
            tuple(f"n{other}" for other in range(place) if draw(st.booleans())),
        )
        for place in range(count)
    ]


@given(graphs())
def test_every_task_ends_before_what_waits_for_it_must_begin(nodes: list[Node]) -> None:
    goal = nodes[-1].key
    made = plan(nodes, goal, date(2026, 12, 31), TODAY, TODAY, CALENDAR)
    for node in nodes:
        mine = made.tasks[node.key]
        for other in node.after:
            theirs = made.tasks[other]
            if mine.start and theirs.finish:
                assert theirs.finish <= mine.start
            assert theirs.expected <= mine.expected
    assert (
        sum(next(n.days for n in nodes if n.key == key) for key in _one_way(nodes, made.critical))
        <= made.length
    )
    assert all(each.slack >= 0 for each in made.tasks.values())
    assert goal in made.critical


def _one_way(nodes: list[Node], critical: tuple[str, ...]) -> list[str]:
    """One chain of critical tasks back from the last."""
    by_key, chain = {node.key: node for node in nodes}, [nodes[-1].key]
    while before := [key for key in by_key[chain[-1]].after if key in critical]:
        chain.append(before[0])
    return chain


def test_a_task_that_should_be_done_is_expected_today_at_the_earliest() -> None:
    made = plan([Node("a", 1, (), TODAY - timedelta(days=30))], "a", None, TODAY, TODAY, CALENDAR)
    assert made.tasks["a"].expected == TODAY
