"""News of the foundation."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class NoticeLoaded(Event):
    """A holiday notice was loaded: dates that rest on days from `first_affected` on are to be recomputed.

    `changed` are the days (ISO) that became or ceased to be working days, at most the year's few dozen.
    """

    kind: ClassVar[str] = "foundation.notice_loaded"
    says: ClassVar[str] = N_("%(who)s 载入了《%(title)s》（第 %(version)s 版）")
    year: int
    version: int
    title: str
    first_affected: str
    changed: list[str]


@dataclass(frozen=True)
class JobRetried(Event):
    """An administrator had a failed job tried again."""

    kind: ClassVar[str] = "foundation.job_retried"
    says: ClassVar[str] = N_("%(who)s 重新执行了后台任务 %(task)s")
    task: str


@dataclass(frozen=True)
class JobDiscarded(Event):
    """An administrator gave a failed job up."""

    kind: ClassVar[str] = "foundation.job_discarded"
    says: ClassVar[str] = N_("%(who)s 放弃了后台任务 %(task)s")
    task: str
    error: str


@dataclass(frozen=True)
class SubscriberRetried(Event):
    """An administrator had a failing subscriber tried again at once."""

    kind: ClassVar[str] = "foundation.subscriber_retried"
    says: ClassVar[str] = N_("%(who)s 立即重试了订阅 %(name)s")
    name: str


@dataclass(frozen=True)
class JournalVerified(Event):
    """The whole journal was recomputed; `first_break` is empty when it is whole."""

    kind: ClassVar[str] = "foundation.journal_verified"
    says: ClassVar[str] = N_("核验了全部日志：%(entries)s 条记录，%(seals)s 个封存，%(breaks)s 处不符")
    entries: int
    seals: int
    breaks: int
    first_break: str
