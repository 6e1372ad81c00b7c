"""Steps to BPMN 2.0 and back; models of the public reference set; what is refused, by name."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneseal.catalog.rules.bpmn import write_model
from oneseal.catalog.rules.bpmn_graph import graph_of
from oneseal.catalog.rules.bpmn_layout import lay_out
from oneseal.catalog.rules.bpmn_read import LIMIT
from oneseal.catalog.rules.bpmn_steps import read_steps
from oneseal.catalog.rules.content import Step
from oneseal.catalog.tests.contents import FOUR_STEPS
from oneseal.kernel.errors import RuleViolation, Violations

DATA = Path(__file__).parent / "data/bpmn-miwg"
WHOLE_SET = Path(__file__).parents[5] / "shared/data/bpmn-miwg"
IMPORTABLE = {"A.1.0", "A.2.0", "A.2.1"}
POSTS = {"market_reviewer": "市场审查岗", "market_head": "市场科科长", "deputy_head": "分管副局长"}
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30).filter(
    str.strip
)
CONDITIONS = st.dictionaries(KEYS, st.lists(KEYS, max_size=3), max_size=2)


@st.composite
def points(draw: st.DrawFn) -> list[dict[str, Any]]:
    bound = st.none() | st.floats(-1e6, 1e6)
    one = st.fixed_dictionaries(
        {"code": KEYS, "text": TEXTS, "kind": st.sampled_from(["yes_no", "numeric"])}
        | {"minimum": bound, "maximum": bound, "unit": st.just("") | TEXTS, "basis": st.just("") | TEXTS}
    )
    return draw(st.lists(one, max_size=2))


@st.composite
def flows(draw: st.DrawFn) -> list[Step]:
    """Steps in any order that wait for some others, without circles."""
    keys = draw(st.lists(KEYS, min_size=1, max_size=7, unique=True))
    kinds = ["review", "opinion", "survey", "expert_review", "testing", "sign_off", "decision"]
    made = [
        Step(
            key=key,
            name=draw(TEXTS),
            kind=draw(st.sampled_from(kinds)),
            post=draw(st.sampled_from(list(POSTS))),
            after=draw(st.lists(st.sampled_from(keys[:place]), unique=True, max_size=3)) if place else [],
            when=draw(CONDITIONS),
            days=draw(st.integers(0, 365)),
            review_points=draw(points()),
        )
        for place, key in enumerate(keys)
    ]
    return draw(st.permutations(made))


@settings(max_examples=60)
@given(flows(), TEXTS)
def test_steps_come_back_the_same(steps: list[Step], name: str) -> None:
    read = read_steps(write_model(name, steps, POSTS), POSTS, "deputy_head")
    assert read.steps == steps
    assert read.notes == []


@settings(max_examples=20)
@given(flows())
def test_nothing_overlaps_in_the_diagram(steps: list[Step]) -> None:
    graph = graph_of(steps)
    layout = lay_out(graph, {step.key: step.post for step in steps})
    boxes = list(layout.nodes.values())
    for place, one in enumerate(boxes):
        assert layout.pool.x <= one.x
        assert one.x + one.width <= layout.pool.x + layout.pool.width
        for other in boxes[place + 1 :]:
            apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
            apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert apart_x or apart_y


@settings(max_examples=15)
@given(flows())
def test_the_model_follows_the_schema_of_bpmn(steps: list[Step]) -> None:
    etree = pytest.importorskip("lxml.etree")
    parser = pytest.importorskip("SpiffWorkflow.bpmn.parser")
    schema = Path(parser.__file__).parent / "schema/BPMN20.xsd"
    etree.XMLSchema(file=str(schema)).assertValid(etree.fromstring(write_model("流程", steps, POSTS)))


def data(text: str, name: str = "x") -> bytes:
    ns = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    return f'<definitions {ns} id="d"><process id="p" name="{name}">{text}</process></definitions>'.encode()


def linked(*ids: str) -> str:
    pairs = pairwise(ids)
    return "".join(f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairs)


ENDS = '<startEvent id="s"/><endEvent id="e"/>'


@pytest.mark.parametrize("name", sorted(path.stem for path in DATA.glob("*.bpmn")))
def test_models_of_the_reference_set(name: str) -> None:
    check_model((DATA / f"{name}.bpmn").read_bytes(), name)


def test_the_whole_reference_set() -> None:
    files = sorted(WHOLE_SET.glob("*.bpmn"))
    if not files:
        pytest.skip("the whole reference set is not on this machine")
    for file in files:
        check_model(file.read_bytes(), file.stem)


def check_model(model: bytes, name: str) -> None:
    if name in IMPORTABLE:
        steps = read_steps(model, POSTS, "market_reviewer").steps
        assert [step.name for step in steps] == [f"Task {n}" for n in range(1, len(steps) + 1)]
        again = read_steps(write_model(name, steps, POSTS), POSTS, "deputy_head")
        assert again.steps == steps
        return
    with pytest.raises(Violations) as refused:
        read_steps(model, POSTS, "market_reviewer")
    for each in refused.value.items:
        assert each.code == "bpmn_element"
        assert each.params["id"]
        assert re.search(rf"[<:]{each.params['tag']}\b".encode(), model)


def test_who_comes_after_whom_in_the_reference_models() -> None:
    after = {
        name: {step.name[-1]: [key[1:] for key in step.after] for step in steps}
        for name in IMPORTABLE
        for steps in [read_steps((DATA / f"{name}.bpmn").read_bytes(), POSTS, "market_reviewer").steps]
    }
    assert after["A.1.0"] == {"1": [], "2": ["1"], "3": ["2"]}
    assert after["A.2.0"] == {"1": [], "2": ["1"], "3": ["1"], "4": ["1"]}
    assert {key: set(before) for key, before in after["A.2.1"].items()} == {
        **{"1": set(), "2": {"1"}, "3": {"1", "2", "4"}, "4": {"1"}}
    }


def test_branches_without_situation_and_unknown_posts_are_told() -> None:
    notes = read_steps((DATA / "A.2.0.bpmn").read_bytes(), POSTS, "market_reviewer").notes
    assert [note.code for note in notes] == ["bpmn_branch"] + ["bpmn_post"] * 4


@pytest.mark.parametrize(
    ("element", "tag", "name"),
    [
        ('<callActivity id="c1"/>', "callActivity", "c1"),
        ('<subProcess id="sub" name="联审"/>', "subProcess", "联审，sub"),
        ('<boundaryEvent id="b1" attachedToRef="t"/>', "boundaryEvent", "b1"),
        ('<serviceTask id="auto"/>', "serviceTask", "auto"),
        ('<eventBasedGateway id="g"/>', "eventBasedGateway", "g"),
        ('<startEvent id="clock"><timerEventDefinition/></startEvent>', "timerEventDefinition", "clock"),
        (
            '<task id="t9"><multiInstanceLoopCharacteristics/></task>',
            "multiInstanceLoopCharacteristics",
            "t9",
        ),
    ],
)
def test_other_elements_are_refused_by_name(element: str, tag: str, name: str) -> None:
    with pytest.raises(Violations) as refused:
        read_steps(data(element), POSTS, "market_reviewer")
    assert [(each.params["tag"], each.params["id"]) for each in refused.value.items] == [(tag, name)]


TASK = '<userTask id="a" name="甲"/>'
LOOP = f'{ENDS}{TASK}<userTask id="b" name="乙"/>' + linked("s", "a", "b", "e") + linked("b", "a")
BOMB = b'<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + data(ENDS)


@pytest.mark.parametrize(
    ("model", "code"),
    [
        (b"", "bpmn_xml"),
        (b"<definitions/>", "bpmn_root"),
        (b"not xml", "bpmn_xml"),
        (BOMB, "bpmn_doctype"),
        (BOMB.decode().encode("utf-16"), "bpmn_doctype"),
        (b" " * (LIMIT + 1), "bpmn_size"),
        (b"<a>" * 100, "bpmn_depth"),
        (data(ENDS), "bpmn_unreached"),
        (data(ENDS + linked("s", "e")), "bpmn_empty"),
        (data(TASK), "bpmn_starts"),
        (data(ENDS + TASK + linked("s", "x")), "bpmn_loose"),
        (data(ENDS + '<userTask id="a"/>' + linked("s", "a", "e")), "bpmn_step"),
        (data(LOOP), "bpmn_loop"),
        (data(ENDS).replace(b"</definitions>", b'<process id="q"/></definitions>'), "bpmn_processes"),
    ],
)
def test_what_is_no_flow_is_refused(model: bytes, code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        read_steps(model, POSTS, "market_reviewer")
    assert refused.value.code == code


def test_a_task_moved_to_another_lane_or_branch_follows() -> None:
    steps = [Step.model_validate(step) for step in FOUR_STEPS]
    model = write_model("食品", steps, POSTS).decode()
    moved = model.replace('oneseal:post="market_head"', 'oneseal:post="deputy_head"')
    assert [step.post for step in read_steps(moved.encode(), POSTS, "x_y").steps][2] == "deputy_head"
    flow = '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="urn:oneseal:flow:1">'
    wrong = write_model("食品", [steps[0].model_copy(update={"when": {"a": ["b"]}})], POSTS).decode()
    assert flow in wrong
    with pytest.raises(RuleViolation) as refused:
        read_steps(wrong.replace("a=b", "whenever").encode(), POSTS, "market_reviewer")
    assert refused.value.code == "bpmn_condition"
