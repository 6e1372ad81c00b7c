"""The news from before applications: numbers, codes and days, no names of persons."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class ProjectListed(Event):
    """A project came onto the plan."""

    kind: ClassVar[str] = "advance.project_listed"
    says: ClassVar[str] = N_("%(who)s 列入%(year)s年度重点项目 %(code)s")
    year: int
    code: str


@dataclass(frozen=True)
class ProjectChanged(Event):
    """What the plan says of a project was changed by a newer document."""

    kind: ClassVar[str] = "advance.project_changed"
    says: ClassVar[str] = N_("%(who)s 调整%(year)s年度重点项目 %(code)s")
    year: int
    code: str


@dataclass(frozen=True)
class ProjectRemoved(Event):
    """A project was taken off the plan."""

    kind: ClassVar[str] = "advance.project_removed"
    says: ClassVar[str] = N_("%(who)s 把 %(code)s 移出%(year)s年度重点项目")
    year: int
    code: str


@dataclass(frozen=True)
class EarlyEvent(Event):
    """What all news of an early service say."""

    number: str


@dataclass(frozen=True)
class EarlyAsked(EarlyEvent):
    """Somebody asked for an early service."""

    kind: ClassVar[str] = "advance.early_asked"
    says: ClassVar[str] = N_("%(who)s 申请提前服务 %(number)s")
    item: int
    due: str


@dataclass(frozen=True)
class EarlyTaken(EarlyEvent):
    """A colleague took it."""

    kind: ClassVar[str] = "advance.early_taken"
    says: ClassVar[str] = N_("%(who)s 接手提前服务 %(number)s")


@dataclass(frozen=True)
class EarlyHandedOn(EarlyEvent):
    """It waits for a colleague again, perhaps of another section."""

    kind: ClassVar[str] = "advance.early_handed_on"
    says: ClassVar[str] = N_("%(who)s 把提前服务 %(number)s 转给 %(section)s")
    section: str


@dataclass(frozen=True)
class EarlyNoted(EarlyEvent):
    """Something was said; the text stands in the service."""

    kind: ClassVar[str] = "advance.early_noted"
    says: ClassVar[str] = N_("%(who)s 在提前服务 %(number)s 里留言")


@dataclass(frozen=True)
class EarlyListed(EarlyEvent):
    """The list of what to prepare was given."""

    kind: ClassVar[str] = "advance.early_listed"
    says: ClassVar[str] = N_("%(who)s 给出准备清单 %(document)s，共 %(materials)s 项")
    document: str
    materials: int


@dataclass(frozen=True)
class EarlyLinked(EarlyEvent):
    """The application followed."""

    kind: ClassVar[str] = "advance.early_linked"
    says: ClassVar[str] = N_("正式申请已收到，提前服务 %(number)s 接到办件 %(case)s")
    case: str
    days: int


@dataclass(frozen=True)
class EarlyClosed(EarlyEvent):
    """It ended without an application."""

    kind: ClassVar[str] = "advance.early_closed"
    says: ClassVar[str] = N_("%(who)s 结束提前服务 %(number)s")


@dataclass(frozen=True)
class ReviewEvent(Event):
    """What all news of a pre-review say."""

    number: str


@dataclass(frozen=True)
class ReviewAsked(ReviewEvent):
    """The owner committed themselves and asked for the pre-review."""

    kind: ClassVar[str] = "advance.review_asked"
    says: ClassVar[str] = N_("%(who)s 作出承诺并申请预审 %(number)s，承诺补办 %(papers)s 项手续")
    project: str
    papers: int


@dataclass(frozen=True)
class ReviewAdmitted(ReviewEvent):
    """The conditions are met; sections are asked."""

    kind: ClassVar[str] = "advance.review_admitted"
    says: ClassVar[str] = N_("%(who)s 确认预审 %(number)s 符合条件，分送 %(sections)s 个方面审查")
    sections: int


@dataclass(frozen=True)
class ReviewOpined(ReviewEvent):
    """A section said what it thinks of one subject."""

    kind: ClassVar[str] = "advance.review_opined"
    says: ClassVar[str] = N_("%(who)s 对预审 %(number)s 提出意见")
    subject: str
    verdict: str


@dataclass(frozen=True)
class ReviewIssued(ReviewEvent):
    """The sealed opinion was issued."""

    kind: ClassVar[str] = "advance.review_issued"
    says: ClassVar[str] = N_("%(who)s 出具预审意见 %(document)s（%(number)s）")
    document: str


@dataclass(frozen=True)
class ReviewEnded(ReviewEvent):
    """Refused, failed, withdrawn."""

    kind: ClassVar[str] = "advance.review_ended"
    says: ClassVar[str] = N_("预审 %(number)s 结束（%(who)s）")
    state: str


@dataclass(frozen=True)
class PaperApplied(ReviewEvent):
    """The formal application for a promised paper arrived."""

    kind: ClassVar[str] = "advance.paper_applied"
    says: ClassVar[str] = N_("预审 %(number)s 承诺的手续已正式申请，办件 %(case)s")
    case: str


@dataclass(frozen=True)
class PaperSettled(ReviewEvent):
    """The formal case was decided, or the paper is owed again."""

    kind: ClassVar[str] = "advance.paper_settled"
    says: ClassVar[str] = N_("预审 %(number)s 承诺的手续有了结果")
    state: str


@dataclass(frozen=True)
class PaperCarried(ReviewEvent):
    """Files of the pre-review were taken into the formal application."""

    kind: ClassVar[str] = "advance.paper_carried"
    says: ClassVar[str] = N_("%(who)s 把预审 %(number)s 的 %(files)s 份文件带入申请")
    files: int


@dataclass(frozen=True)
class PaperLate(ReviewEvent):
    """A promise was not kept by its day: an order to make it good."""

    kind: ClassVar[str] = "advance.paper_late"
    says: ClassVar[str] = N_("预审 %(number)s 的承诺逾期，责令 %(by)s 前补办（%(document)s）")
    document: str
    by: str


@dataclass(frozen=True)
class ReviewLapsed(ReviewEvent):
    """The promise was not kept after the order either: the opinion no longer holds, the owner is recorded."""

    kind: ClassVar[str] = "advance.review_lapsed"
    says: ClassVar[str] = N_("%(who)s 宣布预审意见失效（%(number)s，%(document)s）")
    document: str
