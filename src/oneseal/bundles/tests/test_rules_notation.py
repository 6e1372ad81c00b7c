"""What a keeper writes is read as it was meant, and written again as it was read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.bundles.rules import notation
from oneseal.bundles.rules.content import ThemeErrand, ThemePast
from oneseal.bundles.rules.states import MEMBERS, ready, settled, stopped
from oneseal.catalog.rules.content import Question
from oneseal.kernel.errors import RuleViolation


@pytest.mark.parametrize(
    "line",
    [
        notation.QUESTION,
        "goods: 卖什么？ | food=食品 books=图书 | 营业执照上写的 | 多选",
    ],
)
def test_questions_come_back_as_written(line: str) -> None:
    assert notation.question_line(Question.model_validate(notation.question(line))) == line


@pytest.mark.parametrize("line", [notation.ERRAND, "bank: 开户 | bank | 0"])
def test_errands_come_back_as_written(line: str) -> None:
    assert notation.errand_line(ThemeErrand.model_validate(notation.errand(line))) == line


def test_the_past_comes_back_as_written() -> None:
    assert notation.past_line(ThemePast.model_validate(notation.past(notation.PAST))) == notation.PAST
    assert notation.past("登记 | 3")["links"] == 1


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), min_size=1), max_size=4))  # fmt: skip
def test_conditions_come_back(condition: dict[str, list[str]]) -> None:
    assert notation.when(notation.when_text(condition)) == condition


@pytest.mark.parametrize(
    ("field", "read", "text"),
    [
        ("questions", notation.question, "food 做餐饮吗"),
        ("questions", notation.question, "food: 做餐饮吗？ | yes=做"),
        ("errands", notation.errand, "seal: 公章 | engraver | 很快"),
        ("fills", notation.fill, "org_name"),
        ("past", notation.past, "登记 | -3"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(field: str, read: Any, text: str) -> None:
    problems: list[RuleViolation] = []
    assert notation.read_all(field, f"\n{text}", "…", read, problems) == []
    assert [(each.field, each.params["n"]) for each in problems] == [(field, 2)]


WAITS = {"b": ["a"], "c": ["b"], "d": []}


@pytest.mark.parametrize(
    ("states", "begins", "stops", "over"),
    [
        ({"a": "running", "b": "waiting", "c": "waiting", "d": "waiting"}, ["d"], {}, False),
        ({"a": "granted", "b": "waiting", "c": "waiting", "d": "running"}, ["b"], {}, False),
        ({"a": "refused", "b": "waiting", "c": "waiting", "d": "running"}, [], {"b": "a", "c": "b"}, False),
        ({"a": "ended", "b": "lacking", "c": "running", "d": "done"}, [], {"b": "a"}, False),
        ({"a": "granted", "b": "granted", "c": "refused", "d": "done"}, [], {}, True),
    ],
)
def test_who_begins_and_who_stops(
    states: dict[str, str], begins: list[str], stops: dict[str, str], over: bool
) -> None:
    assert ready(WAITS, states) == begins
    assert stopped(WAITS, states) == stops
    assert settled(states) is over


def test_a_settled_item_stays_so() -> None:
    assert MEMBERS.final == {"granted", "refused", "ended", "stopped"}
