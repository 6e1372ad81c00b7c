"""Kinds of plan layers, how a site is judged against one, and the life of a layer's version (inventory 6.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.plans.rules.geometry import area_m2, joined, polygons, to_geojson

BASIS: Final = "城乡规划法第三十八条；国办发〔2019〕11号（多规合一）"
MOST_PIECES: Final = 200
"""So many pieces of one layer are named and drawn; the area counts all."""

KINDS: Final = {
    "territorial": N_("国土空间规划"),
    "control": N_("控制性详细规划"),
    "land_use": N_("土地利用现状和规划"),
    "farmland": N_("永久基本农田"),
    "ecology": N_("生态保护红线"),
    "boundary": N_("城镇开发边界"),
    "forest": N_("林地保护利用规划"),
    "water": N_("水源和河湖保护"),
    "heritage": N_("历史文化和文物保护"),
    "transport": N_("交通和市政控制线"),
    "environment": N_("环境管控单元"),
    "other": N_("其他规划"),
}


class LayerTest(StrEnum):
    """What a layer asks of a site."""

    OUTSIDE = "outside"
    INSIDE = "inside"
    PURPOSE = "purpose"
    CONSENT = "consent"


TESTS: Final = {
    LayerTest.OUTSIDE: N_("不得占用：碰到图斑就冲突"),
    LayerTest.INSIDE: N_("应在范围内：超出图斑的部分冲突"),
    LayerTest.PURPOSE: N_("用途应一致：落在其他用途的部分冲突"),
    LayerTest.CONSENT: N_("须征求意见：碰到图斑要问主管部门"),
}


class Verdict(StrEnum):
    """What came out for one layer."""

    CONFORMS = "conforms"
    CONSENT = "consent"
    CONFLICTS = "conflicts"
    UNKNOWN = "unknown"


VERDICTS: Final = {
    Verdict.CONFORMS: N_("符合"),
    Verdict.CONSENT: N_("须征求意见"),
    Verdict.CONFLICTS: N_("冲突"),
    Verdict.UNKNOWN: N_("不能判断"),
}


class VersionState(StrEnum):
    """The life of an imported version: seen first, then in force, then replaced by the next or withdrawn."""

    DRAFT = "draft"
    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


VERSIONS: Final = TransitionTable(
    {
        VersionState.DRAFT: N_("待启用"),
        VersionState.CURRENT: N_("现行"),
        VersionState.REPLACED: N_("已被新版本替代"),
        VersionState.WITHDRAWN: N_("已停用"),
        VersionState.DISCARDED: N_("未启用，已放弃"),
    },
    [
        Edge(VersionState.DRAFT, "publish", VersionState.CURRENT, BASIS),
        Edge(VersionState.DRAFT, "repair", VersionState.DRAFT, BASIS),
        Edge(VersionState.DRAFT, "discard", VersionState.DISCARDED, BASIS),
        Edge(VersionState.CURRENT, "replace", VersionState.REPLACED, BASIS),
        Edge(VersionState.CURRENT, "withdraw", VersionState.WITHDRAWN, BASIS),
    ],
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A feature near the site: its id, name, category, shape; its own area in m² where it lies wholly inside the site."""

    id: int
    name: str
    category: str
    shape: Any
    inside_m2: float | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the site where it conflicts (or needs consent): with what, how large, and its outline as GeoJSON."""

    feature_id: int
    name: str
    category: str
    area_m2: float
    geojson: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """What one layer says of a site. `area_m2`: of all that conflicts, nothing counted twice."""

    verdict: str
    area_m2: float = 0.0
    pieces: tuple[Piece, ...] = ()
    pieces_left_out: int = 0
    why: str = ""


NO_VERSION: Final = N_("这个图层没有现行版本")
NOT_YET: Final = N_("这个版本还没有生效")
OVER: Final = N_("这个版本已经到期，须由主管部门更新")
NO_PURPOSE: Final = N_("没有写地块的用途，无法与规划用途比较")


def in_force(valid_from: date | None, valid_until: date | None, today: date) -> str:
    """Why a version says nothing today, marked for translation; "" where it is in force."""
    if valid_from and today < valid_from:
        return NOT_YET
    return OVER if valid_until and today > valid_until else ""


def judge(test: str, site: Any, features: Sequence[Drawn], *, purpose: str, tolerance_m2: float) -> Judged:
    """Judge a site (degrees of CGCS2000) by the features near it.

    Parts below `tolerance_m2` are taken for the inaccuracy of drawing. `purpose` is the site's use, as the layer's
    categories name it.
    """
    if test == LayerTest.INSIDE:
        found = _outside(site, features)
    elif test == LayerTest.PURPOSE:
        if not purpose:
            return Judged(Verdict.UNKNOWN, why=NO_PURPOSE)
        found = _of_other_purpose(site, features, purpose)
    else:
        found = _cut(site, features)
    return _summed(found, tolerance_m2, Verdict.CONSENT if test == LayerTest.CONSENT else Verdict.CONFLICTS)


BEYOND: Final = Drawn(0, "", "", None)
"""Stands for the land that no feature covers."""


def _outside(site: Any, features: Sequence[Drawn]) -> list[tuple[Drawn, Any]]:
    from shapely import union_all

    return [(BEYOND, site.difference(union_all([each.shape for each in features])))]


def _of_other_purpose(site: Any, features: Sequence[Drawn], purpose: str) -> list[tuple[Drawn, Any]]:
    from shapely import union_all

    other = [each for each in features if each.category != purpose]
    found = _cut(site, other)
    return [*found, (BEYOND, site.difference(union_all([each.shape for each in features])))]


def _cut(site: Any, features: Sequence[Drawn]) -> list[tuple[Drawn, Any]]:
    """What of each feature lies on the site; those wholly inside are taken as they are."""
    import shapely

    crossing = [each for each in features if each.inside_m2 is None]
    pieces = iter(shapely.intersection([each.shape for each in crossing], site)) if crossing else iter(())
    return [(each, next(pieces) if each.inside_m2 is None else each.shape) for each in features]


def _measured(feature: Drawn, shape: Any) -> list[tuple[Any, float]]:
    """The polygons of a piece with their areas; one wholly inside the site was measured when it was imported."""
    parts = polygons(shape)
    if feature.inside_m2 is not None and len(parts) == 1:
        return [(parts[0], feature.inside_m2)]
    return [(part, area_m2(part)) for part in parts]


def _whole_m2(parts: Sequence[tuple[Drawn, Any, float]]) -> float:
    """The area of all parts together, nothing counted twice: only those that overlap another have to be joined."""
    import shapely

    shapes = [part for _, part, _ in parts]
    tree = shapely.STRtree(shapes)
    pairs = [tree.query(shapes, predicate=how) for how in ("overlaps", "covers")]
    shared = {int(one) for each in pairs for pair in each.T if pair[0] != pair[1] for one in pair}
    alone = sum(area for place, (_, _, area) in enumerate(parts) if place not in shared)
    if not shared:
        return alone
    return alone + area_m2(joined([shapely.union_all([shapes[place] for place in sorted(shared)])]))


def _summed(found: Sequence[tuple[Drawn, Any]], tolerance_m2: float, verdict: Verdict) -> Judged:
    parts = [
        (feature, part, area)
        for feature, shape in found
        for part, area in _measured(feature, shape)
        if area >= tolerance_m2
    ]
    if not parts:
        return Judged(Verdict.CONFORMS)
    parts.sort(key=lambda each: -each[2])
    pieces = tuple(
        Piece(feature.id, feature.name, feature.category, area, to_geojson(part))
        for feature, part, area in parts[:MOST_PIECES]
    )
    return Judged(verdict, _whole_m2(parts), pieces, max(0, len(parts) - MOST_PIECES))
