"""Where the nodes of a flow stand in its diagram: a row for each post, a column for each stage. Lengths in pixels."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from oneseal.catalog.rules.bpmn_graph import Graph, Node

HEADER, COLUMN, ROW, MARGIN = 60, 150, 110, 40
SIZES = {
    "startEvent": (36, 36),
    "endEvent": (36, 36),
    "parallelGateway": (50, 50),
    "exclusiveGateway": (50, 50),
}
TASK = (110, 80)
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes of the pool (""), of each lane by its post, and of each node; the points of each flow."""

    pool: Box
    lanes: dict[str, Box]
    nodes: dict[str, Box]
    flows: dict[str, list[Point]]


def stages(graph: Graph) -> dict[str, int]:
    """For each node how many flows the longest way from the start has."""
    stage = {node.id: 0 for node in graph.nodes}
    for _ in graph.nodes:
        before = dict(stage)
        for flow in graph.flows:
            stage[flow.target] = max(stage[flow.target], stage[flow.source] + 1)
        if stage == before:
            break
    return stage


def lay_out(graph: Graph, posts: Mapping[str, str]) -> Layout:
    """Places for a graph; `posts`: the post of each step. Lanes stand in the order in which steps name them."""
    stage = stages(graph)
    lanes = list(dict.fromkeys(posts.values()))
    used: Counter[tuple[str, int]] = Counter()
    place: dict[str, tuple[str, int, int]] = {}
    for node in graph.nodes:
        lane = posts.get(node.owner, "")
        place[node.id] = (lane, stage[node.id], used[lane, stage[node.id]])
        used[lane, stage[node.id]] += 1
    rows = {
        lane: max((n for (own, _), n in used.items() if own == lane), default=1) for lane in lanes or [""]
    }
    width = HEADER + MARGIN + COLUMN * (max(stage.values()) + 1)
    tops, top = {}, MARGIN
    for lane, count in rows.items():
        tops[lane] = top
        top += count * ROW
    boxes = {node.id: _box(node, place[node.id], tops) for node in graph.nodes}
    return Layout(
        pool=Box(MARGIN, MARGIN, width, top - MARGIN),
        lanes={
            lane: Box(MARGIN + 30, tops[lane], width - 30, count * ROW)
            for lane, count in rows.items()
            if lane
        },
        nodes=boxes,
        flows={flow.id: _points(boxes[flow.source], boxes[flow.target]) for flow in graph.flows},
    )


def _box(node: Node, place: tuple[str, int, int], tops: Mapping[str, int]) -> Box:
    lane, stage, slot = place
    width, height = SIZES.get(node.tag, TASK)
    middle = MARGIN + HEADER + COLUMN * stage + COLUMN // 2
    return Box(middle - width // 2, tops[lane] + slot * ROW + (ROW - height) // 2, width, height)


def _points(source: Box, target: Box) -> list[Point]:
    """From the right edge to the left one, around a corner where they are not level."""
    start = (source.x + source.width, source.y + source.height // 2)
    end = (target.x, target.y + target.height // 2)
    if start[1] == end[1]:
        return [start, end]
    corner = end[0] - 20
    return [start, (corner, start[1]), (corner, end[1]), end]
