"""Several items as one thing: asked once, handed in once, in an order without circles (ONE-1…6)."""

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneseal.catalog.rules.composing import compose
from oneseal.catalog.rules.composing_checks import longest, problems, remarks
from oneseal.catalog.rules.composing_figures import savings
from oneseal.catalog.rules.composing_form import both_of
from oneseal.catalog.rules.composing_graph import circles_of, contracted, schedule
from oneseal.catalog.rules.composing_parts import Design, Errand, Part, Past
from oneseal.catalog.rules.content import ItemContent, Question
from oneseal.catalog.tests.contents import simple_content

OPTIONS = [{"code": "a", "label": "甲"}, {"code": "b", "label": "乙"}]
FOOD = Question.model_validate({"code": "food", "text": "做餐饮吗？", "options": OPTIONS})


def text(title: str, datum: str = "", **more: Any) -> dict[str, Any]:
    return {"type": "string", "title": title, **({"x-field": datum} if datum else {}), **more}


def form(**properties: Any) -> dict[str, Any]:
    numbered = {name: {**part, "x-order": place} for place, (name, part) in enumerate(properties.items(), 1)}
    return {"type": "object", "properties": numbered, "required": list(properties)}


def item(code: int, days: int = 0, **changes: Any) -> ItemContent:
    return simple_content(
        name=f"事项{code}", basic_code=f"00013100{code:04}", promised_limit={"days": days}, handling="commitment",
        statutory_limit={"days": 20}, **changes,
    )  # fmt: skip


LICENCE = item(
    1,
    form=form(firm=text("公司名称", "company_name", maxLength=80), phone=text("电话", "contact_phone")),
    materials=[{"code": "charter", "name": "章程"}, {"code": "proof", "name": "场所证明", "copies": 1}],
    results=[{"name": "营业执照", "kind": "registration"}],
    questions=[{"code": "site", "text": "住所？", "options": OPTIONS}],
)
FOOD_PERMIT = item(
    2,
    5,
    prerequisites=["000131000001"],
    form=form(
        owner=text("单位名称", "org_name"), uscc=text("代码", "org_uscc"), tel=text("手机", "contact_phone"),
        seats=text("座位"),
    ),
    materials=[
        {"code": "licence", "name": "营业执照（副本）"}, {"code": "proof", "name": "场所证明", "copies": 2},
        {"code": "plan", "name": "布局图", "when": {"site": ["b"]}},
    ],
    questions=[{"code": "site", "text": "住所？", "options": OPTIONS}, {"code": "kind", "text": "业态？", "options": OPTIONS}],
)  # fmt: skip
DESIGN = Design(
    parts=(Part("licence", LICENCE), Part("food", FOOD_PERMIT, when={"food": ["a"]}, preset={"kind": ["a"]})),
    questions=(FOOD,),
    errands=(Errand("seal", "刻章", "engraver", 1, ("licence",)),),
    fills={"org_name": "company_name", "org_uscc": "result:licence"},
)


def test_what_several_items_ask_is_asked_once() -> None:
    one = compose(DESIGN, {"food": ["a"], "site": ["b"]})
    assert one.complete
    assert [(each.key, each.for_items) for each in one.questions] == [
        ("food", ()),
        ("site", ("licence", "food")),
    ]
    assert list(one.schema["properties"]) == ["company_name", "contact_phone", "food__seats"]
    assert one.form.asked_singly == 6
    assert one.schema["required"] == ["company_name", "contact_phone", "food__seats"]


def test_the_theme_s_questions_choose_the_items() -> None:
    without = compose(DESIGN, {"food": ["b"], "site": ["a"]})
    assert [each.code for each in without.members] == ["licence"]
    assert "food__seats" not in without.schema["properties"]
    assert compose(DESIGN, {}).unanswered == ("food", "site")


def test_one_form_goes_back_into_each_item_s_own() -> None:
    one = compose(DESIGN, {"food": ["a"], "site": ["b"]})
    data = {"company_name": "云岭好味", "contact_phone": "1", "food__seats": "20"}
    assert one.form.split(data, "licence") == {"firm": "云岭好味", "phone": "1"}
    assert one.form.split(data, "food") == {"owner": "云岭好味", "tel": "1", "seats": "20"}
    assert one.form.awaited("food") == {"uscc": "licence"}


def test_one_set_without_what_another_item_makes() -> None:
    one = compose(DESIGN, {"food": ["a"], "site": ["b"]})
    found = {each.code: (each.needed_by, each.produced_by, each.material.copies) for each in one.materials}
    assert found == {
        "charter": (("licence",), "", 1),
        "proof": (("licence", "food"), "", 2),
        "licence": (("food",), "licence", 1),
        "plan": (("food",), "", 1),
    }
    assert [each.code for each in one.materials if each.asked] == ["charter", "proof", "plan"]


def test_the_promise_is_the_longest_path() -> None:
    plan = compose(DESIGN, {"food": ["a"], "site": ["a"]}).plan
    assert (plan.days, plan.path) == (5, ("licence", "food"))
    assert plan.waves == [["licence"], ["food", "seal"]]
    assert compose(DESIGN, {"food": ["b"], "site": ["a"]}).plan.days == 1


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        ((), {"links": (7, 5), "materials": (5, 3), "days": (41, 5), "trips": (5, 0)}),
        (
            (Past("旧流程", 80, 9, 12, 7),),
            {"links": (9, 5), "materials": (12, 3), "days": (80, 5), "trips": (7, 0)},
        ),
    ],
)
def test_the_figures_are_computed(past: tuple[Past, ...], expected: dict[str, tuple[int, int]]) -> None:
    design = Design(DESIGN.parts, DESIGN.questions, DESIGN.errands, DESIGN.fills, past)
    found = savings(compose(design, {"food": ["a"], "site": ["b"]}))
    assert {each.key: (each.before, each.after) for each in found} == expected


def test_a_circle_is_named_and_keeps_the_theme_from_being_published() -> None:
    design = Design(
        (Part("one", item(1, prerequisites=["000131000003"])), Part("two", item(2, prerequisites=["000131000001"])),
         Part("three", item(3, prerequisites=["000131000002"])))
    )  # fmt: skip
    (gap,) = problems(design)
    assert gap.code == "circle"
    assert "事项1 → 事项2 → 事项3 → 事项1" in gap.text
    assert compose(design, {}).plan.days == 0


CIRCLE_OF_ONE = Design((Part("one", item(1), after=("one",)),))
TOO_LONG = Design((Part("one", item(1, 20)), Part("two", item(2, 26), after=("one",))))
JUST_LONG = Design((Part("one", item(1, 20)), Part("two", item(2, 25), after=("one",))))


@pytest.mark.parametrize(
    ("design", "codes"),
    [
        (DESIGN, []),
        (Design(()), ["no_items"]),
        (CIRCLE_OF_ONE, ["circle"]),
        (TOO_LONG, ["over_unified"]),
        (JUST_LONG, []),
        (Design((Part("one", item(1)), Part("one", item(1)))), ["doubled_item"]),
        (Design((Part("one", item(1), when={"no": ["a"]}),)), ["unknown_question"]),
        (Design((Part("one", item(1), when={"food": ["c"]}),), (FOOD,)), ["unknown_option"]),
        (Design((Part("one", item(1), after=("gone",)),)), ["unknown_before"]),
        (Design((Part("one", item(1)),), fills={"org_uscc": "result:gone"}), ["unknown_source"]),
        (Design((Part("one", item(1, type="02")),)), ["not_offered"]),
    ],
)
def test_what_keeps_a_theme_from_being_published(design: Design, codes: list[str]) -> None:
    assert [gap.code for gap in problems(design)] == codes


def test_what_is_worth_a_second_look() -> None:
    assert [gap.code for gap in remarks(DESIGN)] == ["produced"]
    outside = Design((Part("food", FOOD_PERMIT), Part("other", item(3, form=form(tel={"type": "integer", "title": "电话", "x-field": "contact_phone"}), materials=[{"code": "p2", "name": "场所证明"}]))))  # fmt: skip
    assert {gap.code for gap in remarks(outside)} == {"asked_apart", "same_name", "outside"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            {"type": "string", "maxLength": 80},
            {"type": "string", "maxLength": 60},
            {"type": "string", "maxLength": 60},
        ),
        ({"type": "string"}, {"type": "integer"}, None),
        ({"type": "integer", "minimum": 9}, {"type": "integer", "maximum": 8}, None),
        ({"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["b"]}, None),
        ({"type": "string", "x-format": "phone"}, {"type": "string"}, None),
    ],
)
def test_two_fields_become_one_only_where_one_answer_satisfies_both(
    one: dict[str, Any], other: dict[str, Any], expected: dict[str, Any] | None
) -> None:
    assert both_of(one, other) == both_of(other, one) == expected


def test_common_options_keep_their_labels() -> None:
    one = {"type": "string", "enum": ["a", "b"], "x-labels": ["甲", "乙"]}
    other = {"type": "string", "enum": ["b", "c"], "x-labels": {"b": "乙", "c": "丙"}}
    found = both_of(one, other)
    assert found is not None
    assert (found["enum"], found["x-labels"]) == (["b"], {"b": "乙"})


EDGES = st.dictionaries(
    st.integers(0, 11).map(str), st.sets(st.integers(0, 11).map(str), max_size=4), min_size=12, max_size=12
)


@given(EDGES)
def test_either_there_is_a_circle_or_an_order(edges: dict[str, set[str]]) -> None:
    waits = {key: tuple(sorted(before)) for key, before in edges.items()}
    circles = circles_of(waits)
    for circle in circles:
        assert circle[0] == circle[-1]
        assert all(first in waits[second] for first, second in itertools.pairwise(circle))
    if not circles:
        starts, ends = schedule(waits, dict.fromkeys(waits, 2.0))
        assert all(starts[key] >= ends[before] for key, found in waits.items() for before in found)


@given(EDGES, st.sets(st.integers(0, 11).map(str)))
def test_leaving_some_out_keeps_the_order_of_the_others(edges: dict[str, set[str]], kept: set[str]) -> None:
    waits = {key: tuple(each for each in before if int(each) < int(key)) for key, before in edges.items()}
    left = contracted(waits, kept)
    assert set(left) == kept
    for key, found in left.items():
        assert set(found) <= kept
        assert {before for before in waits[key] if before in kept} <= set(found)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 20), st.sets(st.integers(0, 7))), min_size=1, max_size=8))
def test_the_promise_is_never_less_than_one_item_nor_more_than_all(rows: list[tuple[int, set[int]]]) -> None:
    parts = tuple(
        Part(
            f"i{place}", item(place, days), after=tuple(f"i{each}" for each in sorted(after) if each < place)
        )
        for place, (days, after) in enumerate(rows)
    )
    total = longest(Design(parts)).days
    assert max(days for days, _ in rows) <= total <= sum(days for days, _ in rows)


def test_a_preset_answer_can_open_a_circle_of_results() -> None:
    """A filing asks for the licence of a device only where there is one already; here it is applied for afterwards."""
    ask = [{"code": "ray", "text": "使用放射设备？", "options": OPTIONS}]
    device = [{"code": "ray_licence", "name": "放射许可证", "when": {"ray": ["a"]}}]
    clinic = item(1, materials=device, questions=ask)
    ray = item(2, prerequisites=["000131000001"], results=[{"name": "放射许可证", "kind": "licence"}])
    assert [gap.code for gap in problems(Design((Part("clinic", clinic), Part("ray", ray))))] == ["circle"]
    assert problems(Design((Part("clinic", clinic, preset={"ray": ["b"]}), Part("ray", ray)))) == []
