"""The news of training: ids, days and numbers, no personal data."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class CourseKept(Event):
    """A course was put into the library or described anew."""

    kind: ClassVar[str] = "training.course_kept"
    says: ClassVar[str] = N_("%(who)s 保存课程“%(title)s”")
    title: str


@dataclass(frozen=True)
class SessionPlanned(Event):
    """A session was planned, with so many people."""

    kind: ClassVar[str] = "training.session_planned"
    says: ClassVar[str] = N_("%(who)s 安排“%(title)s”，%(people)s 人参加")
    title: str
    people: int


@dataclass(frozen=True)
class SessionHeld(Event):
    """A session was held; so many came."""

    kind: ClassVar[str] = "training.session_held"
    says: ClassVar[str] = N_("%(who)s 登记“%(title)s”的到课情况，到课 %(came)s 人")
    title: str
    came: int


@dataclass(frozen=True)
class SessionCalledOff(Event):
    """A session does not take place."""

    kind: ClassVar[str] = "training.session_called_off"
    says: ClassVar[str] = N_("%(who)s 取消“%(title)s”")
    title: str


@dataclass(frozen=True)
class ExamSet(Event):
    """An examination was set."""

    kind: ClassVar[str] = "training.exam_set"
    says: ClassVar[str] = N_("%(who)s 设置业务考核“%(title)s”")
    title: str
    need: int


@dataclass(frozen=True)
class ResultEntered(Event):
    """Somebody's result was entered, or corrected."""

    kind: ClassVar[str] = "training.result_entered"
    says: ClassVar[str] = N_("%(who)s 登记“%(title)s”的成绩")
    title: str
    staff: int
    score: int
    former: int | None
    passed: bool


@dataclass(frozen=True)
class RotationBegun(Event):
    """Somebody goes to another section for a time."""

    kind: ClassVar[str] = "training.rotation_begun"
    says: ClassVar[str] = N_("%(who)s 安排轮岗，到 %(to_on)s 期满")
    staff: int
    section: int
    to_on: str


@dataclass(frozen=True)
class RotationEnded(Event):
    """A rotation is over: with a skill, or before its time."""

    kind: ClassVar[str] = "training.rotation_ended"
    says: ClassVar[str] = N_("%(who)s 结束轮岗：%(state)s")
    staff: int
    state: str


@dataclass(frozen=True)
class SkillGiven(Event):
    """Somebody can serve something from a day on."""

    kind: ClassVar[str] = "training.skill_given"
    says: ClassVar[str] = N_("%(who)s 认定一项技能")
    staff: int
    item: int | None
    line: str
    ground: str
    since: str
    until: str | None


@dataclass(frozen=True)
class SkillRevoked(Event):
    """A skill counts no more."""

    kind: ClassVar[str] = "training.skill_revoked"
    says: ClassVar[str] = N_("%(who)s 取消一项技能")
    staff: int


@dataclass(frozen=True)
class NeedSet(Event):
    """From a day on an item or a line is served only with a proven skill."""

    kind: ClassVar[str] = "training.need_set"
    says: ClassVar[str] = N_("%(who)s 规定自 %(from_on)s 起持能上岗")
    item: int | None
    line: str
    from_on: str


@dataclass(frozen=True)
class NeedLifted(Event):
    """The bureau no longer asks for it."""

    kind: ClassVar[str] = "training.need_lifted"
    says: ClassVar[str] = N_("%(who)s 取消一项持能上岗的规定")
    item: int | None
    line: str


@dataclass(frozen=True)
class RegulationPublished(Event):
    """A version of one of the bureau's own rules was published."""

    kind: ClassVar[str] = "training.regulation_published"
    says: ClassVar[str] = N_("%(who)s 发布“%(title)s”第 %(number)s 版，%(effective_on)s 起施行")
    title: str
    number: int
    effective_on: str


@dataclass(frozen=True)
class RegulationRead(Event):
    """Somebody confirmed that they read a version."""

    kind: ClassVar[str] = "training.regulation_read"
    says: ClassVar[str] = N_("%(who)s 确认已读“%(title)s”第 %(number)s 版")
    title: str
    number: int
