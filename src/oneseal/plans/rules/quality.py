"""What is wrong with the features of a plan, feature by feature; repaired only when asked, and then said so."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from oneseal.kernel.text import N_
from oneseal.plans.rules.geometry import area_m2, joined

MOST_NAMED: Final = 500
"""So many problems are listed; of the rest the number is told."""
OVERLAP_M2: Final = 1.0
"""Neighbours that lie over each other by less are drawn exactly enough."""


class Flaw(StrEnum):
    """What can be wrong with a feature."""

    EMPTY = "empty"
    NO_POLYGON = "no_polygon"
    CROSSING = "crossing"
    REPAIRED = "repaired"
    LEFT_OUT = "left_out"
    OVERLAP = "overlap"


LABELS: Final = {
    Flaw.EMPTY: N_("没有图形"),
    Flaw.NO_POLYGON: N_("不是面（点或线）"),
    Flaw.CROSSING: N_("边线自相交或环嵌套有误"),
    Flaw.REPAIRED: N_("已修复"),
    Flaw.LEFT_OUT: N_("已略去"),
    Flaw.OVERLAP: N_("与另一要素重叠"),
}
STOPPING: Final = frozenset({Flaw.EMPTY, Flaw.NO_POLYGON, Flaw.CROSSING})
"""With these a version is not published: repaired or left out first, on request."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: the feature's place in the file (from 1), its name, what is wrong, where or how much."""

    place: int
    name: str
    flaw: str
    detail: str = ""
    other: int = 0
    """The place of the feature that it lies over."""

    @property
    def label(self) -> str:
        """The flaw in words, marked for translation."""
        return LABELS[Flaw(self.flaw)]


@dataclass(frozen=True)
class Examined:
    """The shapes to keep by place, and what was found."""

    kept: dict[int, Any]
    problems: list[Problem]

    def count(self, *flaws: Flaw) -> int:
        """How many features have one of the flaws."""
        return sum(each.flaw in flaws for each in self.problems)


def examine(shapes: Sequence[Any], names: Sequence[str], *, repair: bool) -> Examined:
    """Look at every shape, in the file's own coordinates: what is divided or transformed before is repaired silently.

    With `repair` crossing ones are rebuilt, and those that are no polygons left out.
    """
    import shapely

    kept: dict[int, Any] = {}
    problems: list[Problem] = []
    valid = shapely.is_valid(list(shapes))
    for place, (shape, name, sound) in enumerate(zip(shapes, names, valid, strict=True), 1):
        flaw = _flaw(shape, bool(sound))
        if flaw is None:
            kept[place] = shape
            continue
        problem = Problem(place, name, flaw, _where(shape) if flaw == Flaw.CROSSING else "")
        if repair:
            made, problem = _repaired(shape, problem)
            if made is not None:
                kept[place] = made
        problems.append(problem)
    return Examined(kept, problems)


def _flaw(shape: Any, sound: bool) -> Flaw | None:
    if shape is None or shape.is_empty:
        return Flaw.EMPTY
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return Flaw.NO_POLYGON
    return None if sound else Flaw.CROSSING


def _where(shape: Any) -> str:
    from shapely.validation import explain_validity

    said: str = explain_validity(shape)
    return said[said.find("[") :].strip("[]") if "[" in said else said


def _repaired(shape: Any, problem: Problem) -> tuple[Any | None, Problem]:
    """The rebuilt shape; None for what has no area and is left out."""
    from shapely import make_valid

    if problem.flaw != Flaw.CROSSING:
        return None, Problem(problem.place, problem.name, Flaw.LEFT_OUT, LABELS[Flaw(problem.flaw)])
    made = joined([make_valid(shape, method="structure")])
    if made.is_empty:
        return None, Problem(problem.place, problem.name, Flaw.LEFT_OUT, problem.detail)
    return made, Problem(problem.place, problem.name, Flaw.REPAIRED, problem.detail)


def overlaps(kept: dict[int, Any], names: Sequence[str]) -> tuple[list[Problem], int]:
    """Pairs of features (degrees of CGCS2000) that share more than a square metre, and how many there are in all."""
    import numpy
    import shapely

    places = list(kept)
    shapes = [kept[place] for place in places]
    if len(shapes) < 2:
        return [], 0
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = one < other
    one, other = one[pairs], other[pairs]
    stack = numpy.array(shapes, dtype=object)
    inner = shapely.relate_pattern(stack[one], stack[other], "T********")
    found: list[Problem] = []
    count = 0
    for first, second in zip(one[inner], other[inner], strict=True):
        area = area_m2(shapely.intersection(shapes[first], shapes[second]))
        if area < OVERLAP_M2:
            continue
        count += 1
        if len(found) < MOST_NAMED:
            place, beside = places[first], places[second]
            detail = f"{area:,.2f} m²"
            found.append(Problem(place, names[place - 1], Flaw.OVERLAP, detail, beside))
    return found, count
