"""The news from before applications: numbers, codes and days, no names of persons."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class ProjectListed(Event):
    """A project came onto the plan."""

    kind: ClassVar[str] = "advance.project_listed"
    says: ClassVar[str] = N_("%(who)s 列入%(year)s年度重点项目 %(code)s")
    year: int
    code: str


@dataclass(frozen=True)
class ProjectChanged(Event):
    """What the plan says of a project was changed by a newer document."""

    kind: ClassVar[str] = "advance.project_changed"
    says: ClassVar[str] = N_("%(who)s 调整%(year)s年度重点项目 %(code)s")
    year: int
    code: str


@dataclass(frozen=True)
class ProjectRemoved(Event):
    """A project was taken off the plan."""

    kind: ClassVar[str] = "advance.project_removed"
    says: ClassVar[str] = N_("%(who)s 把 %(code)s 移出%(year)s年度重点项目")
    year: int
    code: str


@dataclass(frozen=True)
class EarlyEvent(Event):
    """What all news of an early service say."""

    number: str


@dataclass(frozen=True)
class EarlyAsked(EarlyEvent):
    """Somebody asked for an early service."""

    kind: ClassVar[str] = "advance.early_asked"
    says: ClassVar[str] = N_("%(who)s 申请提前服务 %(number)s")
    item: int
    due: str


@dataclass(frozen=True)
class EarlyTaken(EarlyEvent):
    """A colleague took it."""

    kind: ClassVar[str] = "advance.early_taken"
    says: ClassVar[str] = N_("%(who)s 接手提前服务 %(number)s")


@dataclass(frozen=True)
class EarlyHandedOn(EarlyEvent):
    """It waits for a colleague again, perhaps of another section."""

    kind: ClassVar[str] = "advance.early_handed_on"
    says: ClassVar[str] = N_("%(who)s 把提前服务 %(number)s 转给 %(section)s")
    section: str


@dataclass(frozen=True)
class EarlyNoted(EarlyEvent):
    """Something was said; the text stands in the service."""

    kind: ClassVar[str] = "advance.early_noted"
    says: ClassVar[str] = N_("%(who)s 在提前服务 %(number)s 里留言")


@dataclass(frozen=True)
class EarlyListed(EarlyEvent):
    """The list of what to prepare was given."""

    kind: ClassVar[str] = "advance.early_listed"
    says: ClassVar[str] = N_("%(who)s 给出准备清单 %(document)s，共 %(materials)s 项")
    document: str
    materials: int


@dataclass(frozen=True)
class EarlyLinked(EarlyEvent):
    """The application followed."""

    kind: ClassVar[str] = "advance.early_linked"
    says: ClassVar[str] = N_("正式申请已收到，提前服务 %(number)s 接到办件 %(case)s")
    case: str
    days: int


@dataclass(frozen=True)
class EarlyClosed(EarlyEvent):
    """It ended without an application."""

    kind: ClassVar[str] = "advance.early_closed"
    says: ClassVar[str] = N_("%(who)s 结束提前服务 %(number)s")
