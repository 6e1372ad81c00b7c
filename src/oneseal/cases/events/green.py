"""The news of the green channel."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class GreenListed(Event):
    """Somebody was put on the list; so many open cases of theirs go first from now on."""

    kind: ClassVar[str] = "cases.green_listed"
    says: ClassVar[str] = N_("%(who)s 列入绿色通道到 %(until)s，办理中的 %(cases)s 件同时优先")
    applicant: int
    until: str
    cases: int


@dataclass(frozen=True)
class GreenEnded(Event):
    """Somebody was taken off the list before its end."""

    kind: ClassVar[str] = "cases.green_ended"
    says: ClassVar[str] = N_("%(who)s 移出绿色通道")
    applicant: int


@dataclass(frozen=True)
class GreenMarked(Event):
    """A case goes first, or no longer (empty day)."""

    kind: ClassVar[str] = "cases.green_marked"
    says: ClassVar[str] = N_("%(who)s 按绿色通道优先办理，到 %(until)s")
    state: str
    until: str


@dataclass(frozen=True)
class GreenUnmarked(Event):
    """A case no longer goes first."""

    kind: ClassVar[str] = "cases.green_unmarked"
    says: ClassVar[str] = N_("%(who)s 取消绿色通道优先")
    state: str
