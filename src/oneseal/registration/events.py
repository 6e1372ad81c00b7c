"""The news that market registration publishes: names of firms, numbers and days, no persons."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class NameReserved(Event):
    """A name was declared and is kept until a day."""

    kind: ClassVar[str] = "registration.name_reserved"
    says: ClassVar[str] = N_("%(who)s 申报企业名称“%(name)s”，保留到 %(until)s")
    name: str
    until: str
    related: str


@dataclass(frozen=True)
class NameReleased(Event):
    """Its holder gave a kept name back."""

    kind: ClassVar[str] = "registration.name_released"
    says: ClassVar[str] = N_("%(who)s 放弃企业名称“%(name)s”")
    name: str


@dataclass(frozen=True)
class NameExpired(Event):
    """A name was not registered before its last day."""

    kind: ClassVar[str] = "registration.name_expired"
    says: ClassVar[str] = N_("企业名称“%(name)s”保留期满，没有登记")
    name: str


@dataclass(frozen=True)
class NameUsed(Event):
    """The registration under a kept name was begun."""

    kind: ClassVar[str] = "registration.name_used"
    says: ClassVar[str] = N_("%(who)s 用企业名称“%(name)s”办登记")
    name: str
    case: int


@dataclass(frozen=True)
class NameEnded(Event):
    """The firm of this name ended."""

    kind: ClassVar[str] = "registration.name_ended"
    says: ClassVar[str] = N_("企业名称“%(name)s”的企业已注销")
    name: str


@dataclass(frozen=True)
class NameRegistered(Event):
    """The firm was registered under its name and got its credit code."""

    kind: ClassVar[str] = "registration.name_registered"
    says: ClassVar[str] = N_("企业名称“%(name)s”已登记，统一社会信用代码 %(uscc)s")
    name: str
    uscc: str


@dataclass(frozen=True)
class NameEntered(Event):
    """A firm registered before the system was entered into the register of names."""

    kind: ClassVar[str] = "registration.name_entered"
    says: ClassVar[str] = N_("%(who)s 补录已登记的企业名称“%(name)s”")
    name: str


@dataclass(frozen=True)
class SigningAsked(Event):
    """Documents were made, and everybody concerned was asked to sign."""

    kind: ClassVar[str] = "registration.signing_asked"
    says: ClassVar[str] = N_("%(who)s 发起电子签署，共 %(count)s 人")
    count: int
    digest: str


@dataclass(frozen=True)
class Signed(Event):
    """One of them signed; `left`: so many have not."""

    kind: ClassVar[str] = "registration.signed"
    says: ClassVar[str] = N_("%(who)s 签名，还差 %(left)s 人")
    left: int
    digest: str


@dataclass(frozen=True)
class SigningRefused(Event):
    """One of them does not sign: it stops."""

    kind: ClassVar[str] = "registration.signing_refused"
    says: ClassVar[str] = N_("%(who)s 拒签，签署停止")


@dataclass(frozen=True)
class SigningVoided(Event):
    """Taken back, or what was signed was changed: the signatures given do not count."""

    kind: ClassVar[str] = "registration.signing_voided"
    says: ClassVar[str] = N_("电子签署作废，已签 %(signed)s 人")
    signed: int


@dataclass(frozen=True)
class SigningCompleted(Event):
    """All have signed."""

    kind: ClassVar[str] = "registration.signing_completed"
    says: ClassVar[str] = N_("全体已签名，文书 %(document)s")
    document: str


@dataclass(frozen=True)
class EndBegun(Event):
    """A firm begins its simplified deregistration."""

    kind: ClassVar[str] = "registration.end_begun"
    says: ClassVar[str] = N_("%(who)s 发起简易注销")
    certificate: int


@dataclass(frozen=True)
class EndPublished(Event):
    """Publicity (for individuals: the departments' answer) began."""

    kind: ClassVar[str] = "registration.end_published"
    says: ClassVar[str] = N_("简易注销公示（征求意见）到 %(until)s")
    until: str
    apply_by: str


@dataclass(frozen=True)
class EndWithdrawn(Event):
    """The firm goes on."""

    kind: ClassVar[str] = "registration.end_withdrawn"
    says: ClassVar[str] = N_("%(who)s 撤回简易注销")


@dataclass(frozen=True)
class Objected(Event):
    """Somebody concerned objected."""

    kind: ClassVar[str] = "registration.objected"
    says: ClassVar[str] = N_("收到对简易注销的异议")
    relation: str


@dataclass(frozen=True)
class ObjectionSettled(Event):
    """The section said what an objection is worth."""

    kind: ClassVar[str] = "registration.objection_settled"
    says: ClassVar[str] = N_("%(who)s 处理异议：%(result)s")
    result: str


@dataclass(frozen=True)
class EndStopped(Event):
    """An objection stands: the short way is over."""

    kind: ClassVar[str] = "registration.end_stopped"
    says: ClassVar[str] = N_("异议成立，简易注销终止")


@dataclass(frozen=True)
class EndDrafted(Event):
    """The application for the deregistration itself was begun."""

    kind: ClassVar[str] = "registration.end_drafted"
    says: ClassVar[str] = N_("%(who)s 开始填写注销登记申请")
    case: int


@dataclass(frozen=True)
class EndApplied(Event):
    """The deregistration itself was applied for."""

    kind: ClassVar[str] = "registration.end_applied"
    says: ClassVar[str] = N_("%(who)s 申请注销登记")
    case: int


@dataclass(frozen=True)
class EndReopened(Event):
    """The application ended without a decision to grant."""

    kind: ClassVar[str] = "registration.end_reopened"
    says: ClassVar[str] = N_("注销登记申请没有办成，可以在期限内再申请")


@dataclass(frozen=True)
class EndLapsed(Event):
    """Not applied for in time."""

    kind: ClassVar[str] = "registration.end_lapsed"
    says: ClassVar[str] = N_("公示期满后没有按期申请，简易注销失效")


@dataclass(frozen=True)
class EndDone(Event):
    """Deregistered: the licence is cancelled, the name out of others' reach for a year."""

    kind: ClassVar[str] = "registration.end_done"
    says: ClassVar[str] = N_("已注销登记，营业执照同时注销")
    case: int
