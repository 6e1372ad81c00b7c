"""In which order one thing runs: who waits for whom, circles, and the promise as the longest path (ONE-1, ONE-2)."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oneseal.catalog.rules.composing_parts import Design, Edges
from oneseal.catalog.rules.content import ItemContent, Variant, holds
from oneseal.catalog.rules.limits import working_days
from oneseal.catalog.rules.situations import Answers
from oneseal.catalog.rules.variants import promised_limit


@dataclass(frozen=True, slots=True)
class Plan:
    """The order for one set of answers. Days are working days from the day on which all is accepted.

    `waits`: for each item and errand those of the set that it waits for; `starts` and `ends` its earliest days;
    `path` the critical ones, in order; `circles` nodes that wait for each other, the first repeated at the end (no
    day or path is then known of them); `outside` prerequisites of items that are not in the set.
    """

    waits: Edges
    starts: Mapping[str, float]
    ends: Mapping[str, float]
    path: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]
    outside: Mapping[str, tuple[str, ...]]

    @property
    def days(self) -> int:
        """The promise for the whole: the longest path, in whole working days (ONE-2)."""
        return math.ceil(max(self.ends.values(), default=0) - 1e-9)

    @property
    def waves(self) -> list[list[str]]:
        """What may run at the same time, wave after wave."""
        level: dict[str, int] = {}
        for key in self.ends:
            level[key] = 1 + max((level.get(before, -1) for before in self.waits.get(key, ())), default=-1)
        found: list[list[str]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
        for key in self.waits:
            if key in level:
                found[level[key]].append(key)
        return found


def promised(content: ItemContent, variant: Variant | None = None) -> float:
    """The promised working days of an item."""
    return working_days(promised_limit(content, variant))


def plan(design: Design, promises: Mapping[str, float], answers: Answers) -> Plan:
    """The order of the items and errands that apply; `promises` are the working days of those items."""
    before, outside = design.links
    days = dict(promises)
    days |= {each.key: float(each.days) for each in design.errands if holds(each.when, answers)}
    waits = contracted(before, days)
    circles = circles_of(waits)
    starts, ends = schedule(waits, days) if not circles else ({}, {})
    return Plan(
        waits,
        starts,
        ends,
        tuple(critical(waits, starts, ends)),
        circles,
        {item: codes for item, codes in outside.items() if item in promises},
    )


def contracted(before: Edges, kept: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The same order among those that apply: who waits for one left out waits for what that one waited for."""
    applies = set(kept)

    def through(key: str) -> list[str]:
        found: dict[str, None] = {}
        open_, seen = list(before.get(key, ())), {key}
        while open_:
            each = open_.pop(0)
            if each in applies:
                found[each] = None
            elif each not in seen:
                seen.add(each)
                open_ += before.get(each, ())
        return list(found)

    return {
        key: before[key] if applies.issuperset(before.get(key, ())) else tuple(through(key))
        for key in before
        if key in applies
    }


def built(waits: Edges) -> tuple[Any, list[str]]:
    """The order as a graph of the graph library, and the key of each of its nodes."""
    import rustworkx

    keys = list(waits)
    places = {key: place for place, key in enumerate(keys)}
    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(keys)
    graph.add_edges_from_no_data(
        [(places[before], places[key]) for key in keys for before in waits[key] if before in places]
    )
    return graph, keys


def circles_of(waits: Edges) -> tuple[tuple[str, ...], ...]:
    """One circle of each knot of nodes that wait for each other, in the order in which they follow (5.20)."""
    import rustworkx

    graph, keys = built(waits)
    knots = [knot for knot in rustworkx.strongly_connected_components(graph) if len(knot) > 1]
    knots += [[place] for place in graph.node_indices() if graph.has_edge(place, place)]
    found = []
    for knot in knots:
        part = graph.subgraph(sorted(knot))
        edges = rustworkx.digraph_find_cycle(part)
        circle = [part[edge[0]] for edge in edges] or [keys[knot[0]]]
        first = circle.index(min(circle, key=keys.index))
        found.append((*circle[first:], *circle[:first], circle[first]))
    return tuple(sorted(found, key=lambda circle: keys.index(circle[0])))


def schedule(waits: Edges, days: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Earliest start and end of each, in an order in which nothing comes before what it waits for."""
    import rustworkx

    graph, keys = built(waits)
    return timed(waits, days, [keys[place] for place in rustworkx.topological_sort(graph)])


def timed(
    waits: Edges, days: Mapping[str, float], order: Iterable[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Earliest start and end of each; in `order` nothing comes before what it waits for."""
    starts: dict[str, float] = {}
    ends: dict[str, float] = {}
    for key in order:
        begin = 0.0
        for each in waits[key]:
            if (end := ends.get(each, 0.0)) > begin:
                begin = end
        starts[key] = begin
        ends[key] = begin + days.get(key, 0.0)
    return starts, ends


def critical(waits: Edges, starts: Mapping[str, float], ends: Mapping[str, float]) -> list[str]:
    """The longest path, from its first to its last: what must be shortened to shorten the whole."""
    if not ends:
        return []
    key: str | None = max(ends, key=lambda each: ends[each])
    found: list[str] = []
    while key is not None:
        found.append(key)
        earlier = [each for each in waits.get(key, ()) if each in ends]
        key = max(earlier, key=lambda each: ends[each]) if earlier else None
    return found[::-1]
