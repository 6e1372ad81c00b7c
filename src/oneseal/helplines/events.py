"""The news that helplines publish: no caller's number, no words of a call."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class LineKept(Event):
    """A consulting number was set up or changed."""

    kind: ClassVar[str] = "helplines.line_kept"
    says: ClassVar[str] = N_("%(who)s 设置了%(place)s的咨询电话 %(number)s")
    number: str
    place: str


@dataclass(frozen=True)
class LineClosed(Event):
    """A consulting number is no longer in use."""

    kind: ClassVar[str] = "helplines.line_closed"
    says: ClassVar[str] = N_("%(who)s 停用了咨询电话 %(number)s")
    number: str


@dataclass(frozen=True)
class CallHeard(Event):
    """The exchange told something of a call. `heard`: rang, answered, missed, hung_up; `state`: how it stands now."""

    kind: ClassVar[str] = "helplines.call_heard"
    says: ClassVar[str] = N_("交换机报来 %(number)s 的来电：%(state_name)s")
    line: int
    number: str
    heard: str
    state: str
    state_name: str


@dataclass(frozen=True)
class CallEntered(Event):
    """Somebody entered a call by hand."""

    kind: ClassVar[str] = "helplines.call_entered"
    says: ClassVar[str] = N_("%(who)s 登记了 %(number)s 的来电：%(state_name)s")
    line: int
    number: str
    state: str
    state_name: str


@dataclass(frozen=True)
class CallSettled(Event):
    """What became of a call that was answered, or of one that was called back (`returned`)."""

    kind: ClassVar[str] = "helplines.call_settled"
    says: ClassVar[str] = N_("%(who)s 办结来电：%(outcome_name)s")
    outcome: str
    outcome_name: str
    item: int | None
    inquiry: int | None
    appointment: int | None
    returned: bool
    on_time: bool


@dataclass(frozen=True)
class CallTried(Event):
    """Somebody called back, and nobody answered."""

    kind: ClassVar[str] = "helplines.call_tried"
    says: ClassVar[str] = N_("%(who)s 回拨第 %(times)s 次，没有打通")
    times: int


@dataclass(frozen=True)
class CallReached(Event):
    """Whoever was missed was spoken with in another call. `by`: that call."""

    kind: ClassVar[str] = "helplines.call_reached"
    says: ClassVar[str] = N_("来电人在另一次通话里已经接通，不用再回电")
    by: int


@dataclass(frozen=True)
class CallGivenUp(Event):
    """A missed call could not be called back."""

    kind: ClassVar[str] = "helplines.call_given_up"
    says: ClassVar[str] = N_("%(who)s 结束了未能回通的来电")
    times: int


@dataclass(frozen=True)
class CallMissed(Event):
    """Nothing more was heard of a call that rang."""

    kind: ClassVar[str] = "helplines.call_missed"
    says: ClassVar[str] = N_("来电再没有消息，按未接处理，%(due)s 前回电")
    due: str


@dataclass(frozen=True)
class CallerSeen(Event):
    """Somebody read a caller's number in full."""

    kind: ClassVar[str] = "helplines.caller_seen"
    says: ClassVar[str] = N_("%(who)s 查看了来电号码")
    call: int


@dataclass(frozen=True)
class LineChecked(Event):
    """A test call."""

    kind: ClassVar[str] = "helplines.line_checked"
    says: ClassVar[str] = N_("%(who)s 抽查了咨询电话 %(number)s：%(verdict)s")
    number: str
    passed: bool
    verdict: str
