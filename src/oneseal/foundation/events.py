"""News of the foundation."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event


@dataclass(frozen=True)
class NoticeLoaded(Event):
    """A holiday notice was loaded: dates that rest on days from `first_affected` on are to be recomputed.

    `changed` are the days (ISO) that became or ceased to be working days, at most the year's few dozen.
    """

    kind: ClassVar[str] = "foundation.notice_loaded"
    year: int
    version: int
    title: str
    first_affected: str
    changed: list[str]


@dataclass(frozen=True)
class JobRetried(Event):
    """An administrator had a failed job tried again."""

    kind: ClassVar[str] = "foundation.job_retried"
    task: str


@dataclass(frozen=True)
class JobDiscarded(Event):
    """An administrator gave a failed job up."""

    kind: ClassVar[str] = "foundation.job_discarded"
    task: str
    error: str


@dataclass(frozen=True)
class SubscriberRetried(Event):
    """An administrator had a failing subscriber tried again at once."""

    kind: ClassVar[str] = "foundation.subscriber_retried"
    name: str


@dataclass(frozen=True)
class JournalVerified(Event):
    """The whole journal was recomputed; `first_break` is empty when it is whole."""

    kind: ClassVar[str] = "foundation.journal_verified"
    entries: int
    seals: int
    breaks: int
    first_break: str
