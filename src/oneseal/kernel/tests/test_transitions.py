"""Transition tables: every pair of state and verb, and tables that are refused."""

import pytest

from oneseal.kernel.errors import Conflict
from oneseal.kernel.transitions import Edge, TransitionTable

LABELS = {"draft": "草稿", "submitted": "已提交", "accepted": "已受理"}
EDGES = (
    Edge("draft", "submit", "submitted"),
    Edge("submitted", "accept", "accepted", "行政许可法第三十二条"),
    Edge("submitted", "return", "draft"),
)
TABLE = TransitionTable(LABELS, EDGES)


def test_every_pair() -> None:
    assert list(TABLE.pairs()) == [
        ("draft", "submit", "submitted"), ("draft", "accept", None), ("draft", "return", None),
        ("submitted", "submit", None), ("submitted", "accept", "accepted"), ("submitted", "return", "draft"),
        ("accepted", "submit", None), ("accepted", "accept", None), ("accepted", "return", None),
    ]  # fmt: skip


def test_steps_lead_where_the_table_says() -> None:
    for state, verb, target in TABLE.pairs():
        assert TABLE.allows(state, verb) == (target is not None)
        if target:
            assert TABLE.step(state, verb) == target
        else:
            with pytest.raises(Conflict):
                TABLE.step(state, verb)


def test_what_may_be_done() -> None:
    assert TABLE.allowed("submitted") == ("accept", "return")
    assert TABLE.final == {"accepted"}
    assert TABLE.initial == "draft"


def test_a_refusal_names_state_and_law() -> None:
    with pytest.raises(Conflict, match="草稿") as caught:
        TABLE.step("draft", "accept")
    assert (caught.value.code, caught.value.basis) == ("wrong_state", "行政许可法第三十二条")


@pytest.mark.parametrize(
    ("edges", "says"),
    [
        ((*EDGES, Edge("draft", "submit", "accepted")), "two ways"),
        ((*EDGES, Edge("draft", "lose", "lost")), "unknown"),
        (EDGES[:1], "never reached"),
    ],
)
def test_broken_tables_are_refused(edges: tuple[Edge, ...], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        TransitionTable(LABELS, edges)
