"""Plans drawn for tests: squares in metres about a point, as GeoJSON and as zipped Shapefile; layers in force."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

from oneseal.kernel.access import Actor
from oneseal.plans import services
from oneseal.plans.models import LayerVersion, PlanLayer
from oneseal.plans.services import About

CRS = "EPSG:4549"
EAST, NORTH = 500_000.0, 3_400_000.0
"""On the central meridian 120°, in metres."""
Box = tuple[float, float, float, float]
GK = (
    'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
XIAN = GK.replace("D_China_2000", "D_Xian_1980").replace(
    'CGCS2000",6378137.0,298.257222101', 'Xian_1980",6378140.0,298.257'
)
"""What ESRI's programs write into a .prj."""


def ring(box: Box) -> list[list[float]]:
    """A rectangle (west, south, east, north) in metres from the point, closed."""
    west, south, east, north = box
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [[EAST + x, NORTH + y] for x, y in corners]


def feature(box: Box | None = None, *, points: Sequence[Any] = (), **values: str) -> dict[str, Any]:
    """One feature of a rectangle, or of given points."""
    outline = ring(box) if box else [[EAST + x, NORTH + y] for x, y in points]
    return {
        "type": "Feature",
        "properties": values,
        "geometry": {"type": "Polygon", "coordinates": [outline]},
    }


BOW_TIE = feature(points=[(0, 0), (100, 100), (100, 0), (0, 100), (0, 0)], name="蝴蝶")


def geojson(*features: dict[str, Any], crs: str = CRS) -> bytes:
    """A GeoJSON file that says its coordinate system, or says nothing with `crs` empty."""
    data: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        data["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs.replace(':', '::')}"}}
    return json.dumps(data, ensure_ascii=False).encode()


def shapefile(*features: dict[str, Any], prj: str = GK, encoding: str = "gb18030") -> bytes:
    """The same as a zipped Shapefile with the columns name and category."""
    import shapefile as writer

    parts = {"shp": io.BytesIO(), "shx": io.BytesIO(), "dbf": io.BytesIO()}
    with writer.Writer(**parts, shapeType=writer.POLYGON, encoding=encoding) as out:
        out.field("name", "C", 80)
        out.field("category", "C", 80)
        for each in features:
            out.poly(each["geometry"]["coordinates"])
            out.record(*(each["properties"].get(column, "") for column in ("name", "category")))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for suffix, stream in parts.items():
            package.writestr(f"规划/图层.{suffix}", stream.getvalue())
        if prj:
            package.writestr("规划/图层.prj", prj)
    return packed.getvalue()


def site(box: Box) -> dict[str, Any]:
    """A rectangle in metres as GeoJSON in degrees of CGCS2000, as pages send it."""
    from shapely import Polygon

    from oneseal.plans.rules.geometry import to_geojson
    from oneseal.plans.rules.reference import parse, transformed

    return to_geojson(transformed([Polygon(ring(box))], parse(CRS))[0])


def layer(actor: Actor, code: str, test: str = "outside", **values: Any) -> PlanLayer:
    """A layer without a version."""
    described = {"name": f"图层{code}", "kind": "other", "test": test, "department": "自然资源局", **values}
    return services.keep_layer(actor, code=code, **described)


def imported(actor: Actor, plan: PlanLayer, content: bytes, **about: Any) -> LayerVersion:
    """A version that waits to be put in force."""
    return services.import_version(
        actor, layer_id=plan.pk, file_name="plan.geojson", content=content, about=About("2026版", **about)
    )


def in_force(actor: Actor, code: str, test: str, *features: dict[str, Any], **values: Any) -> PlanLayer:
    """A layer with a version in force."""
    plan = layer(actor, code, test, **values)
    services.publish_version(actor, version_id=imported(actor, plan, geojson(*features)).pk)
    return plan
