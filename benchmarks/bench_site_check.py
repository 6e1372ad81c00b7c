"""A site held against 100,000 polygons: in force in the database, beside shapely's tree in memory alone."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection

from benchmarks import scratch
from oneseal.cases.tests import factories
from oneseal.plans import selectors
from oneseal.plans.models import LayerVersion, PlanFeature
from oneseal.plans.rules.geometry import area_m2
from oneseal.plans.tests import factories as plans

TITLE = "Sites of three sizes against 100,000 polygons of one layer"
POLYGONS = 100_000
SIDE = 316
ROUNDS = 30
TARGET_MS = 200
STEP = 0.001
"""Degrees between the polygons, which are rectangles of nine tenths of it."""
SITES = {"one polygon": 1, "25 polygons": 5, "900 polygons": 30}


def run() -> list[dict[str, object]]:
    """Median and 95th percentile in milliseconds: the whole question, and the tree with the same cutting alone."""
    from shapely import STRtree, box

    with scratch.database():
        house = factories.house()
        plan = plans.in_force(house["item_keeper"], "large", "outside", plans.feature((0, 0, 10, 10)))
        shapes = [_rectangle(place) for place in range(POLYGONS)]
        _fill(LayerVersion.objects.get(layer=plan).pk, shapes)
        tree = STRtree(shapes)
        rows: list[dict[str, object]] = []
        for name, across in SITES.items():
            edge = 110 + STEP * across
            site = box(110.01, 30.01, edge + 0.01, 30.01 + STEP * across)
            given = site.__geo_interface__
            ours = _timed(partial(selectors.conflicts, given, bureau_id=house.bureau_id))
            floor = _timed(partial(_alone, tree, shapes, site))
            rows.append(
                {
                    "site": name,
                    "p50_ms": f"{ours[0]:.1f}",
                    "p95_ms": f"{ours[1]:.1f}",
                    "tree_alone_p50_ms": f"{floor[0]:.1f}",
                    "ratio": f"{ours[0] / floor[0]:.1f}",
                    "target": f"p95 < {TARGET_MS} ms",
                }
            )
    return rows


def _rectangle(place: int) -> Any:
    from shapely import box

    west, south = 110 + STEP * (place % SIDE), 30 + STEP * (place // SIDE)
    return box(west, south, west + STEP * 0.9, south + STEP * 0.9)


def _fill(version: int, shapes: list[Any]) -> None:
    import shapely

    PlanFeature.objects.bulk_create(
        (
            PlanFeature(
                version_id=version,
                place=place,
                shape=shapely.to_wkb(shape),
                area_m2=area_m2(shape),
                **dict(zip(("west", "south", "east", "north"), shape.bounds, strict=True)),
                live=True,
            )
            for place, shape in enumerate(shapes, 2)
        ),
        batch_size=5000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE plans_planfeature")


def _alone(tree: Any, shapes: list[Any], site: Any) -> float:
    """What the geometry library needs for the same answer: find, cut, measure."""
    found = tree.query(site, predicate="intersects")
    return sum(area_m2(shapes[place].intersection(site)) for place in found)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    act()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.95)]
