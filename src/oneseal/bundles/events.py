"""The news that bundles publish: numbers, codes and days, no names of persons."""

from dataclasses import dataclass, field
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class ThemeDrafted(Event):
    """Somebody composed."""

    kind: ClassVar[str] = "bundles.theme_drafted"
    says: ClassVar[str] = N_("%(who)s 编制了第%(number)s版草稿")
    number: int
    digest: str


@dataclass(frozen=True)
class ThemePublished(Event):
    """A version can be applied for."""

    kind: ClassVar[str] = "bundles.theme_published"
    says: ClassVar[str] = N_("%(who)s 发布了第%(number)s版，全流程承诺%(days)s个工作日")
    number: int
    digest: str
    days: int
    pinned: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ThemeTakenOffline(Event):
    """It can no longer be applied for; what runs goes on."""

    kind: ClassVar[str] = "bundles.theme_taken_offline"
    says: ClassVar[str] = N_("%(who)s 下线了这件事：%(reason)s")
    number: int
    reason: str


@dataclass(frozen=True)
class JointStarted(Event):
    """Somebody began a joint application."""

    kind: ClassVar[str] = "bundles.joint_started"
    says: ClassVar[str] = N_("%(who)s 开始申请")
    version: int
    channel: str


@dataclass(frozen=True)
class JointSaved(Event):
    """What was filled in was kept."""

    kind: ClassVar[str] = "bundles.joint_saved"
    says: ClassVar[str] = N_("%(who)s 保存了填写的内容")
    digest: str


@dataclass(frozen=True)
class JointPaper(Event):
    """One paper of the one set was given or taken back."""

    kind: ClassVar[str] = "bundles.joint_paper"
    says: ClassVar[str] = N_("%(who)s %(act)s了材料 %(code)s")
    code: str
    act: str


@dataclass(frozen=True)
class JointSubmitted(Event):
    """Handed in: what can begin begins."""

    kind: ClassVar[str] = "bundles.joint_submitted"
    says: ClassVar[str] = N_("%(who)s 提交了申请，编号 %(number)s，承诺 %(due)s 前全部办结")
    number: str
    due: str
    days: int
    items: list[str]


@dataclass(frozen=True)
class MemberMoved(Event):
    """An item or an errand of it began, ended, or waits for something."""

    kind: ClassVar[str] = "bundles.member_moved"
    says: ClassVar[str] = N_("%(who)s 一件事的“%(name)s”：%(label)s")
    code: str
    name: str
    state: str
    label: str
    case: int = 0


@dataclass(frozen=True)
class GapNoted(Event):
    """A section found something missing; it goes into the one notice."""

    kind: ClassVar[str] = "bundles.gap_noted"
    says: ClassVar[str] = N_("%(who)s 记下“%(item)s”要补正：%(code)s")
    item: str
    code: str


@dataclass(frozen=True)
class CorrectionSent(Event):
    """All that several sections found was told in one notice (ONE-3)."""

    kind: ClassVar[str] = "bundles.correction_sent"
    says: ClassVar[str] = N_("%(who)s 发出一次性补正告知 %(number)s，请在 %(by)s 前补正")
    number: str
    by: str
    items: list[str]


@dataclass(frozen=True)
class CorrectionSupplied(Event):
    """The applicant answered the one notice."""

    kind: ClassVar[str] = "bundles.correction_supplied"
    says: ClassVar[str] = N_("%(who)s 提交了补正")
    items: list[str]


@dataclass(frozen=True)
class YieldGiven(Event):
    """What an item brought for later ones, such as the new firm's credit code."""

    kind: ClassVar[str] = "bundles.yield_given"
    says: ClassVar[str] = N_("%(who)s 填写了办理结果数据")
    names: list[str]


@dataclass(frozen=True)
class JointTakenOver(Event):
    """Somebody goes on in the place of an agent whose authorisation ended."""

    kind: ClassVar[str] = "bundles.joint_taken_over"
    says: ClassVar[str] = N_("%(who)s 在原经办人的授权结束后接着办理")


@dataclass(frozen=True)
class JointFinished(Event):
    """Nothing of it is still to come."""

    kind: ClassVar[str] = "bundles.joint_finished"
    says: ClassVar[str] = N_("全部办结：准予%(granted)s项，其他%(other)s项")
    number: str
    granted: int
    other: int


@dataclass(frozen=True)
class JointWithdrawn(Event):
    """The applicant took it back, as far as it was not decided."""

    kind: ClassVar[str] = "bundles.joint_withdrawn"
    says: ClassVar[str] = N_("%(who)s 撤回了申请")
    number: str


@dataclass(frozen=True)
class OrderMoved(Event):
    """What became of an order to a partner."""

    kind: ClassVar[str] = "bundles.order_moved"
    says: ClassVar[str] = N_("%(who)s “%(name)s”：%(label)s %(reference)s")
    name: str
    state: str
    label: str
    reference: str = ""


@dataclass(frozen=True)
class PartnerKept(Event):
    """A partner was entered or changed."""

    kind: ClassVar[str] = "bundles.partner_kept"
    says: ClassVar[str] = N_("%(who)s 登记了合作单位 %(code)s")
    code: str
