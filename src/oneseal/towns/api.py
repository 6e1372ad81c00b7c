"""Towns and villages for other systems: counters with their figures, lists of each level, points for evaluation."""

from datetime import date
from typing import Literal

from django.http import HttpRequest
from ninja import Path, Router, Schema

from oneseal.foundation.access import actor_of
from oneseal.identity.tokens import Scope
from oneseal.towns import selectors
from oneseal.towns.models import PointsTransfer

router = Router(tags=["镇村便民服务"])


class CounterOut(Schema):
    """A town's or village's counter. Aspects and extensions: how many of those asked of it hold."""

    name: str
    level: str
    region: str
    phone: str
    address: str
    plated: bool
    all_round: bool
    items: int
    items_of_standard: int
    aspects: int
    extensions: int


@router.get(
    "/counters", response={200: list[CounterOut]}, operation_id="list_counters", auth=Scope("catalog:read")
)
def list_counters(request: HttpRequest) -> list[CounterOut]:
    """The bureau's counters in towns and villages."""
    return [
        CounterOut(
            name=row.unit.name,
            level=row.level,
            region=row.unit.region_id or "",
            phone=row.unit.phone,
            address=row.unit.address,
            plated=row.plated,
            all_round=row.all_round,
            items=row.items.done,
            items_of_standard=row.items.whole,
            aspects=row.aspects.done,
            extensions=row.extensions.done,
        )
        for row in selectors.board(actor_of(request).bureau_id)
    ]


class LevelItemOut(Schema):
    """An item of a level's standard list: accept, forward or guide."""

    item: str
    name: str
    how: str
    note: str


@router.get(
    "/lists/{level}",
    response={200: list[LevelItemOut]},
    operation_id="list_level_items",
    auth=Scope("catalog:read"),
)
def list_level_items(request: HttpRequest, level: Path[Literal["town", "village"]]) -> list[LevelItemOut]:
    """The standard list of a level."""
    rows = selectors.level_items(actor_of(request).bureau_id).filter(level=level)
    return [LevelItemOut(item=row.item.code, name=row.item.name, how=row.how, note=row.note) for row in rows]


class TownPoints(Schema):
    """Points of 100 of a town's agent centres; null where they had nothing to do."""

    town: str
    points: int | None
    taken: int
    finished: int
    evaluated: int
    trained: int
    visits: int


class PointsOut(Schema):
    """One transfer: both days included; `number` of its document."""

    first: date
    last: date
    to_unit: str
    number: str
    towns: list[TownPoints]

    @classmethod
    def of(cls, row: PointsTransfer) -> "PointsOut":
        """From the row."""
        number = row.document.number if row.document else ""
        towns = [TownPoints(**{name: each[name] for name in TownPoints.model_fields}) for each in row.rows]
        return cls(first=row.first, last=row.last, to_unit=row.to_unit, number=number, towns=towns)


@router.get(
    "/points", response={200: list[PointsOut]}, operation_id="list_town_points", auth=Scope("catalog:read")
)
def list_town_points(request: HttpRequest) -> list[PointsOut]:
    """The points that were handed over for the towns' general evaluation, the newest first; at most 50."""
    return [PointsOut.of(row) for row in selectors.transfers(actor_of(request))[:50]]
