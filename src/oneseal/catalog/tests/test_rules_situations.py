"""What applies in a situation, for any items and answers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.catalog.rules.content import ItemContent, holds
from oneseal.catalog.rules.flow import flow_source, reading_order
from oneseal.catalog.rules.graph import find_circle
from oneseal.catalog.rules.situations import check_answers, resolve
from oneseal.catalog.tests.contents import simple_content
from oneseal.kernel.errors import Violations

OPTIONS = [{"code": "a", "label": "甲"}, {"code": "b", "label": "乙"}]
CONTENT = simple_content(
    questions=[
        {"code": "place", "text": "住所？", "options": OPTIONS},
        {"code": "deep", "text": "租多久？", "options": OPTIONS, "when": {"place": ["b"]}},
    ],
    materials=[
        {"code": "always", "name": "申请书"},
        {"code": "lease", "name": "合同", "when": {"place": ["b"]}},
    ],
    form={
        "type": "object",
        "required": ["name", "until"],
        "properties": {
            "name": {"type": "string", "title": "姓名"},
            "until": {"type": "string", "title": "租期", "x-when": {"place": ["b"]}},
        },
    },
    steps=[
        {"key": "r", "name": "审查", "post": "p"},
        {"key": "s", "name": "核查", "post": "p", "after": ["r"], "when": {"place": ["b"]}},
        {"key": "d", "name": "决定", "kind": "decision", "post": "p", "after": ["s"]},
    ],
)


def test_answers_choose_questions_materials_form_and_steps() -> None:
    own = resolve(CONTENT, {"place": ["a"], "deep": ["a"]})
    assert own.complete
    assert own.answers == {"place": ["a"]}
    assert [m.code for m in own.materials] == ["always"]
    assert list(own.schema["properties"]) == own.schema["required"] == ["name"]
    assert [(s.key, s.after) for s in own.steps] == [("r", []), ("d", ["r"])]
    leased = resolve(CONTENT, {"place": ["b"]})
    assert [question.code for question in leased.unanswered] == ["deep"]
    assert [s.key for s in leased.steps] == ["r", "s", "d"]


def test_unanswered_questions_are_all_named() -> None:
    with pytest.raises(Violations) as caught:
        check_answers(CONTENT, {"place": ["zzz", "b"]})
    assert [item.field for item in caught.value.items] == ["deep"]
    assert check_answers(CONTENT, {"place": ["a"]}).complete


ANSWERS = st.dictionaries(
    st.sampled_from(["place", "deep", "x"]), st.lists(st.sampled_from(["a", "b", "c"]), max_size=3)
)


@given(ANSWERS)
def test_only_what_applies_is_left_and_resolving_again_changes_nothing(answers: dict[str, list[str]]) -> None:
    found = resolve(CONTENT, answers)
    assert all(holds(material.when, found.answers) for material in found.materials)
    assert resolve(CONTENT, found.answers) == found
    keys = {step.key for step in found.steps}
    assert all(set(step.after) <= keys for step in found.steps)


@st.composite
def flows(draw: st.DrawFn) -> ItemContent:
    count = draw(st.integers(1, 7))
    steps: list[dict[str, Any]] = []
    for n in range(count):
        after = (
            draw(st.lists(st.sampled_from([f"s{i}" for i in range(n)]), unique=True, max_size=3)) if n else []
        )
        when = draw(st.sampled_from([{}, {"place": ["a"]}, {"place": ["b"]}]))
        steps.append({"key": f"s{n}", "name": f"环节{n}", "post": "p", "after": after, "when": when})
    return CONTENT.model_copy(update={"steps": simple_content(steps=steps).steps})


@given(flows(), ANSWERS)
def test_leaving_steps_out_keeps_the_order_of_the_rest(
    content: ItemContent, answers: dict[str, list[str]]
) -> None:
    steps = resolve(content, answers).steps
    assert find_circle(steps) == []
    done: set[str] = set()
    for step in reading_order(steps):
        assert set(step.after) <= done
        done.add(step.key)
    assert flow_source(content).count("->") >= len(content.steps)
