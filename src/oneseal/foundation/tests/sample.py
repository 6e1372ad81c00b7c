"""A small table and event for the foundation's own tests."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.foundation import journal
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor
from oneseal.kernel.events import Event

CLERK = Actor(account_id=7, name="王经办", bureau_id=3)


@dataclass(frozen=True)
class Noted(Event):
    """Something was noted."""

    kind: ClassVar[str] = "foundation.noted"
    text: str = ""


@dataclass(frozen=True)
class Counted(Event):
    """Something was counted."""

    kind: ClassVar[str] = "foundation.counted"
    number: int = 0


def note(subject_id: int = 1, text: str = "一", kind: str = "sample") -> int:
    """Append one entry."""
    return journal.record(CLERK, Subject(kind, subject_id), Noted(text))
