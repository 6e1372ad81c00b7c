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
    """A feature near the site: its id, name, category, shape."""

    id: int
    name: str
    category: str
    shape: Any


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
        found = [(each, each.shape.intersection(site)) for each in features]
    return _summed(found, tolerance_m2, Verdict.CONSENT if test == LayerTest.CONSENT else Verdict.CONFLICTS)


BEYOND: Final = Drawn(0, "", "", None)
"""Stands for the land that no feature covers."""


def _outside(site: Any, features: Sequence[Drawn]) -> list[tuple[Drawn, Any]]:
    from shapely import union_all

    return [(BEYOND, site.difference(union_all([each.shape for each in features])))]


def _of_other_purpose(site: Any, features: Sequence[Drawn], purpose: str) -> list[tuple[Drawn, Any]]:
    from shapely import union_all

    other = [each for each in features if each.category != purpose]
    found = [(each, each.shape.intersection(site)) for each in other]
    return [*found, (BEYOND, site.difference(union_all([each.shape for each in features])))]


def _summed(found: Sequence[tuple[Drawn, Any]], tolerance_m2: float, verdict: Verdict) -> Judged:
    from shapely import union_all

    parts = [
        (feature, part, area)
        for feature, shape in found
        for part in polygons(shape)
        if (area := area_m2(part)) >= tolerance_m2
    ]
    if not parts:
        return Judged(Verdict.CONFORMS)
    parts.sort(key=lambda each: -each[2])
    pieces = tuple(
        Piece(feature.id, feature.name, feature.category, area, to_geojson(part))
        for feature, part, area in parts[:MOST_PIECES]
    )
    whole = area_m2(joined([union_all([part for _, part, _ in parts])]))
    return Judged(verdict, whole, pieces, max(0, len(parts) - MOST_PIECES))
