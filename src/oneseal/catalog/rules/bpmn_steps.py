"""The steps that a BPMN model says: who, after what, in which situation; what was not understood is told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pydantic import ValidationError

from oneseal.catalog.rules.bpmn import BOUNDS, FLOW_NS
from oneseal.catalog.rules.bpmn_read import CHOICES, TASKS, Flow, Model, read
from oneseal.catalog.rules.content import Step, When
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class ReadFlow:
    """Steps out of a file, and what the keeper should look at because the file does not say it."""

    steps: list[Step]
    notes: list[Gap]


def read_steps(data: bytes, posts: Mapping[str, str], fallback: str) -> ReadFlow:
    """The steps of a model; `posts`: names of the bureau's posts by code, `fallback`: the post where none is named.

    Raises RuleViolation, or Violations naming each element that is not understood.
    """
    model = read(data)
    order = _in_order(model)
    tasks = [node for node in model.nodes if model.kind(node) in TASKS]
    if not tasks:
        raise RuleViolation("bpmn_empty", N_("模型里没有任何环节。请至少画一个人工环节。"), field="file")
    guards, arriving = _guards(model, order), _arriving(model)
    keys, notes = _keys(tasks), _condition_notes(model)
    steps = []
    for node in tasks:
        post, known = _post(model, node, posts, fallback)
        if not known:
            text = N_("环节“%(step)s”没有写明本单位的岗位，暂定“%(post)s”，请核对。")
            params = {"step": model.title(node), "post": posts.get(post, post)}
            notes.append(Gap("steps", "bpmn_post", text, params))
        after = [keys[before] for before in _before(model, arriving, node)]
        found: dict[str, object] = {"key": keys[node], "post": post, "after": after, "when": guards[node]}
        steps.append(_step(model, node, found))
    return ReadFlow(steps, notes)


def _in_order(model: Model) -> list[str]:
    """Nodes so that each comes after those that lead to it. Raises RuleViolation for a loop."""
    order: list[str] = []
    left = dict.fromkeys(model.nodes)
    while left:
        blocked = {flow.target for flow in model.flows if flow.source in left}
        ready = [node for node in left if node not in blocked]
        if not ready:
            names = "、".join(model.title(node) for node in list(left)[:5])
            text = N_("流程里有回路，办理流程不能往回走：%(names)s。请删除往回的连线。")
            raise RuleViolation("bpmn_loop", text, params={"names": names}, field="file")
        order += ready
        for node in ready:
            del left[node]
    return order


def _arriving(model: Model) -> dict[str, list[Flow]]:
    """Flows that lead to each node; those that only lead around tasks between two gateways left out."""
    found: dict[str, list[Flow]] = {node: [] for node in model.nodes}
    for flow in model.flows:
        if not _around(model, flow):
            found[flow.target].append(flow)
    return found


def _around(model: Model, flow: Flow) -> bool:
    if model.kind(flow.source) not in CHOICES or model.kind(flow.target) not in CHOICES:
        return False
    left, seen = [f.target for f in model.flows if f.source == flow.source and f is not flow], set()
    while left:
        node = left.pop()
        if node == flow.target:
            return True
        if node not in seen:
            seen.add(node)
            left += [f.target for f in model.flows if f.source == node]
    return False


def _before(model: Model, arriving: Mapping[str, list[Flow]], node: str) -> list[str]:
    """The tasks that lead to a node, through gateways only, in the order of the flows."""
    found: dict[str, None] = {}
    for flow in arriving[node]:
        if model.kind(flow.source) in TASKS:
            found[flow.source] = None
        else:
            found |= dict.fromkeys(_before(model, arriving, flow.source))
    return list(found)


def _guards(model: Model, order: list[str]) -> dict[str, When]:
    """The situation in which each node is reached: what all its ways have in common."""
    guards: dict[str, When] = {}
    for node in order:
        ways = [_both(guards[flow.source], flow.when) for flow in model.flows if flow.target == node]
        first = ways[0] if ways else {}
        guards[node] = {
            key: value for key, value in first.items() if all(way.get(key) == value for way in ways)
        }
    return guards


def _both(one: When, other: When) -> When:
    met = {key: [option for option in one[key] if option in other[key]] for key in one if key in other}
    return {**one, **other, **met}


def _condition_notes(model: Model) -> list[Gap]:
    """Branches whose condition is not one of ours: all are taken until the keeper says in which situation."""
    notes = []
    for gateway in (node for node in model.nodes if model.kind(node) in CHOICES):
        ways = [flow for flow in model.flows if flow.source == gateway]
        unsaid = [flow for flow in ways if not flow.when]
        if len(ways) > 1 and (len(unsaid) > 1 or any(flow.foreign for flow in unsaid)):
            text = N_("网关“%(name)s”的分支没有写明情形，导入后各分支都会走；请给这些环节填写适用情形。")
            notes.append(Gap("steps", "bpmn_branch", text, {"name": model.title(gateway)}))
    choices = [flow for flow in model.flows if flow.foreign and model.kind(flow.source) not in CHOICES]
    for flow in choices:
        text = N_("连线 %(id)s 的条件不是情形条件，没有采用；请核对后一环节的适用情形。")
        notes.append(Gap("steps", "bpmn_foreign", text, {"id": flow.id}))
    return notes


def _keys(tasks: list[str]) -> dict[str, str]:
    """A key for each task: what stands behind `step_` in its id where that is one, else t1, t2, …"""
    given = {node: node.removeprefix("step_") for node in tasks if node.startswith("step_")}
    keys = {node: key for node, key in given.items() if KEY.fullmatch(key)}
    number = 0
    for node in tasks:
        if node not in keys:
            number += 1
            while f"t{number}" in keys.values():
                number += 1
            keys[node] = f"t{number}"
    return keys


def _post(model: Model, node: str, posts: Mapping[str, str], fallback: str) -> tuple[str, bool]:
    """The post of a task and whether the model says it: its lane, then its owner, by code or by name."""
    by_name = {name: code for code, name in posts.items()}
    for code, name in (model.lanes.get(node, ("", "")), model.owners.get(node, ("", ""))):
        if code in posts:
            return code, True
        if name in by_name or name in posts:
            return by_name.get(name, name), True
    return fallback, False


def _step(model: Model, node: str, found: dict[str, object]) -> Step:
    element = model.nodes[node]
    details = element.find(f".//{{{FLOW_NS}}}step")
    if details is not None:
        found |= {key: details.get(key) for key in ("kind", "days") if details.get(key)}
        found["review_points"] = [_point(point) for point in details.findall(f"{{{FLOW_NS}}}reviewPoint")]
    name = element.get("name", "")
    try:
        return Step.model_validate({"name": name if details is not None else " ".join(name.split()), **found})
    except ValidationError as error:
        text = N_("环节“%(step)s”的%(where)s不对：%(what)s。请在建模工具里改正。")
        first = error.errors()[0]
        params = {"step": model.title(node), "where": ".".join(map(str, first["loc"])), "what": first["msg"]}
        raise RuleViolation("bpmn_step", text, params=params, field="file") from error


def _point(point: Element) -> dict[str, object]:
    return {key: float(value) if key in BOUNDS else value for key, value in point.attrib.items()}
