"""The news that publicity publishes: names of holders stay out of the journal."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Scheduled(Event):
    """A decision is to be published by a day, or not at all (state exempt)."""

    kind: ClassVar[str] = "publicity.scheduled"
    says: ClassVar[str] = N_("行政许可决定 %(number)s 列入公示，最晚 %(due)s 公示")
    case: int
    number: str
    state: str
    due: str


@dataclass(frozen=True)
class Published(Event):
    """It is on the public page."""

    kind: ClassVar[str] = "publicity.published"
    says: ClassVar[str] = N_("行政许可决定 %(number)s 已公示")
    case: int
    number: str
    on_time: bool


@dataclass(frozen=True)
class Held(Event):
    """Somebody looks at it before it is published."""

    kind: ClassVar[str] = "publicity.held"
    says: ClassVar[str] = N_("%(who)s 暂缓公示 %(number)s")
    case: int
    number: str


@dataclass(frozen=True)
class MistakeReported(Event):
    """A publication was found wrong."""

    kind: ClassVar[str] = "publicity.mistake_reported"
    says: ClassVar[str] = N_("%(who)s 登记公示 %(number)s 有误，最晚 %(due)s 更正或撤下")
    case: int
    number: str
    due: str


@dataclass(frozen=True)
class Corrected(Event):
    """A publication says something else now; which fields, no values."""

    kind: ClassVar[str] = "publicity.corrected"
    says: ClassVar[str] = N_("%(who)s 更正了公示 %(number)s")
    case: int
    number: str
    version: int
    fields: list[str]
    on_time: bool


@dataclass(frozen=True)
class Withdrawn(Event):
    """A publication was taken down; that it was there stays known."""

    kind: ClassVar[str] = "publicity.withdrawn"
    says: ClassVar[str] = N_("%(who)s 撤下了公示 %(number)s")
    case: int
    number: str
    on_time: bool
