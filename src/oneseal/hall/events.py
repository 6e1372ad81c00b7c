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
class VisitorSeen(Event):
    """Somebody read the name or phone that a visitor left, in full."""

    kind: ClassVar[str] = "hall.visitor_seen"
    says: ClassVar[str] = N_("%(who)s 查看了 %(number)s 来访人的完整信息")
    number: str
    field: str


@dataclass(frozen=True)
class SlipEscalated(Event):
    """A study was put before the joint review; an application's clock runs on."""

    kind: ClassVar[str] = "hall.slip_escalated"
    says: ClassVar[str] = N_("%(who)s 把 %(number)s 提交会审，%(held_on)s 在%(place)s会审，%(due)s 前了结")
    number: str
    due: str
    held_on: str
    place: str


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


@dataclass(frozen=True)
class HandedOver(Event):
    """Papers of a case left a section; the other one has to sign for them."""

    kind: ClassVar[str] = "hall.handed_over"
    says: ClassVar[str] = N_("%(who)s 把 %(number)s 的材料%(copies)s份交给%(to_name)s")
    handover: int
    number: str
    copies: int
    to_section: int
    to_name: str


@dataclass(frozen=True)
class HandoverReceived(Event):
    """The other section signed for the papers."""

    kind: ClassVar[str] = "hall.handover_received"
    says: ClassVar[str] = N_("%(who)s 签收 %(number)s 的材料%(copies)s份，%(sheet)s")
    handover: int
    number: str
    copies: int
    sheet: str


@dataclass(frozen=True)
class HandoverReturned(Event):
    """The papers went back to those who gave them, with the reason."""

    kind: ClassVar[str] = "hall.handover_returned"
    says: ClassVar[str] = N_("%(who)s 退回 %(number)s 的材料，没有签收")
    handover: int
    number: str


@dataclass(frozen=True)
class MeetingAsked(Event):
    """An examiner asked to meet an applicant."""

    kind: ClassVar[str] = "hall.meeting_asked"
    says: ClassVar[str] = N_("%(who)s 申请会见 %(number)s 的申请人")
    meeting: int
    number: str
    starts: str


@dataclass(frozen=True)
class MeetingSettled(Event):
    """A head answered, or the meeting was called off."""

    kind: ClassVar[str] = "hall.meeting_settled"
    says: ClassVar[str] = N_("%(who)s 处理 %(number)s 的会见申请：%(state_name)s")
    meeting: int
    number: str
    state: str
    state_name: str


@dataclass(frozen=True)
class MeetingHeld(Event):
    """The meeting took place and its minutes are kept."""

    kind: ClassVar[str] = "hall.meeting_held"
    says: ClassVar[str] = N_("%(who)s 写好 %(number)s 的会见记录 %(minutes)s")
    meeting: int
    number: str
    minutes: str


@dataclass(frozen=True)
class UnfiledContact(Event):
    """A contact with an applicant that nobody approved: a violation."""

    kind: ClassVar[str] = "hall.unfiled_contact"
    says: ClassVar[str] = N_("%(who)s 登记一次未经备案的接触（%(number)s）")
    meeting: int
    number: str
    staff: int


@dataclass(frozen=True)
class SoloAppointed(Event):
    """Somebody may take in and decide alone, for a term (SOLO-2)."""

    kind: ClassVar[str] = "hall.solo_appointed"
    says: ClassVar[str] = N_("%(who)s 任命独任审批员，任期至 %(to_on)s（%(number)s）")
    staff: int
    from_on: str
    to_on: str
    number: str


@dataclass(frozen=True)
class SoloDismissed(Event):
    """An appointment ended before its term."""

    kind: ClassVar[str] = "hall.solo_dismissed"
    says: ClassVar[str] = N_("%(who)s 免去独任审批员")
    staff: int


@dataclass(frozen=True)
class SoloSampled(Event):
    """The month's solo decisions were drawn from; seed and pool let anybody repeat it (SOLO-4)."""

    kind: ClassVar[str] = "hall.solo_sampled"
    says: ClassVar[str] = N_("%(month)s 的独任审批抽查名单已抽取，共%(count)s件，种子 %(seed)s")
    month: str
    seed: str
    pool: list[int]
    drawn: list[int]
    count: int


@dataclass(frozen=True)
class SoloAudited(Event):
    """A drawn decision was checked."""

    kind: ClassVar[str] = "hall.solo_audited"
    says: ClassVar[str] = N_("%(who)s 抽查独任审批 %(number)s：%(result)s")
    audit: int
    number: str
    state: str
    result: str


@dataclass(frozen=True)
class SoloOverran(Event):
    """A solo case was not decided within its business minutes (SOLO-5)."""

    kind: ClassVar[str] = "hall.solo_overran"
    says: ClassVar[str] = N_("独任审批已用 %(minutes)s 分钟，超过 %(limit)s 分钟")
    number: str
    minutes: int
    limit: int


TOLD_ON_CASE = (
    HandedOver,
    HandoverReceived,
    HandoverReturned,
    MeetingAsked,
    MeetingSettled,
    MeetingHeld,
    UnfiledContact,
    SoloAudited,
    SoloOverran,
)
"""What the history on the staff's case page tells."""
