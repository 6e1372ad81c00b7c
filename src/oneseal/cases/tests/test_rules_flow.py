"""Which steps open: sequences, parallel branches, returns, signers; and what holds for any sequence of acts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneseal.cases.rules import flow
from oneseal.cases.rules.flow import Node, Origin, Planned, Signers
from oneseal.cases.rules.states import DONE, LIVE, StepState
from oneseal.kernel.errors import Conflict, RuleViolation

DIAMOND = [
    Planned("a", ()),
    Planned("b", ("a",)),
    Planned("c", ("a",)),
    Planned("d", ("b", "c")),
]


def states(nodes: list[Node]) -> dict[str, str]:
    return {node.key: node.state.value for node in nodes}


def taken(nodes: list[Node], key: str, holder: int = 7) -> list[Node]:
    return [replace(n, state=StepState.TAKEN, holder=holder) if n.key == key else n for n in nodes]


def done(nodes: list[Node], key: str, holder: int = 7) -> list[Node]:
    return flow.passed(taken(nodes, key, holder), key)


def test_first_steps_open_and_branches_run_beside_each_other() -> None:
    nodes = flow.plan(DIAMOND)
    assert states(nodes) == {"a": "open", "b": "waiting", "c": "waiting", "d": "waiting"}
    nodes = done(nodes, "a")
    assert states(nodes) == {"a": "passed", "b": "open", "c": "open", "d": "waiting"}
    nodes = done(nodes, "c")
    assert states(nodes)["d"] == "waiting"
    nodes = done(nodes, "b")
    assert states(nodes)["d"] == "open"
    assert flow.finished(done(nodes, "d"))


def test_a_survey_takes_two() -> None:
    nodes = flow.plan([Planned("s", (), survey=True), Planned("d", ("s",))])
    assert states(nodes) == {"s": "open", "s.2": "open", "d": "waiting"}
    nodes = done(nodes, "s")
    assert states(nodes)["d"] == "waiting"
    assert states(done(nodes, "s.2", 8))["d"] == "open"


def test_return_reopens_the_target_for_its_holder_and_resets_what_follows_it() -> None:
    nodes = done(done(done(flow.plan(DIAMOND), "a", 3), "b", 4), "c", 5)
    nodes = taken(nodes, "d", 6)
    assert flow.may_return_to(nodes, "d") == ["a", "b", "c"]
    back = flow.returned(nodes, "d", "b")
    assert states(back) == {"a": "passed", "b": "taken", "c": "passed", "d": "waiting"}
    assert flow.find(back, "b").holder == 4
    assert flow.find(back, "d").holder is None
    assert states(flow.returned(nodes, "d", "a")) == {
        "a": "taken",
        "b": "waiting",
        "c": "waiting",
        "d": "waiting",
    }


@pytest.mark.parametrize("target", ["d", "x", "c"])
def test_return_goes_only_to_earlier_steps(target: str) -> None:
    nodes = taken(done(flow.plan(DIAMOND), "a"), "b")
    with pytest.raises(RuleViolation):
        flow.returned(nodes, "b", target)


def test_delegation_comes_back_to_the_holder() -> None:
    nodes = taken(flow.plan(DIAMOND), "a", 3)
    asked = flow.with_signers(nodes, "a", Signers((9,), Origin.DELEGATE))
    assert states(asked) == {"a": "waiting", "b": "waiting", "c": "waiting", "d": "waiting", "a+1": "taken"}
    back = flow.passed(asked, "a+1")
    assert flow.find(back, "a").state == StepState.TAKEN
    assert flow.find(back, "a").holder == 3


def test_all_must_sign_or_any_one_may() -> None:
    nodes = taken(flow.plan(DIAMOND), "a", 3)
    every = flow.with_signers(nodes, "a", Signers((8, 9), Origin.BEFORE))
    assert flow.find(flow.passed(every, "a+1"), "a").state == StepState.WAITING
    one = flow.passed(flow.with_signers(nodes, "a", Signers((8, 9), Origin.BEFORE, any_one=True)), "a+2")
    assert (flow.find(one, "a").state, flow.find(one, "a+1").state) == (StepState.TAKEN, StepState.SKIPPED)


def test_one_signature_cancels_what_the_others_had_asked() -> None:
    nodes = taken(flow.plan(DIAMOND), "a", 3)
    nodes = flow.with_signers(nodes, "a", Signers((8, 9), Origin.BEFORE, any_one=True))
    nodes = flow.with_signers(nodes, "a+1", Signers((10,), Origin.DELEGATE))
    nodes = flow.with_signers(nodes, "a+1+1", Signers((11, 12), Origin.BEFORE))
    after = flow.passed(nodes, "a+2")
    asked = {key: state for key, state in states(after).items() if key.startswith("a")}
    assert asked == {
        "a": "taken",
        "a+1": "skipped",
        "a+2": "passed",
        "a+1+1": "cancelled",
        "a+1+1+1": "cancelled",
        "a+1+1+2": "cancelled",
    }
    assert flow.finished(done(done(done(done(after, "a"), "b"), "c"), "d"))


def test_signers_after_hold_back_what_follows() -> None:
    nodes = taken(flow.plan(DIAMOND), "a", 3)
    asked = flow.with_signers(nodes, "a", Signers((9,), Origin.AFTER))
    assert states(asked)["a"] == "taken"
    passed = flow.passed(asked, "a")
    assert states(passed)["b"] == "waiting"
    assert states(passed)["a+1"] == "taken"
    assert states(flow.passed(passed, "a+1"))["b"] == "open"


@pytest.mark.parametrize("holders", [(), (9, 9), (3,)])
def test_signers_are_others_each_once(holders: tuple[int, ...]) -> None:
    with pytest.raises(RuleViolation):
        flow.with_signers(taken(flow.plan(DIAMOND), "a", 3), "a", Signers(holders, Origin.BEFORE))


def test_signers_for_a_step_nobody_holds() -> None:
    with pytest.raises(Conflict):
        flow.with_signers(flow.plan(DIAMOND), "a", Signers((9,), Origin.BEFORE))


def test_a_step_is_passed_once() -> None:
    with pytest.raises(Conflict):
        flow.passed(done(flow.plan(DIAMOND), "a"), "a")


@st.composite
def graphs(draw: st.DrawFn) -> list[Planned]:
    count = draw(st.integers(1, 7))
    return [
        Planned(f"k{i}", tuple(f"k{j}" for j in range(i) if draw(st.booleans())), draw(st.booleans()))
        for i in range(count)
    ]


@settings(max_examples=60)
@given(graphs(), st.data())
def test_any_sequence_of_acts_keeps_the_flow_sound(planned: list[Planned], data: st.DataObject) -> None:
    nodes = flow.plan(planned)
    for _ in range(12):
        live = [node.key for node in nodes if node.state in LIVE]
        if not live:
            break
        key = data.draw(st.sampled_from(live))
        nodes = taken(nodes, key, flow.find(nodes, key).holder or data.draw(st.integers(1, 5)))
        nodes = _random_act(nodes, key, data)
        finished = {node.key for node in nodes if node.state in DONE}
        for node in nodes:
            if node.state in LIVE:
                assert finished.issuperset(node.after)
            if node.state == StepState.WAITING:
                assert not finished.issuperset(node.after)
    assert flow.finished(nodes) or any(node.state in LIVE for node in nodes)


def _random_act(nodes: list[Node], key: str, data: st.DataObject) -> list[Node]:
    targets = flow.may_return_to(nodes, key)
    act = data.draw(st.sampled_from(["pass", "pass", "pass", "return", "sign"]))
    if act == "return" and targets:
        return flow.returned(nodes, key, data.draw(st.sampled_from(targets)))
    if act == "sign" and len(nodes) < 14:
        origin = data.draw(st.sampled_from([Origin.BEFORE, Origin.AFTER, Origin.DELEGATE]))
        return flow.with_signers(
            nodes, key, Signers((len(nodes) + 10, len(nodes) + 40), origin, data.draw(st.booleans()))
        )
    return flow.passed(nodes, key)
