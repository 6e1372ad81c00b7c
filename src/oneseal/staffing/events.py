"""The news of the planner: ids and counts."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class PlanAsked(Event):
    """A plan of a day was asked for."""

    kind: ClassVar[str] = "staffing.plan_asked"
    says: ClassVar[str] = N_("%(who)s 为 %(day)s 算窗口和排班，目标 %(goal)s 分钟")
    day: str
    goal: int
    percent: int


@dataclass(frozen=True)
class PlanReady(Event):
    """The planner answered."""

    kind: ClassVar[str] = "staffing.plan_ready"
    says: ClassVar[str] = N_("%(day)s 的窗口和排班已算好，最多同时开 %(windows)s 个窗口")
    day: str
    windows: int
    duties: int
    shut: int


@dataclass(frozen=True)
class PlanAdopted(Event):
    """The duties of a plan became seats."""

    kind: ClassVar[str] = "staffing.plan_adopted"
    says: ClassVar[str] = N_("%(who)s 采用 %(day)s 的排班，%(duties)s 人次")
    day: str
    duties: int


@dataclass(frozen=True)
class PlanDropped(Event):
    """A plan was put aside."""

    kind: ClassVar[str] = "staffing.plan_dropped"
    says: ClassVar[str] = N_("%(who)s 不采用 %(day)s 的排班")
    day: str
