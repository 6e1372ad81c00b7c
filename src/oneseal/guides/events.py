"""The news of guides: shifts and tasks, by ids and names of colleagues."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class ShiftPlanned(Event):
    """Somebody guides on a day."""

    kind: ClassVar[str] = "guides.shift_planned"
    says: ClassVar[str] = N_("%(who)s 安排 %(name)s 在 %(day)s 引导")
    staff: int
    name: str
    day: str
    starts: str
    ends: str


@dataclass(frozen=True)
class ShiftDropped(Event):
    """A planned shift was taken back."""

    kind: ClassVar[str] = "guides.shift_dropped"
    says: ClassVar[str] = N_("%(who)s 取消 %(name)s 在 %(day)s 的引导班")
    staff: int
    name: str
    day: str


@dataclass(frozen=True)
class ShiftBegun(Event):
    """The guide is there."""

    kind: ClassVar[str] = "guides.shift_begun"
    says: ClassVar[str] = N_("%(who)s 到引导岗")
    staff: int


@dataclass(frozen=True)
class ShiftEnded(Event):
    """The guide has left."""

    kind: ClassVar[str] = "guides.shift_ended"
    says: ClassVar[str] = N_("%(who)s 离开引导岗")
    staff: int


@dataclass(frozen=True)
class TaskRaised(Event):
    """A guide is asked for."""

    kind: ClassVar[str] = "guides.task_raised"
    says: ClassVar[str] = N_("需要引导员：%(label)s")
    task: int
    label: str


@dataclass(frozen=True)
class TaskMoved(Event):
    """A task was taken, given back, done or dropped."""

    kind: ClassVar[str] = "guides.task_moved"
    says: ClassVar[str] = N_("%(who)s 更新引导任务：%(label)s")
    task: int
    label: str
