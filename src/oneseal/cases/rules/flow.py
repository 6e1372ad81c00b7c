"""Which steps open, which go back, who signs with whom. Pure: steps in, steps out.

A case's steps form a graph by `after`: a step opens when everything it waits for is done. Steps added on the way
(委派, 加签, 会签, 或签) are ordinary steps wired into the same graph, so there is one way to open a step.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from oneseal.cases.rules.states import DONE, StepAct, StepState, after_step_act
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


class Origin(StrEnum):
    """Why a step exists: planned by the item, or added by a colleague."""

    PLAN = "plan"
    SECOND = "second"
    DELEGATE = "delegate"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Node:
    """A step as the rules see it. `any_of` names a group in which one pass is enough (或签)."""

    key: str
    state: StepState = StepState.WAITING
    after: tuple[str, ...] = ()
    any_of: str = ""
    holder: int | None = None
    origin: Origin = Origin.PLAN
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """What the item version says of a step that applies in this situation."""

    key: str
    after: tuple[str, ...]
    survey: bool = False


PLANNED = frozenset({Origin.PLAN, Origin.SECOND})
SETTLED = DONE | {StepState.CANCELLED}
SECOND_SUFFIX = ".2"


def plan(steps: Sequence[Planned]) -> list[Node]:
    """The steps of a freshly accepted case, the first ones open.

    A survey gets a second row for a second person, because a field check takes two (licence law art. 34(3), LIC-9).
    """
    surveys = {step.key for step in steps if step.survey}
    nodes: list[Node] = []
    for step in steps:
        wired = tuple(k for key in step.after for k in _with_second(key, surveys))
        nodes.append(Node(step.key, after=wired))
        if step.key in surveys:
            second = step.key + SECOND_SUFFIX
            nodes.append(Node(second, after=wired, origin=Origin.SECOND, parent=step.key))
    return opened(nodes)


def _with_second(key: str, surveys: set[str]) -> tuple[str, ...]:
    return (key, key + SECOND_SUFFIX) if key in surveys else (key,)


def opened(nodes: Iterable[Node]) -> list[Node]:
    """The same steps with everything open whose predecessors are done; a step that has a holder goes back to them."""
    listed = list(nodes)
    done = {node.key for node in listed if node.state in DONE}
    return [_open_if_ready(node, done) for node in listed]


def _open_if_ready(node: Node, done: set[str]) -> Node:
    if node.state != StepState.WAITING or not done.issuperset(node.after):
        return node
    act = StepAct.REOPEN if node.holder else StepAct.OPEN
    return replace(node, state=after_step_act(node.state, act))


def passed(nodes: Sequence[Node], key: str) -> list[Node]:
    """The steps after `key` has been passed: followers open.

    Where one signature was enough, the other signers are skipped and what they had asked of colleagues is cancelled.
    """
    current = find(nodes, key)
    state = after_step_act(current.state, StepAct.PASS)
    spared = {
        node.key
        for node in nodes
        if current.any_of and node.any_of == current.any_of and node.key != key and node.state not in SETTLED
    }
    asked = _asked_by(nodes, spared)
    result = []
    for node in nodes:
        if node.key == key:
            node = replace(node, state=state)
        elif node.key in spared:
            node = replace(node, state=after_step_act(node.state, StepAct.SKIP))
        elif node.key in asked and node.state not in SETTLED:
            node = replace(node, state=after_step_act(node.state, StepAct.CANCEL))
        result.append(node)
    return opened(_without_cancelled(result) if asked else result)


def _asked_by(nodes: Sequence[Node], keys: set[str]) -> set[str]:
    """Keys of the steps that were added for one of `keys`, or for one that was."""
    found: set[str] = set()
    while more := {n.key for n in nodes if n.parent in keys | found and n.key not in found}:
        found |= more
    return found - keys


def find(nodes: Iterable[Node], key: str) -> Node:
    """The step with this key; an unknown key is the caller's slip or a forged form."""
    for node in nodes:
        if node.key == key:
            return node
    raise RuleViolation("no_such_step", N_("没有这个环节，请刷新页面后重新选择。"), field="step")


def descendants(nodes: Sequence[Node], key: str) -> set[str]:
    """Keys of every step that directly or indirectly waits for `key`."""
    found: set[str] = set()
    grew = True
    while grew:
        more = {
            n.key for n in nodes if n.key not in found and (key in n.after or found.intersection(n.after))
        }
        grew = bool(more)
        found |= more
    return found


def ancestors(nodes: Sequence[Node], key: str) -> set[str]:
    """Keys of every step that `key` directly or indirectly waits for."""
    return {node.key for node in nodes if key in descendants(nodes, node.key)}


def may_return_to(nodes: Sequence[Node], key: str) -> list[str]:
    """Keys of the earlier steps to which `key` can be returned: passed ones of the plan, in the order of the flow.

    Not to what a colleague was asked on the way: they can simply be asked again.
    """
    earlier = ancestors(nodes, key)
    return [n.key for n in nodes if n.key in earlier and n.state == StepState.PASSED and n.origin in PLANNED]


def returned(nodes: Sequence[Node], key: str, target: str) -> list[Node]:
    """The steps after `key` was sent back to `target` (退回任意步骤).

    The target opens again for the one who passed it; every step that follows the target is to be done anew (passed
    ones too: they judged what is now changing), except steps that were never needed, and steps that colleagues had
    added, which are cancelled. Parallel branches that do not follow the target go on.
    """
    if target not in may_return_to(nodes, key):
        raise RuleViolation(
            "not_earlier",
            N_("只能退回到本环节之前、已经通过的环节。请重新选择退回到哪一步。"),
            field="target",
        )
    after_step_act(find(nodes, key).state, StepAct.RETURN)
    later = descendants(nodes, target) | {target}
    kept = [_reset(node, target) if node.key in later else node for node in nodes]
    return opened(_without_cancelled(kept))


def _reset(node: Node, target: str) -> Node:
    if node.origin not in PLANNED:
        open_yet = node.state not in SETTLED
        return replace(node, state=after_step_act(node.state, StepAct.CANCEL)) if open_yet else node
    holder = node.holder if node.key == target else None
    return replace(node, state=after_step_act(node.state, StepAct.RESET), holder=holder)


def _without_cancelled(nodes: list[Node]) -> list[Node]:
    gone = {node.key for node in nodes if node.state == StepState.CANCELLED}
    return [replace(n, after=tuple(k for k in n.after if k not in gone)) if gone else n for n in nodes]


def cancelled(nodes: Iterable[Node]) -> list[Node]:
    """The steps of a case that ended before its time: nothing is left to do."""
    unfinished = {StepState.WAITING, StepState.OPEN, StepState.TAKEN}
    return [
        replace(n, state=after_step_act(n.state, StepAct.CANCEL)) if n.state in unfinished else n
        for n in nodes
    ]


@dataclass(frozen=True, slots=True)
class Signers:
    """People to be asked: how many, before or after the step, and whether all or any one must sign."""

    holders: tuple[int, ...]
    origin: Origin
    any_one: bool = False


def with_signers(nodes: Sequence[Node], key: str, signers: Signers) -> list[Node]:
    """The steps after colleagues were asked to sign (委派, 前加签, 后加签; 会签 all, 或签 any one).

    Before and delegate: the step waits for them and then comes back to its holder. After: what follows waits for
    them too.
    """
    current = find(nodes, key)
    _check_signers(current, signers)
    taken_keys = {node.key for node in nodes}
    keys = _fresh_keys(key, len(signers.holders), taken_keys)
    group = keys[0] if signers.any_one and len(keys) > 1 else ""
    goes_before = signers.origin != Origin.AFTER
    waits_for = current.after if goes_before else (key,)
    new = [
        Node(k, StepState.WAITING, waits_for, group, holder, signers.origin, key)
        for k, holder in zip(keys, signers.holders, strict=True)
    ]
    rewired = [_rewire(node, current, keys, goes_before) for node in nodes]
    return opened([*rewired, *new])


def _check_signers(current: Node, signers: Signers) -> None:
    if current.state != StepState.TAKEN:
        after_step_act(current.state, StepAct.HOLD)
    if not signers.holders or len(set(signers.holders)) != len(signers.holders):
        raise RuleViolation("no_signers", N_("请选择要加签的人，每人只选一次。"), field="signers")
    if current.holder in signers.holders:
        raise RuleViolation("signer_is_self", N_("不能加签给自己，请选择其他同事。"), field="signers")


def _fresh_keys(key: str, count: int, used: set[str]) -> list[str]:
    numbers = (f"{key}+{i}" for i in range(1, len(used) + count + 1))
    return [k for k in numbers if k not in used][:count]


def _rewire(node: Node, current: Node, keys: list[str], before: bool) -> Node:
    if before and node.key == current.key:
        state = after_step_act(node.state, StepAct.HOLD)
        return replace(node, state=state, after=(*node.after, *keys))
    if not before and current.key in node.after:
        return replace(node, after=(*node.after, *keys))
    return node


def finished(nodes: Iterable[Node]) -> bool:
    """Whether nothing is left to do."""
    return all(node.state in SETTLED for node in nodes)


def changed(before: Sequence[Node], after: Sequence[Node]) -> Mapping[str, Node]:
    """The steps that differ, by key, new ones included."""
    old = {node.key: node for node in before}
    return {node.key: node for node in after if old.get(node.key) != node}
