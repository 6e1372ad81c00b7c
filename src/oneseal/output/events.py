"""The news that output publishes: numbers, no names and no addresses."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class UnitSetUp(Event):
    """A shelf unit got its places."""

    kind: ClassVar[str] = "output.unit_set_up"
    says: ClassVar[str] = N_("%(who)s 设置出件柜 %(unit)s，共 %(places)s 格")
    unit: str
    places: int


@dataclass(frozen=True)
class UnitRetired(Event):
    """An empty shelf unit is no longer used."""

    kind: ClassVar[str] = "output.unit_retired"
    says: ClassVar[str] = N_("%(who)s 停用出件柜 %(unit)s")
    unit: str


@dataclass(frozen=True)
class Shelved(Event):
    """A paper result was put into its place."""

    kind: ClassVar[str] = "output.shelved"
    says: ClassVar[str] = N_("%(who)s 把结果放入出件柜 %(place)s")
    place: str
    number: str


@dataclass(frozen=True)
class TakenOff(Event):
    """A place is free again: handed over, sent, moved, or the application ended."""

    kind: ClassVar[str] = "output.taken_off"
    says: ClassVar[str] = N_("结果离开出件柜 %(place)s")
    place: str
    number: str
    why: str


@dataclass(frozen=True)
class ParcelAsked(Event):
    """A parcel is to go by courier, at the bureau's cost."""

    kind: ClassVar[str] = "output.parcel_asked"
    says: ClassVar[str] = N_("%(who)s 请快递寄件 %(parcel)s")
    parcel: str
    way: str
    number: str


@dataclass(frozen=True)
class ParcelOrdered(Event):
    """The courier took the order and gave a waybill."""

    kind: ClassVar[str] = "output.parcel_ordered"
    says: ClassVar[str] = N_("快递接单 %(parcel)s，运单 %(waybill)s")
    parcel: str
    waybill: str
    fen: int


@dataclass(frozen=True)
class ParcelMoved(Event):
    """The courier told where a parcel is: by call-back, by answer or in the daily bill (`by`)."""

    kind: ClassVar[str] = "output.parcel_moved"
    says: ClassVar[str] = N_("运单 %(waybill)s：%(state_label)s")
    waybill: str
    state: str
    state_label: str
    by: str


@dataclass(frozen=True)
class ParcelSigned(Event):
    """A parcel was signed for at `at`; the proof's digest is what the courier signed."""

    kind: ClassVar[str] = "output.parcel_signed"
    says: ClassVar[str] = N_("运单 %(waybill)s 已签收")
    waybill: str
    way: str
    at: str
    digest: str
    by: str


@dataclass(frozen=True)
class ParcelReturned(Event):
    """A parcel came back undelivered."""

    kind: ClassVar[str] = "output.parcel_returned"
    says: ClassVar[str] = N_("运单 %(waybill)s 被退回")
    waybill: str
    by: str


@dataclass(frozen=True)
class ParcelCancelled(Event):
    """An order to the courier was called off."""

    kind: ClassVar[str] = "output.parcel_cancelled"
    says: ClassVar[str] = N_("%(who)s 取消了快递 %(parcel)s")
    parcel: str


@dataclass(frozen=True)
class PapersOpened(Event):
    """Papers that came by courier were opened and counted."""

    kind: ClassVar[str] = "output.papers_opened"
    says: ClassVar[str] = N_("%(who)s 拆件核对了运单 %(waybill)s")
    waybill: str
    complete: bool


@dataclass(frozen=True)
class ForgedCourierNews(Event):
    """A call-back was refused: not the courier's signature, a number we never gave, or a proof that does not fit."""

    kind: ClassVar[str] = "output.forged_news"
    says: ClassVar[str] = N_("拒绝了一条不可信的快递通知（%(why)s）")
    parcel: str
    why: str
    address: str


@dataclass(frozen=True)
class CourierCompared(Event):
    """A day was compared with the courier's bill."""

    kind: ClassVar[str] = "output.courier_compared"
    says: ClassVar[str] = N_("快递账单 %(day)s 已核对：%(parcels)s 件，差异 %(differences)s 条")
    day: str
    parcels: int
    fen: int
    differences: int


@dataclass(frozen=True)
class CourierDifferenceSettled(Event):
    """Somebody said what became of a difference."""

    kind: ClassVar[str] = "output.difference_settled"
    says: ClassVar[str] = N_("%(who)s 核实了快递账单差异 %(parcel)s")
    parcel: str


@dataclass(frozen=True)
class CabinetSetUp(Event):
    """A self-service cabinet got its boxes."""

    kind: ClassVar[str] = "output.cabinet_set_up"
    says: ClassVar[str] = N_("%(who)s 设置自助取件柜 %(name)s（%(unit)s 柜，%(places)s 格）")
    name: str
    unit: str
    machine: str
    places: int


@dataclass(frozen=True)
class CabinetRetired(Event):
    """An empty cabinet is no longer used."""

    kind: ClassVar[str] = "output.cabinet_retired"
    says: ClassVar[str] = N_("%(who)s 停用自助取件柜 %(name)s")
    name: str


@dataclass(frozen=True)
class DoorAsked(Event):
    """The controller is asked to open a box: by a clerk, or at a device for who proved to be the recipient."""

    kind: ClassVar[str] = "output.door_asked"
    says: ClassVar[str] = N_("请求打开取件柜 %(place)s（%(purpose_label)s）")
    place: str
    opening: str
    number: str
    purpose: str
    purpose_label: str
    device: str
    collector: str


@dataclass(frozen=True)
class DoorMoved(Event):
    """What the controller told of an opening, or that it told nothing (`by` callback, query or silence)."""

    kind: ClassVar[str] = "output.door_moved"
    says: ClassVar[str] = N_("取件柜 %(place)s（%(purpose_label)s）：%(state_label)s")
    place: str
    opening: str
    number: str
    purpose: str
    purpose_label: str
    state: str
    state_label: str
    why: str
    by: str
    digest: str


@dataclass(frozen=True)
class DoorSettled(Event):
    """A clerk looked into a box whose opening was in doubt and said what was found."""

    kind: ClassVar[str] = "output.door_settled"
    says: ClassVar[str] = N_("%(who)s 核实取件柜 %(place)s：%(found_label)s")
    place: str
    opening: str
    number: str
    found: str
    found_label: str


@dataclass(frozen=True)
class BoxBlocked(Event):
    """A box does not work and is not used until somebody repaired it."""

    kind: ClassVar[str] = "output.box_blocked"
    says: ClassVar[str] = N_("取件柜 %(place)s 停用：%(why)s")
    place: str
    why: str


@dataclass(frozen=True)
class BoxFreed(Event):
    """A box works again."""

    kind: ClassVar[str] = "output.box_freed"
    says: ClassVar[str] = N_("%(who)s 恢复使用取件柜 %(place)s")
    place: str


@dataclass(frozen=True)
class CabinetTold(Event):
    """What a cabinet's controller says does not fit our books, or fits again."""

    kind: ClassVar[str] = "output.cabinet_told"
    says: ClassVar[str] = N_("自助取件柜 %(name)s：%(troubles)s 处与登记不符")
    name: str
    troubles: int
    places: list[str]


@dataclass(frozen=True)
class ForgedDoorNews(Event):
    """A call-back was refused: not the controller's signature, a number we never gave, or a word that does not fit."""

    kind: ClassVar[str] = "output.forged_door_news"
    says: ClassVar[str] = N_("拒绝了一条不可信的取件柜通知（%(why)s）")
    opening: str
    why: str
    address: str
