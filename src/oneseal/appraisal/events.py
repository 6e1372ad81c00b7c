"""The news of appraisal: ids, days, points; no names, no evaluators."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class SchemeSet(Event):
    """Weights were set from a day on."""

    kind: ClassVar[str] = "appraisal.scheme_set"
    says: ClassVar[str] = N_("%(who)s 发布第 %(number)s 版考核办法，%(effective_on)s 起执行")
    number: int
    effective_on: str
    content: dict[str, int]


@dataclass(frozen=True)
class DayMarked(Event):
    """The centre marked somebody's day."""

    kind: ClassVar[str] = "appraisal.day_marked"
    says: ClassVar[str] = N_("%(who)s 登记 %(day)s 的考勤")
    staff: int
    day: str
    mark: str
    former: str
    proposed: str = ""


@dataclass(frozen=True)
class DayScored(Event):
    """The scores of a day were reckoned and published."""

    kind: ClassVar[str] = "appraisal.day_scored"
    says: ClassVar[str] = N_("%(day)s 的考核已公示，%(people)s 人")
    day: str
    people: int


@dataclass(frozen=True)
class ScoreCorrected(Event):
    """A score was reckoned anew: after an appeal, or because a fact of that day was settled later."""

    kind: ClassVar[str] = "appraisal.score_corrected"
    says: ClassVar[str] = N_("%(day)s 的考核得分已更正")
    staff: int
    day: str
    former: int
    score: int


@dataclass(frozen=True)
class Appealed(Event):
    """Somebody appealed."""

    kind: ClassVar[str] = "appraisal.appealed"
    says: ClassVar[str] = N_("%(who)s 提出申诉")
    against: str
    about: int


@dataclass(frozen=True)
class AppealAnswered(Event):
    """An appeal was answered."""

    kind: ClassVar[str] = "appraisal.appeal_answered"
    says: ClassVar[str] = N_("%(who)s 答复申诉：%(label)s")
    against: str
    about: int
    label: str


@dataclass(frozen=True)
class BulletinIssued(Event):
    """The month's bulletin went out."""

    kind: ClassVar[str] = "appraisal.bulletin_issued"
    says: ClassVar[str] = N_("%(who)s 印发 %(month)s 考核通报 %(number)s")
    month: str
    number: str
    units: int


@dataclass(frozen=True)
class BulletinSent(Event):
    """A bulletin issued before copies were kept was sent after all."""

    kind: ClassVar[str] = "appraisal.bulletin_sent"
    says: ClassVar[str] = N_("%(who)s 把 %(number)s 发给 %(units)s 个单位")
    units: int
    number: str


@dataclass(frozen=True)
class BulletinSigned(Event):
    """A unit signed for its copy."""

    kind: ClassVar[str] = "appraisal.bulletin_signed"
    says: ClassVar[str] = N_("%(who)s 代表“%(unit)s”签收 %(number)s")
    unit: str
    number: str


@dataclass(frozen=True)
class BulletinHanded(Event):
    """A copy went to a unit by hand."""

    kind: ClassVar[str] = "appraisal.bulletin_handed"
    says: ClassVar[str] = N_("%(who)s 登记 %(number)s 已人工送达“%(unit)s”")
    unit: str
    number: str
    on: str


@dataclass(frozen=True)
class BulletinReminded(Event):
    """Units that had not signed were reminded."""

    kind: ClassVar[str] = "appraisal.bulletin_reminded"
    says: ClassVar[str] = N_("提醒 %(units)s 个单位签收 %(number)s")
    units: int
    number: str


@dataclass(frozen=True)
class ConductKept(Event):
    """An entry of the code of conduct was written or changed."""

    kind: ClassVar[str] = "appraisal.conduct_kept"
    says: ClassVar[str] = N_("%(who)s 保存行为规范“%(title)s”")
    title: str
    severity: str
    points: int


@dataclass(frozen=True)
class ViolationRecorded(Event):
    """A violation was recorded; it counts only once verified."""

    kind: ClassVar[str] = "appraisal.violation_recorded"
    says: ClassVar[str] = N_("%(who)s 登记违规，待核实")
    staff: int
    conduct: int


@dataclass(frozen=True)
class ViolationSettled(Event):
    """Somebody else verified or dismissed it, or it was annulled after an appeal."""

    kind: ClassVar[str] = "appraisal.violation_settled"
    says: ClassVar[str] = N_("%(who)s 核实违规：%(label)s")
    staff: int
    state: str
    label: str


@dataclass(frozen=True)
class OffPost(Event):
    """Once verified, off the post."""

    kind: ClassVar[str] = "appraisal.off_post"
    says: ClassVar[str] = N_("一次查实，%(posts)s 个岗位已停止，启动责任倒查")
    staff: int
    posts: int


@dataclass(frozen=True)
class DutyTraced(Event):
    """Somebody's duty was looked into."""

    kind: ClassVar[str] = "appraisal.duty_traced"
    says: ClassVar[str] = N_("%(who)s 登记责任倒查结果")
    staff: int


@dataclass(frozen=True)
class RemovalClosed(Event):
    """The removal is settled."""

    kind: ClassVar[str] = "appraisal.removal_closed"
    says: ClassVar[str] = N_("%(who)s 办结离岗处理：%(label)s")
    staff: int
    label: str


@dataclass(frozen=True)
class ZoneKept(Event):
    """A zone has a leader."""

    kind: ClassVar[str] = "appraisal.zone_kept"
    says: ClassVar[str] = N_("%(who)s 调整包干片区“%(name)s”")
    name: str
    leader: int


@dataclass(frozen=True)
class Patrolled(Event):
    """A round was made."""

    kind: ClassVar[str] = "appraisal.patrolled"
    says: ClassVar[str] = N_("%(who)s 巡查“%(name)s”，发现问题 %(findings)s 个")
    name: str
    findings: int


@dataclass(frozen=True)
class FindingMoved(Event):
    """A finding was put right, checked, or sent back."""

    kind: ClassVar[str] = "appraisal.finding_moved"
    says: ClassVar[str] = N_("%(who)s 更新巡查问题：%(label)s")
    finding: int
    label: str


@dataclass(frozen=True)
class AmenityKept(Event):
    """An amenity was listed, or its state changed."""

    kind: ClassVar[str] = "appraisal.amenity_kept"
    says: ClassVar[str] = N_("%(who)s 更新便民设施“%(name)s”：%(label)s")
    name: str
    label: str


@dataclass(frozen=True)
class AmenityReported(Event):
    """Somebody said that an amenity does not work, or it was settled."""

    kind: ClassVar[str] = "appraisal.amenity_reported"
    says: ClassVar[str] = N_("便民设施“%(name)s”的报修：%(label)s")
    name: str
    label: str
