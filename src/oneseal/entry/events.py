"""The news of the entry ledger: units, items, figures, breaches; no personal data."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class UnitKept(Event):
    """What the ledger says of a unit was written."""

    kind: ClassVar[str] = "entry.unit_kept"
    says: ClassVar[str] = N_("%(who)s 登记进驻单位“%(name)s”")
    name: str
    section: str
    section_on: str
    moved_on: str


@dataclass(frozen=True)
class ItemsTaken(Event):
    """The unit's items in the catalogue were put on the ledger."""

    kind: ClassVar[str] = "entry.items_taken"
    says: ClassVar[str] = N_("%(who)s 从事项库列入 %(number)s 个事项")
    number: int


@dataclass(frozen=True)
class ItemKept(Event):
    """How an item stands to the hall was written."""

    kind: ClassVar[str] = "entry.item_kept"
    says: ClassVar[str] = N_("%(who)s 登记事项“%(name)s”的进驻情况")
    name: str
    state: str
    window: str
    accepts: bool
    decides: bool
    seals: bool
    paper: str
    until: str


@dataclass(frozen=True)
class FiguresReturned(Event):
    """A unit's figures of a month came in."""

    kind: ClassVar[str] = "entry.figures_returned"
    says: ClassVar[str] = N_("%(month)s 单位报数 %(reported)s 件，系统办件 %(ours)s 件")
    item: str
    month: str
    reported: int
    ours: int


@dataclass(frozen=True)
class ListCompared(Event):
    """A unit's own list of a period came in and was compared with our cases."""

    kind: ClassVar[str] = "entry.list_compared"
    says: ClassVar[str] = N_("单位名单（%(first)s 至 %(last)s）%(lines)s 件，系统里没有的 %(unknown)s 件")
    first: str
    last: str
    lines: int
    unknown: int
    digest: str


@dataclass(frozen=True)
class ListFollowed(Event):
    """What a list named and was taken in outside became leads, one for each item."""

    kind: ClassVar[str] = "entry.list_followed"
    says: ClassVar[str] = N_("%(who)s 把单位名单里没有先进大厅的 %(lines)s 件列为 %(leads)s 条线索")
    lines: int
    leads: int


@dataclass(frozen=True)
class BreachReported(Event):
    """Something that was handled outside the hall came to light."""

    kind: ClassVar[str] = "entry.breach_reported"
    says: ClassVar[str] = N_("%(who)s 登记体外办件线索，%(number)s 件")
    unit: str
    source: str
    number: int


@dataclass(frozen=True)
class BreachConfirmed(Event):
    """It is true."""

    kind: ClassVar[str] = "entry.breach_confirmed"
    says: ClassVar[str] = N_("%(who)s 核实属实，是该单位第 %(nth)s 次")
    nth: int
    measure: str


@dataclass(frozen=True)
class BreachDismissed(Event):
    """It is not true."""

    kind: ClassVar[str] = "entry.breach_dismissed"
    says: ClassVar[str] = N_("%(who)s 核实不属实")


@dataclass(frozen=True)
class BreachOrdered(Event):
    """The circular went out, or the unit's head was talked to."""

    kind: ClassVar[str] = "entry.breach_ordered"
    says: ClassVar[str] = N_("%(who)s 作出处理，文书 %(document)s，%(mend_by)s 前整改")
    measure: str
    document: str
    mend_by: str


@dataclass(frozen=True)
class BreachClosed(Event):
    """It was mended."""

    kind: ClassVar[str] = "entry.breach_closed"
    says: ClassVar[str] = N_("%(who)s 确认整改到位")
