"""The outline of a site as people give it: coordinates line by line, GeoJSON, or a file."""

import re
from typing import Any, Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.plans.rules import geometry, reading, reference

NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d+)?")
SIGNS: Final = re.compile(r"[\s,，;；、\t]+")
MOST_SITES: Final = 200
"""A site of more separate plots than this is a plan, not a site."""


def of_text(text: str, crs: str) -> tuple[dict[str, Any], str]:
    """A site from pasted text as GeoJSON in degrees of CGCS2000, and what it was given as.

    Either GeoJSON, or one corner a line: east or longitude first, then north or latitude; a blank line begins the next
    plot; a corner's name may stand before it. Raises RuleViolation at `outline` or `crs`.
    """
    if text.lstrip().startswith("{"):
        return of_content(text.encode(), crs)
    if not crs:
        missing = N_("请选择这些坐标的坐标系，系统不猜。")
        raise RuleViolation("crs_missing", missing, field="crs", basis=reference.BASIS)
    from shapely import Polygon

    system = reference.parse(crs)
    plots = [Polygon(_corners(part)) for part in re.split(r"\n\s*\n", text.replace("\r", "").strip())]
    return _as_site(plots, system)


def _corners(text: str) -> list[tuple[float, float]]:
    rows = [(place, row) for place, row in enumerate(text.split("\n"), 1) if row.strip()]
    found = []
    for place, row in rows:
        parts = [part for part in SIGNS.split(row.strip()) if part]
        numbers = parts[-2:]
        named = len(parts) == 3
        if not (len(parts) == 2 or named) or not all(NUMBER.fullmatch(part) for part in numbers):
            wrong = N_("第 %(place)d 行读不懂：%(row)s。每行写一个点，例如“120.123456, 30.123456”。")
            raise _refused("outline_unreadable", wrong, place=place, row=row.strip()[:60])
        found.append((float(numbers[0]), float(numbers[1])))
    if len(set(found)) < 3:
        raise _refused("outline_short", N_("地块至少要三个不同的点。"))
    return found


def of_content(content: bytes, crs: str) -> tuple[dict[str, Any], str]:
    """A site from a GeoJSON or zipped Shapefile; every feature of it belongs to the site.

    Raises RuleViolation at `file`, `crs` or `site`.
    """
    found = reading.read(content)
    if len(found.features) > MOST_SITES:
        too_many = N_("文件里有 %(count)d 个要素，不像一个地块。规划图层请在“规划图层”里导入。")
        params = {"count": len(found.features)}
        raise RuleViolation("not_a_site", too_many, params=params, field="file")
    system, _ = reference.chosen(found.crs, crs)
    return _as_site([each.shape for each in found.features if each.shape is not None], system)


def _as_site(plots: list[Any], system: reference.Reference) -> tuple[dict[str, Any], str]:
    """One site of sound plots, in degrees. What crosses itself is refused before anything is computed with it."""
    import shapely

    for plot in plots:
        geometry.check_shape(plot)
    west, south, east, north = (
        float(each) for each in shapely.total_bounds(reference.points_of(plots, system))
    )
    reference.check_inside((west, south, east, north), system)
    shape = shapely.union_all(reference.transformed(plots, system))
    geometry.check_site(shape)
    return geometry.to_geojson(shape), system.name


def _refused(code: str, text: str, **params: object) -> RuleViolation:
    return RuleViolation(code, text, params=params or None, field="outline")
