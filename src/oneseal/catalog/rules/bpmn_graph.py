"""The steps of an item as a graph of events, tasks, gateways and flows in the sense of BPMN 2.0 (2.11).

A step is a user task, or a manual task where somebody goes out. A step that waits for several has a parallel
gateway before it. A step that applies in some situations only stands between two exclusive gateways, one of which
leads around it, so that leaving it out hands its predecessors on as `situations.steps_for` does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from oneseal.catalog.rules.content import Step, StepKind, When

OUTSIDE = (StepKind.SURVEY, StepKind.TESTING)
START, END = "申请与受理", "办结、送达"


@dataclass(frozen=True, slots=True)
class Node:
    """An event, task or gateway; `owner` is the step whose lane it stands in."""

    id: str
    tag: str
    owner: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """From one node to another, on a condition; `default`: taken where no condition of its source holds."""

    source: str
    target: str
    when: When = field(default_factory=dict)
    default: bool = False


@dataclass(frozen=True, slots=True)
class Flow(Link):
    """A link with its identifier."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and flows of a model."""

    nodes: list[Node]
    flows: list[Flow]


def graph_of(steps: list[Step]) -> Graph:
    """The model of steps that wait only for one another and in no circle (`graph.steps` finds nothing)."""
    exits: dict[str, list[str]] = {key: [] for key in ["", *(step.key for step in steps)]}
    for step in steps:
        for before in dict.fromkeys(step.after or [""]):
            exits[before].append(step.key)
    conditional = {step.key for step in steps if step.when}
    leave = {key: _leave(key, key in conditional, len(then)) for key, then in exits.items()}
    first, last = (steps[0].key, steps[-1].key) if steps else ("", "")
    nodes = [Node("start", "startEvent", first, START)]
    links: list[Link] = []
    if len(exits[""]) > 1:
        nodes.append(Node("fork", "parallelGateway", first))
        links.append(Link("start", "fork"))
    for step in steps:
        nodes += _nodes(step, len(exits[step.key]))
        links += _links(step, leave, len(exits[step.key]))
    nodes.append(Node("end", "endEvent", last, END))
    links += [Link(leave[step.key], "end") for step in steps if not exits[step.key]]
    if not steps:
        links.append(Link("start", "end"))
    flows = [
        Flow(link.source, link.target, link.when, link.default, f"flow_{n}")
        for n, link in enumerate(links, 1)
    ]
    return Graph(nodes, flows)


def _leave(key: str, conditional: bool, exits: int) -> str:
    """The node from which flows leave a step; the step "" is the application."""
    if exits > 1:
        return f"fork_{key}" if key else "fork"
    if not key:
        return "start"
    return f"merge_{key}" if conditional else f"step_{key}"


def _nodes(step: Step, exits: int) -> Iterator[Node]:
    if len(set(step.after)) > 1:
        yield Node(f"join_{step.key}", "parallelGateway", step.key)
    if step.when:
        yield Node(f"if_{step.key}", "exclusiveGateway", step.key)
    tag = "manualTask" if step.kind in OUTSIDE else "userTask"
    yield Node(f"step_{step.key}", tag, step.key, step.name)
    if step.when:
        yield Node(f"merge_{step.key}", "exclusiveGateway", step.key)
    if exits > 1:
        yield Node(f"fork_{step.key}", "parallelGateway", step.key)


def _links(step: Step, leave: Mapping[str, str], exits: int) -> Iterator[Link]:
    key = step.key
    entry = f"if_{key}" if step.when else f"step_{key}"
    after = list(dict.fromkeys(step.after)) or [""]
    if len(after) > 1:
        yield from (Link(leave[before], f"join_{key}") for before in after)
        yield Link(f"join_{key}", entry)
    else:
        yield Link(leave[after[0]], entry)
    if step.when:
        yield Link(f"if_{key}", f"step_{key}", step.when)
        yield Link(f"if_{key}", f"merge_{key}", default=True)
        yield Link(f"step_{key}", f"merge_{key}")
    if exits > 1:
        yield Link(_leave(key, bool(step.when), 1), f"fork_{key}")
