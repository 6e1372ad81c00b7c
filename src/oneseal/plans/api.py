"""Plan layers for other systems: what is in force, and a site held against all of it (6.6)."""

import json
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope
from oneseal.plans import selectors, services
from oneseal.plans.models import LayerVersion, PlanLayer
from oneseal.plans.rules import outlines

router = Router(tags=["规划图层"], auth=Scope(selectors.SCOPE))


class LayerOut(Schema):
    """One layer and what it asks of a site; `version` is empty where nothing is in force."""

    code: str
    name: str
    kind: str
    test: str
    department: str
    contact: str
    public: bool
    version: str
    approval: str
    map_licence: str
    valid_from: date | None
    valid_until: date | None
    features: int

    @staticmethod
    def of(layer: PlanLayer, version: LayerVersion | None) -> "LayerOut":
        """From a layer and its version in force."""
        names = ("code", "name", "kind", "test", "department", "contact", "public")
        return LayerOut(
            **{name: getattr(layer, name) for name in names},
            version=version.label if version else "",
            approval=version.approval if version else "",
            map_licence=version.map_licence if version else "",
            valid_from=version.valid_from if version else None,
            valid_until=version.valid_until if version else None,
            features=version.features_count if version else 0,
        )


class SiteIn(Schema):
    """A site as GeoJSON. `crs` as EPSG code where the GeoJSON does not say it itself: it is never guessed."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    site: dict[str, Any]
    crs: Annotated[str, Field(max_length=40)] = ""
    purpose: Annotated[str, Field(max_length=200)] = ""


class PieceOut(Schema):
    """Where the site conflicts, or needs consent: with what, how large, its outline in degrees of CGCS2000."""

    name: str
    category: str
    area_m2: float
    outline: dict[str, Any]


class SiteFindingOut(Schema):
    """What one layer says: conforms, consent, conflicts or unknown (`why`)."""

    layer: str
    name: str
    department: str
    version: str
    verdict: str
    why: str
    area_m2: float
    pieces: list[PieceOut]


class SiteCheckOut(Schema):
    """What came out; kept in the bureau under `uid`."""

    uid: UUID
    name: str
    area_m2: float
    conflicts: int
    findings: list[SiteFindingOut]


@router.get("/layers", response={200: list[LayerOut]}, operation_id="list_plan_layers")
def list_layers(request: HttpRequest) -> list[LayerOut]:
    """The layers that sites are held against, in their order."""
    return [LayerOut.of(*row) for row in selectors.current_layers(actor_of(request).bureau_id)]


@router.post("/checks", response={201: SiteCheckOut}, operation_id="check_site")
@decorate_view(idempotent)
def check_site(request: HttpRequest, given: SiteIn) -> Status[SiteCheckOut]:
    """Hold a site against every layer in force."""
    actor = actor_of(request)
    outline, system = outlines.of_content(json.dumps(given.site).encode(), given.crs)
    row = services.check_site(
        actor,
        bureau_id=actor.bureau_id,
        name=given.name,
        site=outline,
        purpose=given.purpose,
        given_as=f"{actor.name}（{system}）",
    )
    out = SiteCheckOut(
        uid=row.uid,
        name=row.name,
        area_m2=row.area_m2,
        conflicts=row.conflicts_count,
        findings=[_finding(each) for each in row.result],
    )
    return Status(201, out)


def _finding(found: dict[str, Any]) -> SiteFindingOut:
    judged = found["judged"]
    return SiteFindingOut(
        layer=found["code"],
        name=found["name"],
        department=found["department"],
        version=found["version_label"],
        verdict=judged["verdict"],
        why=judged["why"],
        area_m2=judged["area_m2"],
        pieces=[
            PieceOut(
                name=each["name"], category=each["category"], area_m2=each["area_m2"], outline=each["geojson"]
            )
            for each in judged["pieces"]
        ],
    )
