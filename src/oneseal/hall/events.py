"""The news that the hall publishes, without the names of visitors."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class SlipIssued(Event):
    """A slip was given instead of a refusal; somebody has to bring it to its end."""

    kind: ClassVar[str] = "hall.slip_issued"
    says: ClassVar[str] = N_("%(who)s 出具%(name)s %(number)s，%(due)s 前了结")
    number: str
    name: str
    path: str
    case: int | None
    section: int
    due: str


@dataclass(frozen=True)
class SlipEscalated(Event):
    """A study was put before the joint review; an application's clock runs on."""

    kind: ClassVar[str] = "hall.slip_escalated"
    says: ClassVar[str] = N_("%(who)s 把 %(number)s 提交会审，%(due)s 前了结")
    number: str
    due: str


@dataclass(frozen=True)
class SlipSettled(Event):
    """A slip came to its end."""

    kind: ClassVar[str] = "hall.slip_settled"
    says: ClassVar[str] = N_("%(who)s 了结 %(number)s：%(outcome_name)s")
    number: str
    path: str
    outcome: str
    outcome_name: str
    on_time: bool
