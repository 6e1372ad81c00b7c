"""From a file's bytes to rows: read, brought into CGCS2000, examined, measured, copied into the database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from oneseal.plans.rules import geometry, quality, reading, reference
from oneseal.plans.rules.quality import Flaw, Problem
from oneseal.plans.rules.reading import Feature
from oneseal.plans.rules.reference import Reference

COPY = (
    "COPY plans_planfeature (version_id, place, name, category, values, shape, area_m2, west, south, east, north, live)"
    " FROM STDIN"
)


@dataclass(frozen=True)
class Prepared:
    """A file ready to be kept: shapes by place in degrees of CGCS2000, their areas in m², what was wrong.

    `problems` names at most so many; `counts` has them all.
    """

    format: str
    reference: Reference
    declared: bool
    features: Sequence[Feature]
    shapes: dict[int, Any]
    areas: dict[int, float]
    bounds: tuple[float, float, float, float]
    problems: list[Problem]
    counts: dict[str, int]


def prepare(content: bytes, crs: str, name_column: str, category_column: str, *, repair: bool) -> Prepared:
    """Read, examine and transform. Raises RuleViolation at `file`, `crs`, `name_column` or `category_column`."""
    read = reading.read(content, name_column=name_column, category_column=category_column)
    system, declared = reference.chosen(read.crs, crs)
    bounds = _bounds([each.shape for each in read.features], system)
    names = [each.name for each in read.features]
    examined = quality.examine([each.shape for each in read.features], names, repair=repair)
    shapes = dict(
        zip(examined.kept, reference.transformed(list(examined.kept.values()), system), strict=True)
    )
    areas = {place: geometry.area_m2(shape) for place, shape in shapes.items()}
    overlapping, overlaps = quality.overlaps(shapes, names)
    problems = [_measured(each, areas) for each in examined.problems] + overlapping
    counts = {
        "stopping": examined.count(*quality.STOPPING),
        Flaw.REPAIRED.value: examined.count(Flaw.REPAIRED),
        Flaw.LEFT_OUT.value: examined.count(Flaw.LEFT_OUT),
        Flaw.OVERLAP.value: overlaps,
    }
    return Prepared(
        read.format,
        system,
        declared,
        read.features,
        shapes,
        areas,
        bounds,
        problems[: quality.MOST_NAMED],
        counts,
    )


def _bounds(shapes: Sequence[Any], system: Reference) -> tuple[float, float, float, float]:
    """The box around everything, in degrees. Raises RuleViolation at `crs` where it is not where the system is used."""
    import shapely

    bounds = shapely.total_bounds(reference.points_of(shapes, system))
    west, south, east, north = (float(each) for each in bounds)
    reference.check_inside((west, south, east, north), system)
    return west, south, east, north


def _measured(problem: Problem, areas: dict[int, float]) -> Problem:
    """A repaired feature with the area that it has now."""
    if problem.flaw != Flaw.REPAIRED:
        return problem
    return replace(problem, detail=f"{problem.detail} → {areas[problem.place]:,.2f} m²")


def keep_features(version_id: int, prepared: Prepared) -> None:
    """Write the features of a version in one stream; inside the act's transaction."""
    import shapely

    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for place, shape in prepared.shapes.items():
            feature = prepared.features[place - 1]
            west, south, east, north = shape.bounds
            copy.write_row(
                (
                    version_id,
                    place,
                    feature.name,
                    feature.category,
                    json.dumps(dict(feature.values), ensure_ascii=False),
                    shapely.to_wkb(shape),
                    prepared.areas[place],
                    west,
                    south,
                    east,
                    north,
                    False,
                )
            )
