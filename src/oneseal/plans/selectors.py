"""Every read of plan layers: layers and versions, what a site conflicts with, shapes for the map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse

from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import DESKWORK, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.plans.models import LayerVersion, PlanFeature, PlanLayer, SiteCheck
from oneseal.plans.rules import geometry, layers
from oneseal.plans.rules.layers import Drawn, Judged, Verdict, VersionState

KEEPERS = (Role.ITEM_KEEPER, Role.COORDINATOR)
SCOPE = "plans"
"""What another system's token must allow."""
NEWEST = ("-checked_at", "-id")
COLOURS = 8
MOST_DRAWN = 3000
"""So many features of a layer are sent to a map at once."""
NEAR = """
SELECT id, version_id, name, category, shape, area_m2 FROM plans_planfeature
WHERE live AND version_id = ANY(%s)
  AND box(point(west, south), point(east, north)) && box(point(%s, %s), point(%s, %s))
ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one layer says of a site."""

    layer_id: int
    code: str
    name: str
    kind: str
    test: str
    department: str
    contact: str
    version_id: int
    version_label: str
    judged: Judged

    @property
    def verdict(self) -> str:
        """conforms, consent, conflicts or unknown."""
        return self.judged.verdict


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What every layer says of a site: `area_m2` of the site on the ellipsoid, findings in the layers' order."""

    area_m2: float
    findings: tuple[Finding, ...]

    def of(self, verdict: str) -> tuple[Finding, ...]:
        """The findings with a verdict."""
        return tuple(each for each in self.findings if each.verdict == verdict)

    @property
    def conflicting(self) -> tuple[Finding, ...]:
        """The layers with which the site conflicts."""
        return self.of(Verdict.CONFLICTS)


def conflicts(
    polygon: Mapping[str, Any],
    *,
    bureau_id: int,
    purpose: str = "",
    public_only: bool = False,
    on: date | None = None,
) -> SiteResult:
    """Hold a site against every layer of a bureau that is in force.

    `polygon` is GeoJSON (Polygon or MultiPolygon) in degrees of CGCS2000; `purpose` its use as the plans name it;
    `on` the day (default: today). Two statements however many layers. Raises RuleViolation at `site`.
    """
    site = geometry.of_geojson(polygon)
    known = current_layers(bureau_id, public_only=public_only)
    near = _near(site, [version.pk for _, version in known if version is not None])
    day = on or clock.today()
    found = tuple(_finding(layer, version, site, near, purpose, day) for layer, version in known)
    return SiteResult(geometry.area_m2(site), found)


def current_layers(
    bureau_id: int, *, public_only: bool = False
) -> list[tuple[PlanLayer, LayerVersion | None]]:
    """The layers that are held against sites, each with its version in force, where it has one."""
    rows = PlanLayer.objects.filter(bureau=bureau_id, retired_at=None)
    if public_only:
        rows = rows.filter(public=True)
    found = list(rows)
    versions = LayerVersion.objects.filter(layer__in=found, state=VersionState.CURRENT)
    by_layer = {version.layer_id: version for version in versions.defer("problems")}
    return [(layer, by_layer.get(layer.pk)) for layer in found]


def map_layers(rows: Iterable[tuple[PlanLayer, LayerVersion | None]]) -> list[dict[str, Any]]:
    """What the map's script needs of each layer that has something to draw."""
    drawn = [(layer, version) for layer, version in rows if version is not None]
    return [
        {
            "id": layer.pk,
            "name": layer.name,
            "colour": place % COLOURS,
            "url": reverse("plans:shapes", args=[version.pk]),
        }
        for place, (layer, version) in enumerate(drawn)
    ]


def bounds_of(versions: Iterable[LayerVersion | None]) -> list[float] | None:
    """The box around several versions; None where there is nothing."""
    boxes = [(each.west, each.south, each.east, each.north) for each in versions if each is not None]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return [min(west), min(south), max(east), max(north)]


def _near(site: Any, versions: list[int]) -> dict[int, list[Drawn]]:
    """The features whose boxes meet the site's and that meet it themselves, by version."""
    import shapely

    with connection.cursor() as cursor:
        cursor.execute(NEAR, [versions, *site.bounds])
        rows = cursor.fetchall()
    found: dict[int, list[Drawn]] = {version: [] for version in versions}
    if not rows:
        return found
    shapes = shapely.from_wkb([bytes(row[4]) for row in rows])
    shapely.prepare(site)
    meeting, inside = shapely.intersects(site, shapes), shapely.contains_properly(site, shapes)
    for row, shape, meets, whole in zip(rows, shapes, meeting, inside, strict=True):
        if meets:
            found[row[1]].append(Drawn(row[0], row[2], row[3], shape, row[5] if whole else None))
    return found


def _finding(
    layer: PlanLayer,
    version: LayerVersion | None,
    site: Any,
    near: Mapping[int, Sequence[Drawn]],
    purpose: str,
    day: date,
) -> Finding:
    why = layers.NO_VERSION
    if version is not None:
        why = layers.in_force(version.valid_from, version.valid_until, day)
    if version is None or why:
        judged = Judged(Verdict.UNKNOWN, why=why)
    else:
        judged = layers.judge(
            layer.test, site, near[version.pk], purpose=purpose, tolerance_m2=layer.tolerance_m2
        )
    return Finding(
        layer_id=layer.pk,
        code=layer.code,
        name=layer.name,
        kind=layer.kind,
        test=layer.test,
        department=layer.department,
        contact=layer.contact,
        version_id=version.pk if version else 0,
        version_label=version.label if version else "",
        judged=judged,
    )


def visible_layers(actor: Actor) -> QuerySet[PlanLayer]:
    """The layers that an actor may see: the bureau's staff all, everybody else those that are public."""
    rows = PlanLayer.objects.all()
    if actor.is_staff and actor.has(*DESKWORK):
        return rows.filter(bureau=actor.bureau_id)
    return rows.filter(public=True, retired_at=None)


def access_layer(actor: Actor, layer_id: int) -> PlanLayer:
    """One layer that the actor may see. Raises NotFound otherwise."""
    found = visible_layers(actor).filter(pk=layer_id).first()
    if found is None:
        raise NotFound("layer_not_found", N_("没有找到这个图层，或者您无权查看。"))
    return found


def versions_of(layer: PlanLayer) -> list[LayerVersion]:
    """Every version of a layer, newest first."""
    return list(layer.versions.select_related("imported_by", "source").defer("problems"))


def access_version(actor: Actor, version_id: int) -> LayerVersion:
    """One version: those who keep layers see every one, others what is or was in force. Raises NotFound."""
    rows = LayerVersion.objects.select_related("layer", "source", "imported_by")
    rows = rows.filter(layer__in=visible_layers(actor))
    if not actor.has(*KEEPERS):
        rows = rows.exclude(published_at=None)
    found = rows.filter(pk=version_id).first()
    if found is None:
        raise NotFound("version_not_found", N_("没有找到图层的这个版本，或者您无权查看。"))
    return found


def shapes(version: LayerVersion, box: tuple[float, float, float, float], *, pixels: float) -> dict[str, Any]:
    """The version's features inside a box as GeoJSON for a map, thinned to what `pixels` degrees can show.

    Named and with their category; `left_out` says that there are more than a map is sent.
    """
    import shapely

    west, south, east, north = box
    near = Q(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    rows = list(
        PlanFeature.objects.filter(near, version=version)
        .order_by("-area_m2", "id")
        .values_list("id", "name", "category", "shape")[: MOST_DRAWN + 1]
    )
    drawn = (
        shapely.simplify(shapely.from_wkb([bytes(row[3]) for row in rows[:MOST_DRAWN]]), pixels)
        if rows
        else []
    )
    return {
        "type": "FeatureCollection",
        "left_out": len(rows) > MOST_DRAWN,
        "features": [
            {
                "type": "Feature",
                "properties": {"name": row[1], "category": row[2]},
                "geometry": geometry.to_geojson(shape),
            }
            for row, shape in zip(rows, drawn, strict=False)
            if not shape.is_empty
        ],
    }


def categories(bureau_id: int) -> list[str]:
    """The uses that the layers in force which compare the use know, for choosing a site's purpose."""
    rows = PlanFeature.objects.filter(
        live=True, version__layer__bureau=bureau_id, version__layer__test=layers.LayerTest.PURPOSE
    )
    return sorted(set(rows.exclude(category="").values_list("category", flat=True).distinct()[:200]))


def visible_checks(actor: Actor) -> QuerySet[SiteCheck]:
    """The checks that an actor may see: the bureau's staff all, a citizen those of whom they act for."""
    rows = SiteCheck.objects.select_related("checked_by", "applicant", "document")
    if actor.is_staff:
        rows = rows.filter(bureau=actor.bureau_id)
        return rows if actor.has(*DESKWORK) else rows.none()
    return rows.filter(applicant__in=actor.applicants) if actor.applicants else rows.none()


def access_check(actor: Actor, check_id: int) -> SiteCheck:
    """One check that the actor may see. Raises NotFound otherwise."""
    found = visible_checks(actor).filter(pk=check_id).first()
    if found is None:
        raise NotFound("check_not_found", N_("没有找到这次核对，或者您无权查看。"))
    return found


def checks_list(actor: Actor, asked: Mapping[str, str]) -> Page[SiteCheck]:
    """Checks, newest first; `q` narrows by name, `conflicts` to those that found some."""
    rows = visible_checks(actor).defer("site", "result")
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(name__icontains=text)
    if asked.get("conflicts"):
        rows = rows.filter(conflicts_count__gt=0)
    return keyset_page(rows, NEWEST, asked)


def documents_visible(actor: Actor, check_id: int) -> bool:
    """Whether the actor may open the report of a check."""
    return visible_checks(actor).filter(pk=check_id).exists()
