"""The news of towns and villages."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class LevelItemKept(Event):
    """An item was put on the standard list of a level, changed, or taken off (`how` empty)."""

    kind: ClassVar[str] = "towns.level_item_kept"
    says: ClassVar[str] = N_("%(who)s 调整镇村标准事项清单")
    level: str
    item: int
    how: str


@dataclass(frozen=True)
class UnitItemsSet(Event):
    """What a unit does was registered: items that came and items that ended."""

    kind: ClassVar[str] = "towns.unit_items_set"
    says: ClassVar[str] = N_("%(who)s 登记“%(unit)s”的进驻事项")
    unit: str
    came: list[int]
    ended: list[int]


@dataclass(frozen=True)
class FactFound(Event):
    """Something was found about a unit."""

    kind: ClassVar[str] = "towns.fact_found"
    says: ClassVar[str] = N_("%(who)s 登记“%(unit)s”的建设情况")
    unit: str
    point: str
    holds: bool


@dataclass(frozen=True)
class PointsHandedOver(Event):
    """Points of the agent centres went to the towns' general evaluation."""

    kind: ClassVar[str] = "towns.points_handed_over"
    says: ClassVar[str] = N_("%(who)s 移交代办考评分（%(first)s 至 %(last)s），%(towns)s 个镇（街道）")
    first: str
    last: str
    towns: int
    number: str
