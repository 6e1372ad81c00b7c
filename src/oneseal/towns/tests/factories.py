"""A house with a town and its village, and people who work there."""

from dataclasses import replace
from datetime import date
from typing import Any

from oneseal.cases.tests.factories import House
from oneseal.identity.tests.factories import make_counter, make_region
from oneseal.kernel.access import Actor
from oneseal.towns import services

TOWN, VILLAGE = "白鹭镇便民服务中心", "白鹭镇白鹭村便民服务站"
CODES = ("990181100000", "990181100201", "990181100202")
SINCE = date(2026, 1, 5)


def places(made: House) -> tuple[Any, Any]:
    """A town of two villages, one of them with a station."""
    regions = [
        make_region(code, name, level)
        for code, name, level in zip(CODES, ("白鹭镇", "白鹭村", "上湾村"), (4, 5, 5), strict=True)
    ]
    town = make_counter(made.cast, TOWN, region=regions[0])
    village = make_counter(made.cast, VILLAGE, kind="village_station", region=regions[1], parent=town)
    return town, village


def at(actor: Actor, unit: str) -> Actor:
    """The same person at a unit's counter."""
    return replace(actor, outside=frozenset({unit}))


def found(made: House, unit: Any, point: str, **said: Any) -> Any:
    """Something holds about a unit."""
    values = {"holds": True, "since": SINCE, **said}
    return services.record_fact(made["coordinator"], unit_id=unit.pk, point=point, **values)
