"""Regional assessments: made once for an area, reused by the projects inside it while valid (5.14, PRJ-7)."""

from datetime import date
from enum import StrEnum
from typing import Any, Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS: Final = "区域评估成果共享"
TOLERANCE: Final = 1e-9
"""Square degrees by which a site may reach beyond the area through rounding of coordinates."""
DEPTH_KINDS = ("Polygon", "MultiPolygon")


class AssessmentKind(StrEnum):
    """What was assessed."""

    EIA = "eia"
    ENERGY = "energy"
    SOIL = "soil"
    GEOLOGY = "geology"
    QUAKE = "quake"
    RELICS = "relics"
    MINERAL = "mineral"
    WATER = "water"
    FLOOD = "flood"
    CLIMATE = "climate"


ASSESSMENTS: Final = {
    AssessmentKind.EIA: N_("环境影响评价"),
    AssessmentKind.ENERGY: N_("节能评价"),
    AssessmentKind.SOIL: N_("水土保持"),
    AssessmentKind.GEOLOGY: N_("地质灾害危险性评估"),
    AssessmentKind.QUAKE: N_("地震安全性评价"),
    AssessmentKind.RELICS: N_("文物考古调查"),
    AssessmentKind.MINERAL: N_("压覆重要矿产资源评估"),
    AssessmentKind.WATER: N_("水资源论证"),
    AssessmentKind.FLOOD: N_("洪水影响评价"),
    AssessmentKind.CLIMATE: N_("气候可行性论证"),
}


def shape(geojson: Any, field: str) -> Any:
    """A polygon from GeoJSON (degrees, WGS 84), as shapely has it. Raises RuleViolation with what is wrong.

    Takes a geometry, a Feature, or a FeatureCollection with one feature. Self-crossing ones are refused, never mended.
    """
    from shapely import is_valid_reason
    from shapely.geometry import shape as to_shape

    geometry = _geometry(geojson, field)
    try:
        found = to_shape(geometry)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
        raise _wrong("shape_unreadable", N_("坐标读不出来，请检查GeoJSON的格式。"), field) from error
    if found.is_empty or found.area == 0:
        raise _wrong("shape_empty", N_("范围没有面积，请至少给出三个不在一条直线上的点。"), field)
    west, south, east, north = found.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        text = N_("坐标超出经纬度范围。请换成经纬度（WGS 84，单位为度）再上传，系统不猜坐标系。")
        raise _wrong("shape_projected", text, field)
    if not found.is_valid:
        text = N_("范围的边界自相交（%(why)s），请修正后再上传。")
        raise _wrong("shape_crossing", text, field, why=is_valid_reason(found))
    return found


def _geometry(geojson: Any, field: str) -> dict[str, Any]:
    found = geojson
    if isinstance(found, dict) and found.get("type") == "FeatureCollection":
        features = found.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise _wrong("shape_many", N_("请只给出一个地块：文件里应当只有一个要素。"), field)
        found = features[0]
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = found.get("geometry")
    if not isinstance(found, dict) or found.get("type") not in DEPTH_KINDS:
        raise _wrong("shape_kind", N_("请给出面（Polygon或MultiPolygon），不是点或线。"), field)
    return found


def serves(site: Any, area: Any, valid_from: date, valid_until: date, today: date) -> bool:
    """Whether an assessment stands for a project: its site inside the area, the day inside the validity (5.14)."""
    return (
        valid_from <= today <= valid_until
        and shape(site, "site").difference(shape(area, "area")).area <= TOLERANCE
    )


def check_serves(site: Any, area: Any, valid_from: date, valid_until: date, today: date) -> None:
    """Refuse to reuse an assessment outside its area or validity (5.14). Raises RuleViolation."""
    if site is None:
        raise _wrong(
            "no_site",
            N_("项目还没有登记用地范围，无法判断是否在区域评估范围内。请先登记用地范围。"),
            "assessment",
        )
    if not valid_from <= today <= valid_until:
        text = N_("这项区域评估的有效期是%(first)s至%(last)s，现在不能用。")
        raise _wrong(
            "assessment_over", text, "assessment", first=valid_from.isoformat(), last=valid_until.isoformat()
        )
    if not serves(site, area, valid_from, valid_until, today):
        text = N_("项目用地没有全部落在区域评估的范围内，不能用它代替，请单独评估。")
        raise _wrong("outside_area", text, "assessment")


def _wrong(code: str, text: str, field: str, **params: str) -> RuleViolation:
    return RuleViolation(code, text, params=params, field=field, basis=BASIS)
