"""Checking a catalogue as one thing: 5,000 items, 20,000 prerequisite links, beside the graph library alone.

The floor is the same graph, built and asked for its knots, its order and its longest path by bare calls of the
library; what comes on top is reading the items: their links, the results that are others' materials, problems and
remarks with their names. Each call gets the design anew, as it keeps what was read once.
"""

import random
import statistics
from collections.abc import Callable
from dataclasses import replace

import rustworkx

from benchmarks.turns import in_turns
from oneseal.catalog.rules.composing_checks import longest, problems, remarks
from oneseal.catalog.rules.composing_parts import Design, Part
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.tests.contents import simple_content

TITLE = "Composing checks on 5,000 items with 20,000 prerequisite links, beside rustworkx alone"
ITEMS, LINKS, ROUNDS, TARGET_S = 5000, 20_000, 5, 1.0
FIELDS = ("org_name", "org_uscc", "legal_name", "contact_name", "contact_phone", "site_address")


def code(place: int) -> str:
    """A basic code of its own."""
    return f"0001{place:08}"


def content(place: int, before: list[int]) -> ItemContent:
    """An item with its prerequisites, five materials and six fields."""
    materials = [
        {"code": f"m{(place + step) % 900}", "name": f"材料{(place + step) % 900}"} for step in range(5)
    ]
    fields = {
        name: {"type": "string", "title": name, "x-field": name, "x-order": order}
        for order, name in enumerate(FIELDS, start=1)
    }
    return simple_content(
        name=f"事项{place}",
        basic_code=code(place),
        prerequisites=[code(each) for each in before],
        materials=materials,
        form={"type": "object", "properties": fields, "required": list(FIELDS)},
        results=[{"name": f"证照{place}", "kind": "licence"}],
    )


def catalogue() -> tuple[Design, list[tuple[int, int]]]:
    """The items, each after some of those before it, so that there is no circle; and the bare links."""
    chance = random.Random(20261122)
    before: dict[int, set[int]] = {place: set() for place in range(ITEMS)}
    links: set[tuple[int, int]] = set()
    while len(links) < LINKS:
        last = chance.randrange(1, ITEMS)
        first = chance.randrange(last)
        links.add((first, last))
        before[last].add(first)
    parts = tuple(Part(f"i{place}", content(place, sorted(before[place]))) for place in range(ITEMS))
    return Design(parts), sorted(links)


def bare(links: list[tuple[int, int]]) -> int:
    """Knots, order and longest path by the library alone."""
    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(ITEMS))
    graph.add_edges_from_no_data(links)
    knots = [knot for knot in rustworkx.strongly_connected_components(graph) if len(knot) > 1]
    if knots or len(rustworkx.topological_sort(graph)) != ITEMS:
        raise AssertionError("the catalogue has a circle")
    return int(rustworkx.dag_longest_path_length(graph))


def run() -> list[dict[str, object]]:
    """Measure in turns; one row for each."""
    design, links = catalogue()
    named: dict[str, Callable[[], object]] = {
        "graph library alone: knots, order, longest path": lambda: bare(links),
        "promise as the longest path (`longest`)": lambda: longest(replace(design)),
        "what keeps it from being published (`problems`)": lambda: problems(replace(design)),
        "what is worth a second look (`remarks`)": lambda: remarks(replace(design)),
    }
    times = in_turns(named, ROUNDS)
    floor = statistics.median(next(iter(times.values())))
    return [
        {
            "what": name,
            "median_ms": round(statistics.median(taken) * 1000, 1),
            "best_ms": round(min(taken) * 1000, 1),
            "x_floor": round(statistics.median(taken) / floor, 1),
            "target": f"< {TARGET_S:.0f} s" if place else "",
        }
        for place, (name, taken) in enumerate(times.items())
    ]


def main() -> None:
    """Print the table."""
    for row in run():
        print(
            f"{row['what']:52}{row['median_ms']:>10}{row['best_ms']:>10}{row['x_floor']:>8}  {row['target']}"
        )


if __name__ == "__main__":
    main()
