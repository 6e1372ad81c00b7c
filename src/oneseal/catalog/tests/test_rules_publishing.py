"""Which contents may be published, and what is said about the others."""

from typing import Any

import pytest

from oneseal.catalog.rules.codes import implementation_code, type_of
from oneseal.catalog.rules.content import ItemContent, ItemType, Limit
from oneseal.catalog.rules.diff import compare, five_unifications
from oneseal.catalog.rules.limits import working_days
from oneseal.catalog.rules.publishing import handling_of, problems
from oneseal.catalog.tests.contents import FOUR_STEPS, commitment_content, simple_content
from oneseal.kernel.item_codes import TYPE_CODES

K = {"code": "k", "text": "哪种？", "options": [{"code": "a", "label": "甲"}, {"code": "b", "label": "乙"}]}


def codes(content: ItemContent) -> set[str]:
    return {gap.code for gap in problems(content)}


def step(key: str, *after: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": key.upper(), "kind": "review", "post": "p", "after": list(after), **more}


DECIDE = {"key": "z", "name": "决定", "kind": "decision", "post": "p"}


def test_the_factories_items_may_be_published() -> None:
    assert problems(simple_content()) == []
    assert problems(commitment_content()) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"basis": []}, "missing"),
        ({"conditions": []}, "missing"),
        ({"steps": []}, "missing"),
        ({"results": []}, "missing"),
        ({"remedies": ""}, "missing"),
        ({"places": []}, "missing"),
        ({"basic_code": ""}, "missing"),
        ({"promised_limit": {"days": 21}}, "promise_too_long"),
        ({"promised_limit": {"days": 29, "unit": "calendar_days"}}, "promise_too_long"),
        ({"handling": "instant"}, "not_instant"),
        ({"basic_code": "12"}, "basic_code_shape"),
        ({"basic_code": "000731001001"}, "basic_code_type"),
        ({"implementation_code": "x"}, "implementation_code_parts"),
        ({"handling_code": "x"}, "handling_code_parts"),
        ({"steps": [step("a", "none"), DECIDE]}, "unknown_step"),
        ({"steps": [step("a", "b"), step("b", "a"), DECIDE]}, "circle"),
        ({"steps": [step("a", "a"), DECIDE]}, "circle"),
        ({"steps": [step("a")]}, "no_decision"),
        ({"steps": [{**DECIDE, "when": {"k": ["a"]}}], "questions": [K]}, "no_decision"),
        (
            {"steps": [step("a") | {"kind": "technical_review", "post": DECIDE["post"]}, DECIDE]},
            "technical_not_apart",
        ),
        ({"steps": [DECIDE, DECIDE]}, "doubled_code"),
        ({"questions": [K, K]}, "doubled_code"),
        ({"steps": [step("a", when={"q": ["a"]}), DECIDE]}, "unknown_question"),
        ({"steps": [step("a", when={"k": ["c"]}), DECIDE], "questions": [K]}, "unknown_option"),
        ({"questions": [{**K, "when": {"k": ["a"]}}]}, "question_order"),
        ({"materials": [{"code": "m", "name": "其他材料"}]}, "other_materials"),
        ({"form": {"type": "object"}}, "form_not_object"),
    ],
)
def test_each_gap_is_named(change: dict[str, Any], code: str) -> None:
    assert codes(commitment_content(**change)) == {code}


def test_a_circle_is_told_with_the_names_of_its_steps() -> None:
    gaps = problems(commitment_content(steps=[step("a", "c"), step("b", "a"), step("c", "b"), DECIDE]))
    assert "A → B → C → A" in gaps[0].text


def test_penalties_need_no_steps_or_remedies() -> None:
    content = simple_content(type="02", basic_code="000231001000", steps=[], remedies="", form={})
    assert codes(content) == set()


@pytest.mark.parametrize(
    ("kinds", "special", "expected"),
    [
        (["review", "decision"], [], "instant"),
        (["review", "sign_off", "decision"], [], "instant"),
        (["survey", "decision"], [], "commitment"),
        (["testing", "decision"], [], "commitment"),
        (["opinion", "decision"], [], "commitment"),
        (["expert_review", "decision"], [], "commitment"),
        (["decision"], ["expert"], "commitment"),
    ],
)
def test_kind_of_handling_by_rule(kinds: list[str], special: list[str], expected: str) -> None:
    steps = [{"key": f"s{n}", "name": kind, "kind": kind, "post": "p"} for n, kind in enumerate(kinds)]
    assert handling_of(simple_content(steps=steps, special_procedures=special)) == expected


def test_an_instant_item_is_decided_on_the_spot() -> None:
    assert codes(simple_content(promised_limit={"days": 1})) == {"instant_takes_days"}
    assert codes(simple_content(promised_limit={"days": 15, "unit": "minutes"})) == set()


def test_limits_are_compared_across_units() -> None:
    assert working_days(Limit(days=7, unit="calendar_days")) == 5
    assert working_days(Limit(days=480, unit="minutes")) == 1


def test_codes_are_built_and_their_types_known() -> None:
    assert implementation_code(commitment_content()) == "11440100007482575H4000131001001"
    assert [type_of(raw) for raw in ("1", "20", "99", "x")] == ["01", "20", None, None]
    assert set(ItemType) == TYPE_CODES


def test_differences_are_told_in_words() -> None:
    changed = commitment_content(
        promised_limit={"days": 5},
        steps=FOUR_STEPS[1:],
        conditions=["已结清税款", "无在办案件"],
        name="食品经营许可",
    )
    told = {(c.label, c.part, c.kind): (c.before, c.after) for c in compare(commitment_content(), changed)}
    assert told[("承诺办结时限", "", "changed")] == ("8个工作日", "5个工作日")
    assert told[("办理流程", "书面审查", "removed")][1] == ""
    assert told[("受理条件", "", "changed")] == ("已结清税款", "已结清税款、无在办案件")
    assert compare(changed, changed) == []


def test_a_shorter_promise_is_no_departure_from_the_upper_level() -> None:
    upper = commitment_content()
    assert five_unifications(commitment_content(promised_limit={"days": 5}, consult="别的"), upper) == []
    longer = five_unifications(commitment_content(promised_limit={"days": 10}), upper)
    assert [change.field for change in longer] == ["promised_limit"]
