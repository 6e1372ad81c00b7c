"""The news of special procedures: each about its case, people by id and capacity only."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.cases.events.base import CaseEvent
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class ProceedingEvent(CaseEvent):
    """Base: which proceeding, of what kind."""

    proceeding: int
    proceeding_kind: str


@dataclass(frozen=True)
class PartyNamed(ProceedingEvent):
    """A third party was told and may state its view (art. 36)."""

    kind: ClassVar[str] = "procedures.party_named"
    says: ClassVar[str] = N_("%(who)s 告知利害关系人，请在 %(due)s 前陈述意见")
    member: int
    due: str


@dataclass(frozen=True)
class PartyHeard(ProceedingEvent):
    """A third party's statement was taken."""

    kind: ClassVar[str] = "procedures.party_heard"
    says: ClassVar[str] = N_("利害关系人的陈述已记录")
    member: int


@dataclass(frozen=True)
class PartiesClosed(ProceedingEvent):
    """The statements are complete."""

    kind: ClassVar[str] = "procedures.parties_closed"
    says: ClassVar[str] = N_("利害关系人陈述结束")
    heard: int


@dataclass(frozen=True)
class HearingRightTold(ProceedingEvent):
    """Applicant and third parties were told of the right to a hearing (art. 47)."""

    kind: ClassVar[str] = "procedures.hearing_right_told"
    says: ClassVar[str] = N_("%(who)s 告知听证权利，要求听证的请在 %(due)s 前提出")
    due: str
    members: list[int]


@dataclass(frozen=True)
class HearingAsked(ProceedingEvent):
    """A hearing was asked for, or the bureau holds one by its own decision (arts. 46, 47)."""

    kind: ClassVar[str] = "procedures.hearing_asked"
    says: ClassVar[str] = N_("听证申请已收到，应在 %(due)s 前组织听证")
    due: str
    own_motion: bool


@dataclass(frozen=True)
class HearingWaived(ProceedingEvent):
    """Nobody asked in time."""

    kind: ClassVar[str] = "procedures.hearing_waived"
    says: ClassVar[str] = N_("没有人要求听证，继续办理")


@dataclass(frozen=True)
class HearingConvened(ProceedingEvent):
    """Time, place and presider were told (art. 48)."""

    kind: ClassVar[str] = "procedures.hearing_convened"
    says: ClassVar[str] = N_("%(who)s 通知听证：%(held_on)s，%(place)s")
    held_on: str
    place: str
    presider: int
    recorder: int


@dataclass(frozen=True)
class PresiderChallenged(ProceedingEvent):
    """A party asks that the presider be recused."""

    kind: ClassVar[str] = "procedures.presider_challenged"
    says: ClassVar[str] = N_("有人申请听证主持人回避，等待负责人决定")
    member: int


@dataclass(frozen=True)
class ChallengeDecided(ProceedingEvent):
    """The head decided on the recusal."""

    kind: ClassVar[str] = "procedures.challenge_decided"
    says: ClassVar[str] = N_("%(who)s 对听证主持人的回避申请作出了决定")
    member: int
    granted: bool
    presider: int


@dataclass(frozen=True)
class MinutesTaken(ProceedingEvent):
    """The minutes were written, to be signed."""

    kind: ClassVar[str] = "procedures.minutes_taken"
    says: ClassVar[str] = N_("%(who)s 完成笔录，请参加人核对签名")
    digest: str


@dataclass(frozen=True)
class MinutesSigned(ProceedingEvent):
    """Somebody signed the minutes, or would not."""

    kind: ClassVar[str] = "procedures.minutes_signed"
    says: ClassVar[str] = N_("%(capacity)s对笔录的签名已登记")
    member: int
    capacity: str
    refused: bool


@dataclass(frozen=True)
class HearingClosed(ProceedingEvent):
    """The minutes are signed; the decision rests on them (art. 48(2))."""

    kind: ClassVar[str] = "procedures.hearing_closed"
    says: ClassVar[str] = N_("听证结束，根据听证笔录 %(number)s 作出决定")
    number: str


@dataclass(frozen=True)
class PanelDrawn(ProceedingEvent):
    """Experts were drawn; seed and pool let anybody repeat the draw."""

    kind: ClassVar[str] = "procedures.panel_drawn"
    says: ClassVar[str] = N_("%(who)s 随机抽取了专家评审组（%(size)s 人）")
    size: int
    seed: str
    pool: list[int]
    drawn: list[int]


@dataclass(frozen=True)
class ExpertRecused(ProceedingEvent):
    """An expert left the panel; the next of the draw took the place."""

    kind: ClassVar[str] = "procedures.expert_recused"
    says: ClassVar[str] = N_("一位专家回避，已补抽")
    member: int
    expert: int
    next_expert: int


@dataclass(frozen=True)
class OpinionSigned(ProceedingEvent):
    """An expert's signed opinion was entered."""

    kind: ClassVar[str] = "procedures.opinion_signed"
    says: ClassVar[str] = N_("一位专家的签名意见已登记")
    member: int
    verdict: str


@dataclass(frozen=True)
class ReviewConcluded(ProceedingEvent):
    """The panel's conclusion by majority."""

    kind: ClassVar[str] = "procedures.review_concluded"
    says: ClassVar[str] = N_("专家评审结束，意见书 %(number)s")
    verdict: str
    number: str


@dataclass(frozen=True)
class TestOrdered(ProceedingEvent):
    """Inspection, testing, quarantine or appraisal was ordered (art. 55)."""

    kind: ClassVar[str] = "procedures.test_ordered"
    says: ClassVar[str] = N_("%(who)s 委托 %(institution)s 进行检验检测检疫或鉴定")
    institution: str
    inspectors: int
    due: str
    number: str


@dataclass(frozen=True)
class TestReported(ProceedingEvent):
    """The result is there."""

    kind: ClassVar[str] = "procedures.test_reported"
    says: ClassVar[str] = N_("检验检测检疫或鉴定结果已登记")
    verdict: str
    file: int | None


@dataclass(frozen=True)
class FirstReviewReceived(ProceedingEvent):
    """The lower level examines first (art. 35)."""

    kind: ClassVar[str] = "procedures.first_review_received"
    says: ClassVar[str] = N_("%(institution)s 初审，%(due)s 前报送意见")
    institution: str
    due: str


@dataclass(frozen=True)
class FirstReviewSent(ProceedingEvent):
    """The lower level's opinion and all materials came up."""

    kind: ClassVar[str] = "procedures.first_review_sent"
    says: ClassVar[str] = N_("%(institution)s 的初审意见和全部材料已报送")
    institution: str
    verdict: str
    late: bool


@dataclass(frozen=True)
class JointReviewAsked(ProceedingEvent):
    """A joint review of a difficult case was asked for."""

    kind: ClassVar[str] = "procedures.joint_review_asked"
    says: ClassVar[str] = N_("%(who)s 提请疑难会审，期限照常计算")
    level: str


@dataclass(frozen=True)
class JointReviewConvened(ProceedingEvent):
    """The review was convened."""

    kind: ClassVar[str] = "procedures.joint_review_convened"
    says: ClassVar[str] = N_("%(who)s 召集会审：%(held_on)s，%(place)s")
    held_on: str
    place: str
    invited: list[int]


@dataclass(frozen=True)
class InvitationAnswered(ProceedingEvent):
    """Somebody said whether they come."""

    kind: ClassVar[str] = "procedures.invitation_answered"
    says: ClassVar[str] = N_("%(who)s 答复了会审邀请")
    member: int
    coming: bool


@dataclass(frozen=True)
class JointReviewClosed(ProceedingEvent):
    """All signed; the result binds the case."""

    kind: ClassVar[str] = "procedures.joint_review_closed"
    says: ClassVar[str] = N_("会审纪要 %(number)s 已签名，结论对本件有约束力")
    level: str
    result: str
    number: str


@dataclass(frozen=True)
class ExpertEntered(Event):
    """An expert was entered into the pool or their entry changed."""

    kind: ClassVar[str] = "procedures.expert_entered"
    says: ClassVar[str] = N_("%(who)s 登记了评审专家（%(field)s）")
    field: str
    valid_until: str


@dataclass(frozen=True)
class QuotaSet(Event):
    """A quota was set."""

    kind: ClassVar[str] = "procedures.quota_set"
    says: ClassVar[str] = N_("%(who)s 公布了许可名额“%(name)s”：%(places)s 个")
    item: int
    name: str
    places: int
    way: str


@dataclass(frozen=True)
class QuotaCorrected(Event):
    """A published quota was corrected and published anew; what it said before stays on record."""

    kind: ClassVar[str] = "procedures.quota_corrected"
    says: ClassVar[str] = N_("%(who)s 更正公布了许可名额“%(name)s”：%(change)s")
    name: str
    change: list[dict[str, str]]
    before: dict[str, int | str]
    after: dict[str, int | str]


@dataclass(frozen=True)
class EntryRecorded(Event):
    """A score or an award was entered."""

    kind: ClassVar[str] = "procedures.entry_recorded"
    says: ClassVar[str] = N_("%(who)s 登记了一件申请的成绩或中标结果")
    case: int
    points: int
    awarded: bool
    reference: str


@dataclass(frozen=True)
class ExaminationAnnounced(Event):
    """The examination for a quota was announced."""

    kind: ClassVar[str] = "procedures.examination_announced"
    says: ClassVar[str] = N_("%(who)s 公告了“%(name)s”的考试：%(held_on)s，%(place)s")
    name: str
    held_on: str
    place: str


@dataclass(frozen=True)
class ExaminationMoved(Event):
    """Another time or place."""

    kind: ClassVar[str] = "procedures.examination_moved"
    says: ClassVar[str] = N_("%(who)s 把“%(name)s”的考试改到 %(held_on)s，%(place)s")
    name: str
    held_on: str
    place: str


@dataclass(frozen=True)
class CandidatesAdmitted(Event):
    """The list of candidates was closed; the seed lets anybody repeat the draw of their numbers."""

    kind: ClassVar[str] = "procedures.candidates_admitted"
    says: ClassVar[str] = N_("%(who)s 确定了“%(name)s”的考生 %(count)s 名，准考号随机排定")
    name: str
    count: int
    seed: str


@dataclass(frozen=True)
class MarksEntered(Event):
    """Marks were entered, not yet published."""

    kind: ClassVar[str] = "procedures.marks_entered"
    says: ClassVar[str] = N_("%(who)s 登记了“%(name)s”%(count)s 名考生的成绩")
    name: str
    count: int


@dataclass(frozen=True)
class ResultsPublished(Event):
    """All marks were published and became the order of the quota."""

    kind: ClassVar[str] = "procedures.results_published"
    says: ClassVar[str] = N_("%(who)s 公布了“%(name)s”的考试成绩：%(came)s 人参加，%(passed)s 人合格")
    name: str
    came: int
    passed: int


@dataclass(frozen=True)
class MarkCorrected(Event):
    """A published mark was looked at again."""

    kind: ClassVar[str] = "procedures.mark_corrected"
    says: ClassVar[str] = N_("%(who)s 复核更正了“%(name)s”准考号 %(number)s 的成绩")
    name: str
    number: int
    before: int
    after: int
