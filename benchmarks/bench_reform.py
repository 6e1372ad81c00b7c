"""The bench on a whole catalogue: 5,000 items, 20,000 prerequisites, beside the graph library alone.

The floor builds the same graph, finds its knots and sorts it: the least that naming circles and a longest path need.
Both run in turns in one process; each round reads the items anew (a design keeps what was found in it).
"""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oneseal.catalog.rules.composing_graph import built
from oneseal.catalog.rules.composing_parts import Design, Part
from oneseal.catalog.rules.content import ItemContent
from oneseal.reform.rules.analysis import analyse

TITLE = "The reformer's bench on a whole catalogue, beside rustworkx alone"
ITEMS, LINKS = 5_000, 20_000
ROUNDS = 7
TARGET_MS = 1000.0


def catalogue(seed: int = 4) -> Design:
    """A catalogue without circles, with papers and data that several items ask for."""
    chance = random.Random(seed)
    after: dict[int, set[int]] = {place: set() for place in range(ITEMS)}
    while sum(map(len, after.values())) < LINKS:
        before, item = sorted(chance.sample(range(ITEMS), 2))
        after[item].add(before)
    return Design(tuple(_item(place, sorted(after[place]), chance) for place in range(ITEMS)))


def _item(place: int, after: list[int], chance: random.Random) -> Part:
    papers = chance.sample(range(3_000), 5)
    data = chance.sample(range(400), 12)
    content: dict[str, Any] = {
        "name": f"事项{place}",
        "type": "01",
        "implementation_code": f"c{place}",
        "body_name": "行政审批局",
        "service_objects": ["2"],
        "business_line": "market",
        "handling": "commitment",
        "statutory_limit": {"days": 20},
        "promised_limit": {"days": chance.randint(1, 10)},
        "prerequisites": [f"c{before}" for before in after],
        "materials": [{"code": f"m{paper}", "name": f"材料{paper}"} for paper in papers],
        "results": [{"name": f"证书{place}"}],
        "form": {
            "type": "object",
            "properties": {f"d{each}": {"type": "string", "title": f"数据{each}"} for each in data},
        },
    }
    return Part(f"item{place}", ItemContent.model_validate(content))


def floor(waits: dict[str, tuple[str, ...]]) -> int:
    """Graph, knots and order by the library."""
    import rustworkx

    graph, _ = built(waits)
    knots = rustworkx.strongly_connected_components(graph)
    return len(knots) + len(rustworkx.topological_sort(graph))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def run() -> list[dict[str, Any]]:
    """Rows of the table: the whole analysis, the library alone, medians of interleaved rounds."""
    design = catalogue()
    waits, _ = design.links
    ours, alone = [], []
    for _ in range(ROUNDS):
        alone.append(timed(lambda: floor(waits)))
        ours.append(timed(lambda: analyse(replace(design))))
    least = statistics.median(alone)
    named = f"{ITEMS} items, {sum(map(len, waits.values()))} links"
    return [
        {
            "what": f"{name}, {named}",
            "median_ms": round(statistics.median(taken), 1),
            "best_ms": round(min(taken), 1),
            "x_library": round(statistics.median(taken) / least, 1),
            "target_ms": target,
        }
        for name, taken, target in (("analyse", ours, f"<= {TARGET_MS:.0f}"), ("rustworkx alone", alone, ""))
    ]


def main() -> None:
    """Print the table."""
    for row in run():
        print(*row.values(), sep="  ")


if __name__ == "__main__":
    main()
