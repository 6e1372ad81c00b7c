"""The news that agents publish: numbers and ids, no personal data."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class CentreKept(Event):
    """A centre or squad was set up or described anew."""

    kind: ClassVar[str] = "agents.centre_kept"
    says: ClassVar[str] = N_("%(who)s 保存代办机构“%(name)s”")
    name: str
    centre_kind: str


@dataclass(frozen=True)
class MemberKept(Event):
    """Somebody joined a centre, or left it."""

    kind: ClassVar[str] = "agents.member_kept"
    says: ClassVar[str] = N_("%(who)s 调整“%(name)s”的代办员")
    name: str
    member: int
    joined: bool


@dataclass(frozen=True)
class PowerKept(Event):
    """An item was put on a centre's power list, or taken off."""

    kind: ClassVar[str] = "agents.power_kept"
    says: ClassVar[str] = N_("%(who)s 调整“%(name)s”的事项清单")
    name: str
    item: int
    power: str


@dataclass(frozen=True)
class Trained(Event):
    """Members of a centre were trained."""

    kind: ClassVar[str] = "agents.trained"
    says: ClassVar[str] = N_("%(who)s 登记“%(name)s”的培训“%(title)s”，%(passed)s 人合格")
    name: str
    title: str
    passed: int


@dataclass(frozen=True)
class LiaisonKept(Event):
    """A colleague is there for a town from now on."""

    kind: ClassVar[str] = "agents.liaison_kept"
    says: ClassVar[str] = N_("%(who)s 调整挂钩联系人")
    town: int
    staff: int


@dataclass(frozen=True)
class OrderAsked(Event):
    """Somebody asked for an agent."""

    kind: ClassVar[str] = "agents.order_asked"
    says: ClassVar[str] = N_("%(who)s 申请代办 %(number)s")
    number: str
    items: list[int]


@dataclass(frozen=True)
class OrderAssigned(Event):
    """An agent was named."""

    kind: ClassVar[str] = "agents.order_assigned"
    says: ClassVar[str] = N_("%(who)s 指派代办 %(number)s")
    number: str
    centre: int
    agent: int


@dataclass(frozen=True)
class OrderAuthorised(Event):
    """The principal authorised the agent until a day."""

    kind: ClassVar[str] = "agents.order_authorised"
    says: ClassVar[str] = N_("%(who)s 授权代办 %(number)s 到 %(until)s")
    number: str
    authorisation: int
    until: str


@dataclass(frozen=True)
class OrderPaused(Event):
    """The authorisation ran out or was revoked in the middle."""

    kind: ClassVar[str] = "agents.order_paused"
    says: ClassVar[str] = N_("代办 %(number)s 的授权中断，已停办")
    number: str
    authorisation: int | None


@dataclass(frozen=True)
class CaseBegun(Event):
    """The agent began an application for the principal."""

    kind: ClassVar[str] = "agents.case_begun"
    says: ClassVar[str] = N_("%(who)s 在代办 %(number)s 中起草申请")
    number: str
    case: int


@dataclass(frozen=True)
class JointBegun(Event):
    """The agent began the one application for the order's theme."""

    kind: ClassVar[str] = "agents.joint_begun"
    says: ClassVar[str] = N_("%(who)s 在代办 %(number)s 中起草一件事申请")
    number: str
    joint: int


@dataclass(frozen=True)
class TaskDone(Event):
    """Something on the list was done, or open again."""

    kind: ClassVar[str] = "agents.task_done"
    says: ClassVar[str] = N_("%(who)s 更新代办 %(number)s 的任务")
    number: str
    task: int
    done: bool


@dataclass(frozen=True)
class OrderHandedBack(Event):
    """The agent handed the order back."""

    kind: ClassVar[str] = "agents.order_handed_back"
    says: ClassVar[str] = N_("%(who)s 退回代办 %(number)s")
    number: str
    agent: int


@dataclass(frozen=True)
class OrderFinished(Event):
    """The order is done."""

    kind: ClassVar[str] = "agents.order_finished"
    says: ClassVar[str] = N_("%(who)s 办结代办 %(number)s")
    number: str


@dataclass(frozen=True)
class OrderEvaluated(Event):
    """The principal judged the agent."""

    kind: ClassVar[str] = "agents.order_evaluated"
    says: ClassVar[str] = N_("%(who)s 评价代办 %(number)s：%(level)s 分")
    number: str
    level: int


@dataclass(frozen=True)
class OrderWithdrawn(Event):
    """The principal wants no agent any more."""

    kind: ClassVar[str] = "agents.order_withdrawn"
    says: ClassVar[str] = N_("%(who)s 撤回代办 %(number)s")
    number: str


@dataclass(frozen=True)
class VisitKept(Event):
    """A visit was wanted, planned, made, settled or called off."""

    kind: ClassVar[str] = "agents.visit_kept"
    says: ClassVar[str] = N_("%(who)s 更新上门服务：%(state)s")
    state: str
