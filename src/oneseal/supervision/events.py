"""The news that supervision publishes: numbers and units, no names of holders."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Pushed(Event):
    """A decision went to the supervising department."""

    kind: ClassVar[str] = "supervision.pushed"
    says: ClassVar[str] = N_("审批结果 %(number)s 已推送 %(department)s，最晚 %(due)s 签收")
    case: int
    number: str
    department: str
    due: str


@dataclass(frozen=True)
class Received(Event):
    """Somebody of the department received it by name."""

    kind: ClassVar[str] = "supervision.received"
    says: ClassVar[str] = N_("%(person)s 签收")
    person: str
    on_time: bool


@dataclass(frozen=True)
class Claimed(Event):
    """Somebody of the department answers for its supervision from now on."""

    kind: ClassVar[str] = "supervision.claimed"
    says: ClassVar[str] = N_("%(person)s 认领，负责后续监管")
    person: str


@dataclass(frozen=True)
class Returned(Event):
    """The department says that it is not the one that supervises."""

    kind: ClassVar[str] = "supervision.returned"
    says: ClassVar[str] = N_("%(department)s 退回")
    department: str


@dataclass(frozen=True)
class Resent(Event):
    """The bureau sent it again, to the same or another department."""

    kind: ClassVar[str] = "supervision.resent"
    says: ClassVar[str] = N_("%(who)s 重新推送 %(department)s，最晚 %(due)s 签收")
    department: str
    due: str


@dataclass(frozen=True)
class Escalated(Event):
    """The last day passed without receipt: both sides were told."""

    kind: ClassVar[str] = "supervision.escalated"
    says: ClassVar[str] = N_("%(due)s 前没有签收，已催办双方并报效能监督")
    due: str


@dataclass(frozen=True)
class Reported(Event):
    """The department reported what its supervision found."""

    kind: ClassVar[str] = "supervision.reported"
    says: ClassVar[str] = N_("%(department)s 反馈监管情况（%(matter_name)s），最晚 %(due)s 答复")
    push: int | None
    department: str
    matter: str
    matter_name: str
    due: str


@dataclass(frozen=True)
class FindingAccepted(Event):
    """Somebody of the item's section took it in hand."""

    kind: ClassVar[str] = "supervision.finding_accepted"
    says: ClassVar[str] = N_("%(who)s 受理，负责处理")
    owner: int


@dataclass(frozen=True)
class FindingAnswered(Event):
    """The bureau said what it did."""

    kind: ClassVar[str] = "supervision.finding_answered"
    says: ClassVar[str] = N_("%(who)s 答复：%(measure_name)s")
    measure: str
    measure_name: str
    on_time: bool


@dataclass(frozen=True)
class FindingEscalated(Event):
    """The last day passed without an answer."""

    kind: ClassVar[str] = "supervision.finding_escalated"
    says: ClassVar[str] = N_("%(due)s 前没有答复，已报效能监督")
    due: str


@dataclass(frozen=True)
class DutyWritten(Event):
    """Who approves and who supervises an item was put on the public list."""

    kind: ClassVar[str] = "supervision.duty_written"
    says: ClassVar[str] = N_("%(who)s 公布监管责任：%(item_name)s 由 %(department)s 监管")
    item: int
    item_name: str
    department: str


@dataclass(frozen=True)
class PartnerSet(Event):
    """The bureau named its liaison for a department, and the department's system."""

    kind: ClassVar[str] = "supervision.partner_set"
    says: ClassVar[str] = N_("%(who)s 指定 %(department)s 的本局联络员")
    department: str
    liaison: int | None
    client: int | None
