"""Polygons: areas on the ellipsoid, what of a shape is polygon, shapes as text for pages."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

HA: Final = 10_000
MU: Final = 10_000 / 15
"""Square metres of a 亩: fifteen make a hectare."""
AREA_METHOD: Final = N_("椭球面积（CGCS2000 椭球面，与投影带无关）")
DIGITS: Final = 8
"""Decimals of a degree that are kept: about a millimetre."""
MOST_SITE_POINTS: Final = 20_000


@cache
def _geod() -> Any:
    from pyproj import Geod

    return Geod(a=6378137.0, rf=298.257222101)


def area_m2(shape: Any) -> float:
    """The area of a polygon or several on the ellipsoid of CGCS2000, in square metres."""
    from shapely.geometry.polygon import orient

    total = 0.0
    for each in polygons(shape):
        area, _ = _geod().geometry_area_perimeter(orient(each))
        total += abs(area)
    return total


def polygons(shape: Any) -> list[Any]:
    """The polygons in a shape; lines and points that an operation left behind are none."""
    if shape.is_empty:
        return []
    if shape.geom_type == "Polygon":
        return [shape]
    if shape.geom_type in {"MultiPolygon", "GeometryCollection"}:
        return [found for part in shape.geoms for found in polygons(part)]
    return []


def joined(parts: Iterable[Any]) -> Any:
    """Polygons as one shape; an empty polygon where there are none. They are not merged."""
    from shapely import MultiPolygon, Polygon

    found = [each for part in parts for each in polygons(part)]
    if not found:
        return Polygon()
    return found[0] if len(found) == 1 else MultiPolygon(found)


def to_geojson(shape: Any) -> dict[str, Any]:
    """GeoJSON of a shape, rounded to a millimetre."""
    from shapely import get_coordinates, set_coordinates
    from shapely.geometry import mapping

    if shape.is_empty:
        return {"type": "Polygon", "coordinates": []}
    rounded = set_coordinates(shape, get_coordinates(shape).round(DIGITS))
    made: dict[str, Any] = mapping(rounded)
    return {"type": made["type"], "coordinates": _lists(made["coordinates"])}


def _lists(value: Any) -> Any:
    return [_lists(each) for each in value] if isinstance(value, tuple | list) else float(value)


def of_geojson(given: Mapping[str, Any]) -> Any:
    """A site from GeoJSON in degrees of CGCS2000: one polygon or several, without crossing itself.

    Raises RuleViolation at `site`.
    """
    from shapely.errors import ShapelyError
    from shapely.geometry import shape as shaped

    try:
        shape = shaped(dict(given))
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise _refused("site_unreadable", N_("读不懂地块的形状，请重新画或重新导入。")) from error
    check_site(shape)
    return shape


def check_shape(shape: Any) -> None:
    """Refuse what is no polygon, crosses itself, or is out of all measure, in whatever coordinates."""
    from shapely import get_num_coordinates
    from shapely.validation import explain_validity

    if shape.geom_type not in {"Polygon", "MultiPolygon"} or shape.is_empty:
        raise _refused("site_no_polygon", N_("地块应是面：至少三个不在一条线上的点。"))
    if get_num_coordinates(shape) > MOST_SITE_POINTS:
        raise _refused("site_large", N_("地块的点超过 %(most)d 个，请先简化。"), most=MOST_SITE_POINTS)
    if not shape.is_valid:
        where = explain_validity(shape)
        text = N_("地块的边线自己相交或重合（%(where)s），算不出面积。请改正后再核对。")
        raise _refused("site_crossing", text, where=where[where.find("[") :].strip("[]") or where)


def check_site(shape: Any) -> None:
    """The same for a site in degrees of CGCS2000, which must also have an area."""
    check_shape(shape)
    if area_m2(shape) < 1:
        raise _refused("site_tiny", N_("地块不到 1 平方米，请核对坐标的单位和坐标系。"))


def _refused(code: str, text: str, **params: object) -> RuleViolation:
    return RuleViolation(code, text, params=params or None, field="site")


def areas_text(square_metres: float) -> dict[str, str]:
    """An area in the three units that are shown: 平方米, 亩, 公顷."""
    return {
        "m2": f"{square_metres:,.2f}",
        "mu": f"{square_metres / MU:,.2f}",
        "ha": f"{square_metres / HA:,.4f}",
    }
