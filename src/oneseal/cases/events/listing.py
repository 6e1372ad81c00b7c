"""Somebody set up a list of their own. What was searched for is not told: it may be a person's number."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class FilterSaved(Event):
    """A filter was kept under a name."""

    kind: ClassVar[str] = "cases.filter_saved"
    says: ClassVar[str] = N_("%(who)s 保存了列表筛选“%(title)s”")
    listing: str
    title: str


@dataclass(frozen=True)
class FilterRemoved(Event):
    """A kept filter was removed."""

    kind: ClassVar[str] = "cases.filter_removed"
    says: ClassVar[str] = N_("%(who)s 删除了列表筛选“%(title)s”")
    listing: str
    title: str


@dataclass(frozen=True)
class LayoutChosen(Event):
    """Columns and rows of a list were chosen."""

    kind: ClassVar[str] = "cases.list_layout_chosen"
    says: ClassVar[str] = N_("%(who)s 调整了列表的列")
    listing: str
    columns: list[str]
    size: int
