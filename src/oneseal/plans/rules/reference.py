"""Coordinate systems: what a plan is drawn in, and how it comes into CGCS2000 (EPSG:4490). Never guessed.

By the Surveying and Mapping Law, article 9, plans are drawn in the national system; since 1 July 2018 that is CGCS2000
alone. Older datums need parameters that the surveying authority keeps, so they are refused with the way out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS: Final = "测绘法第九条"
TARGET: Final = 4490
CHINA: Final = (73.0, 3.0, 136.0, 54.0)
"""West, south, east, north, in degrees: where a plan can lie at all."""
MARGIN: Final = 1.5
"""Degrees by which coordinates may leave the area for which their system is meant: plans cross zones a little."""
LONGEST_EDGE_M: Final = 500
"""Edges are divided to this length before they are transformed; what bends then stays under a centimetre."""

CHOICES: Final = (
    ("EPSG:4490", "CGCS2000 经纬度（EPSG:4490）"),
    *(
        (f"EPSG:{4534 + at}", f"CGCS2000 三度带，中央经线 {75 + 3 * at}°（EPSG:{4534 + at}）")
        for at in range(21)
    ),
    *(
        (f"EPSG:{4513 + at}", f"CGCS2000 三度带，带号 {25 + at}，东坐标带带号（EPSG:{4513 + at}）")
        for at in range(21)
    ),
    ("EPSG:4326", "WGS 84 经纬度（EPSG:4326）"),
)
"""What an importer may say a file is drawn in where the file does not say it itself."""


@dataclass(frozen=True)
class Reference:
    """A coordinate system that can be brought into CGCS2000.

    `exact`: the same datum; otherwise WGS 84, which agrees with CGCS2000 to about a metre. `to_target` takes an array
    of x and y (east or longitude first) and gives longitude and latitude.
    """

    name: str
    code: str
    exact: bool
    projected: bool
    area: tuple[float, float, float, float]
    to_target: Callable[[Any], Any]

    def moves(self) -> bool:
        """Whether coordinates change at all on their way."""
        return self.code not in {"EPSG:4490", "EPSG:4326"}


def parse(text: str) -> Reference:
    """The system that a code (`EPSG:4549`), a URN or the text of a .prj names. Raises RuleViolation at `crs`."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    plain = text.strip()
    if plain.upper().startswith("URN:") and plain.upper().endswith("CRS84"):
        plain = "EPSG:4326"
    try:
        crs = CRS.from_user_input(plain)
    except CRSError as error:
        raise _refused(
            "crs_unknown", N_("读不懂坐标系“%(name)s”。请用 CGCS2000 重新导出。"), plain
        ) from error
    code = crs.to_epsg(min_confidence=70)
    if code:
        crs = CRS.from_epsg(code)
    return _usable(crs, f"EPSG:{code}" if code else "")


def _usable(crs: Any, code: str) -> Reference:
    from pyproj import CRS
    from pyproj.transformer import TransformerGroup

    if not (crs.is_geographic or crs.is_projected):
        raise _refused(
            "crs_local", N_("“%(name)s”是独立坐标系，无法核对。请测绘单位转换到 CGCS2000。"), crs.name
        )
    exact = _same_datum(crs, TARGET)
    if not exact and not _same_datum(crs, 4326):
        text = N_(
            "“%(name)s”与 CGCS2000 之间的转换参数由测绘主管部门掌握，系统不猜。"
            "请测绘单位转换到 CGCS2000 后再导入。"
        )
        raise _refused("crs_refused", text, crs.name)
    target = CRS.from_epsg(TARGET if exact else 4326)
    group = TransformerGroup(crs, target, always_xy=True, allow_ballpark=False)
    if not group.transformers:
        raise _refused(
            "crs_refused", N_("没有从“%(name)s”到 CGCS2000 的可靠转换，请测绘单位转换。"), crs.name
        )
    transform = group.transformers[0].transform
    area = crs.area_of_use
    return Reference(
        name=crs.name,
        code=code,
        exact=exact,
        projected=crs.is_projected,
        area=_padded((area.west, area.south, area.east, area.north)) if area else CHINA,
        to_target=lambda points: _transformed(transform, points),
    )


def _same_datum(crs: Any, code: int) -> bool:
    """Whether a system rests on the datum of another: the same datum, or a transformation without loss between them."""
    from pyproj import CRS
    from pyproj.transformer import TransformerGroup

    group = TransformerGroup(crs, CRS.from_epsg(code), always_xy=True, allow_ballpark=False)
    return any(each.accuracy == 0 for each in group.transformers)


def _transformed(transform: Any, points: Any) -> Any:
    import numpy

    east, north = transform(points[:, 0], points[:, 1])
    return numpy.column_stack([east, north])


def _padded(area: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = area
    return (
        max(CHINA[0], west - MARGIN),
        max(CHINA[1], south - MARGIN),
        min(CHINA[2], east + MARGIN),
        min(CHINA[3], north + MARGIN),
    )


def check_inside(bounds: tuple[float, float, float, float], reference: Reference) -> None:
    """Refuse coordinates that do not lie where their system is used: swapped axes, a wrong zone, another system."""
    west, south, east, north = reference.area
    inside = bounds[0] >= west and bounds[1] >= south and bounds[2] <= east and bounds[3] <= north
    if not inside:  # also for NaN and infinity, with which every comparison fails
        text = N_(
            "坐标落在“%(name)s”的使用范围之外（算得经度 %(west)s 至 %(east)s，纬度 %(south)s 至 %(north)s）。"
            "请核对：坐标系是否选对，是否经度（东坐标）在前、纬度（北坐标）在后。"
        )
        values = dict(
            zip(("west", "south", "east", "north"), (f"{each:.4f}" for each in bounds), strict=True)
        )
        raise RuleViolation("crs_mismatch", text, params={"name": reference.name, **values}, field="crs")


def chosen(found: str, declared: str) -> tuple[Reference, bool]:
    """The system of a file: as it says itself, else as the importer declares; and whether it was only declared.

    Raises RuleViolation where neither says it, or the two contradict each other.
    """
    if not found and not declared:
        text = N_(
            "文件没有写明坐标系，系统不猜。请在“坐标系”里选择，或用带坐标系（.prj 或 crs）的文件重新导入。"
        )
        raise RuleViolation("crs_missing", text, field="crs", basis=BASIS)
    if not found:
        return parse(declared), True
    own = parse(found)
    if declared and _differ(own, parse(declared)):
        text = N_("文件写明的坐标系是“%(own)s”，与所选的不一致。请清除选择，或核对文件。")
        raise RuleViolation("crs_contradiction", text, params={"own": own.name}, field="crs")
    return own, False


def _differ(one: Reference, other: Reference) -> bool:
    return (one.code or one.name) != (other.code or other.name)


def _refused(code: str, text: str, name: str) -> RuleViolation:
    return RuleViolation(code, text, params={"name": name[:120]}, field="crs", basis=BASIS)


def points_of(shapes: Sequence[Any], system: Reference) -> Any:
    """Every corner of the shapes in degrees of CGCS2000, sound or not: to see where they lie."""
    import shapely

    points = shapely.multipoints(shapely.get_coordinates(list(shapes)))
    return shapely.transform(points, system.to_target)


def transformed(shapes: Sequence[Any], system: Reference) -> list[Any]:
    """Valid shapes in degrees of CGCS2000.

    Long edges of projected ones are divided first, so that they stay where they are. Dividing rebuilds a shape that
    crosses itself without a word, so those must have been sorted out before.
    """
    import shapely

    if not system.moves() or not shapes:
        return list(shapes)
    dense = shapely.segmentize(list(shapes), LONGEST_EDGE_M) if system.projected else list(shapes)
    return list(shapely.transform(dense, system.to_target))
