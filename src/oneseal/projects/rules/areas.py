"""The area of a polygon given in degrees, on the ellipsoid of WGS 84."""

from typing import Any


def square_metres(shape: Any) -> int:
    """Geodesic area in whole square metres; holes are taken off."""
    from pyproj import Geod

    area, _perimeter = Geod(ellps="WGS84").geometry_area_perimeter(_oriented(shape))
    return round(abs(area))


def _oriented(shape: Any) -> Any:
    from shapely.geometry import MultiPolygon
    from shapely.geometry.polygon import orient

    if shape.geom_type == "MultiPolygon":
        return MultiPolygon([orient(each) for each in shape.geoms])
    return orient(shape)
