"""The news that feedback publishes: numbers and ids, never who evaluated."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class VisitInvited(Event):
    """A visit ended and may be judged."""

    kind: ClassVar[str] = "feedback.visit_invited"
    says: ClassVar[str] = N_("%(window)s 的来访结束，可以评价")
    window: str


@dataclass(frozen=True)
class SignsFound(Event):
    """Signs that an evaluation is not the visitor's own word wait for somebody to look."""

    kind: ClassVar[str] = "feedback.signs_found"
    says: ClassVar[str] = N_("一条评价疑似不是办事人自己作出，待核实")
    evaluation: int
    signs: list[str]


@dataclass(frozen=True)
class SuspicionDecided(Event):
    """Somebody looked at the signs."""

    kind: ClassVar[str] = "feedback.suspicion_decided"
    says: ClassVar[str] = N_("%(who)s 核实了一条疑似代评（%(found)s）")
    evaluation: int
    upheld: bool
    found: str


@dataclass(frozen=True)
class EvaluationRelayed(Event):
    """A platform sent an evaluation that was given there."""

    kind: ClassVar[str] = "feedback.evaluation_relayed"
    says: ClassVar[str] = N_("%(who)s 转来一条评价（%(subject)s），平台编号 %(number)s")
    number: str
    subject: str


@dataclass(frozen=True)
class SurveyMade(Event):
    """A survey was prepared."""

    kind: ClassVar[str] = "feedback.survey_made"
    says: ClassVar[str] = N_("%(who)s 建立了测评“%(title)s”")
    title: str
    survey_kind: str


@dataclass(frozen=True)
class SurveyMoved(Event):
    """A survey was opened, closed or published."""

    kind: ClassVar[str] = "feedback.survey_moved"
    says: ClassVar[str] = N_("%(who)s：测评“%(title)s”%(state_label)s")
    title: str
    state: str
    state_label: str


@dataclass(frozen=True)
class SurveyAnswered(Event):
    """Somebody answered; what they said is not told."""

    kind: ClassVar[str] = "feedback.survey_answered"
    says: ClassVar[str] = N_("收到一份“%(title)s”的答卷")
    title: str


@dataclass(frozen=True)
class SurveyImported(Event):
    """A third party's file was taken in, whole."""

    kind: ClassVar[str] = "feedback.survey_imported"
    says: ClassVar[str] = N_("%(who)s 导入了“%(title)s”的 %(rows)s 份答卷")
    title: str
    rows: int
    digest: str


@dataclass(frozen=True)
class CircularIssued(Event):
    """The results were told to the units in a document."""

    kind: ClassVar[str] = "feedback.circular_issued"
    says: ClassVar[str] = N_("%(who)s 印发了“%(title)s”的通报 %(number)s")
    title: str
    number: str


@dataclass(frozen=True)
class IssueOpened(Event):
    """Something is to be mended by a day."""

    kind: ClassVar[str] = "feedback.issue_opened"
    says: ClassVar[str] = N_("%(who)s 把一个问题列入整改台账，%(due)s 前整改")
    source: str
    owner: int
    due: str


@dataclass(frozen=True)
class IssueProlonged(Event):
    """It takes longer."""

    kind: ClassVar[str] = "feedback.issue_prolonged"
    says: ClassVar[str] = N_("%(who)s 把一个问题转为中长期整改，期限 %(due)s")
    due: str


@dataclass(frozen=True)
class IssueClosed(Event):
    """It is mended and struck off."""

    kind: ClassVar[str] = "feedback.issue_closed"
    says: ClassVar[str] = N_("%(who)s 核销了整改台账里的一个问题")
    late: bool
    files: int = 0
