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
