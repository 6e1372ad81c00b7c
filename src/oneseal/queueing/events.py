"""The news of the hall: windows opened and closed, tickets on their way, appointments. Numbers and ids, no names."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class PlaceKept(Event):
    """A place was set up or changed. `what`: hall, zone, line, window, seat."""

    kind: ClassVar[str] = "queueing.place_kept"
    says: ClassVar[str] = N_("%(who)s 保存了大厅设置“%(name)s”")
    what: str
    name: str


@dataclass(frozen=True)
class LineFollowed(Event):
    """A line took the items of the theme that it follows."""

    kind: ClassVar[str] = "queueing.line_followed"
    says: ClassVar[str] = N_("队列“%(name)s”随一件事更新了办理的事项")
    name: str
    theme: str
    items: list[int]


@dataclass(frozen=True)
class HoursKept(Event):
    """A shift was added or ended, or a day got hours of its own."""

    kind: ClassVar[str] = "queueing.hours_kept"
    says: ClassVar[str] = N_("%(who)s 调整了大厅的开放时间：%(said)s")
    said: str


@dataclass(frozen=True)
class SeatPlanned(Event):
    """Somebody is to be at a window."""

    kind: ClassVar[str] = "queueing.seat_planned"
    says: ClassVar[str] = N_("%(who)s 排定 %(day)s 由 %(staff_name)s 坐 %(window_number)s 号窗口")
    window: int
    window_number: str
    staff: int
    staff_name: str
    day: str


@dataclass(frozen=True)
class WindowOpened(Event):
    """Somebody sat down and the window serves."""

    kind: ClassVar[str] = "queueing.window_opened"
    says: ClassVar[str] = N_("%(who)s 打开了 %(window_number)s 号窗口")
    window: int
    window_number: str
    staff: int


@dataclass(frozen=True)
class WindowPaused(Event):
    """The window does not call for a while."""

    kind: ClassVar[str] = "queueing.window_paused"
    says: ClassVar[str] = N_("%(who)s 暂停了 %(window_number)s 号窗口")
    window: int
    window_number: str


@dataclass(frozen=True)
class WindowResumed(Event):
    """The window calls again."""

    kind: ClassVar[str] = "queueing.window_resumed"
    says: ClassVar[str] = N_("%(who)s 恢复了 %(window_number)s 号窗口")
    window: int
    window_number: str


@dataclass(frozen=True)
class WindowClosed(Event):
    """Nobody sits there any more."""

    kind: ClassVar[str] = "queueing.window_closed"
    says: ClassVar[str] = N_("%(who)s 关闭了 %(window_number)s 号窗口")
    window: int
    window_number: str


@dataclass(frozen=True)
class LineLent(Event):
    """A window serves one more line until a time of today, because people wait there."""

    kind: ClassVar[str] = "queueing.line_lent"
    says: ClassVar[str] = N_("%(who)s 让 %(window_number)s 号窗口也办理“%(line_name)s”，到 %(until)s 为止")
    window: int
    window_number: str
    line: int
    line_name: str
    until: str


@dataclass(frozen=True)
class LineReturned(Event):
    """A window need not serve a line any longer that it was lent to."""

    kind: ClassVar[str] = "queueing.line_returned"
    says: ClassVar[str] = N_("%(who)s 让 %(window_number)s 号窗口不再帮办“%(line_name)s”")
    window: int
    window_number: str
    line: int
    line_name: str


@dataclass(frozen=True)
class TicketIssued(Event):
    """Somebody stands in line. `estimate`: minutes told to them; None when no window served the line."""

    kind: ClassVar[str] = "queueing.ticket_issued"
    says: ClassVar[str] = N_("取号 %(number)s，预计等候 %(estimate)s 分钟")
    number: str
    hall: int
    line: int
    door: str
    priority: str
    estimate: int | None


@dataclass(frozen=True)
class TicketCheckedIn(Event):
    """The holder of a ticket from the phone came."""

    kind: ClassVar[str] = "queueing.ticket_checked_in"
    says: ClassVar[str] = N_("%(number)s 已到场签到")
    number: str


@dataclass(frozen=True)
class TicketCalled(Event):
    """A window calls a number. `place`: its place among the hall's calls."""

    kind: ClassVar[str] = "queueing.ticket_called"
    says: ClassVar[str] = N_("%(who)s 请 %(number)s 到 %(window_number)s 号窗口")
    number: str
    window: int
    window_number: str
    place: int


@dataclass(frozen=True)
class TicketRecalled(Event):
    """The number is called again."""

    kind: ClassVar[str] = "queueing.ticket_recalled"
    says: ClassVar[str] = N_("%(who)s 再次请 %(number)s 到 %(window_number)s 号窗口")
    number: str
    window: int
    window_number: str
    place: int


@dataclass(frozen=True)
class TicketPassed(Event):
    """Nobody came."""

    kind: ClassVar[str] = "queueing.ticket_passed"
    says: ClassVar[str] = N_("%(number)s 没有人应，%(who)s 过号")
    number: str
    window: int


@dataclass(frozen=True)
class TicketRejoined(Event):
    """They are back in line."""

    kind: ClassVar[str] = "queueing.ticket_rejoined"
    says: ClassVar[str] = N_("%(number)s 回到队列")
    number: str


@dataclass(frozen=True)
class TicketBegun(Event):
    """The visitor is at the window. `waited`: minutes since they joined the line."""

    kind: ClassVar[str] = "queueing.ticket_begun"
    says: ClassVar[str] = N_("%(who)s 开始为 %(number)s 办理")
    number: str
    window: int
    staff: int
    waited: int


@dataclass(frozen=True)
class TicketMoved(Event):
    """Passed on to another line or window, or sent back to where they came from."""

    kind: ClassVar[str] = "queueing.ticket_moved"
    says: ClassVar[str] = N_("%(who)s 把 %(number)s 转到“%(to_name)s”")
    number: str
    line: int
    to_name: str
    to_window: int | None
    back: bool


@dataclass(frozen=True)
class TicketSetAside(Event):
    """The visitor fills in something and comes back."""

    kind: ClassVar[str] = "queueing.ticket_set_aside"
    says: ClassVar[str] = N_("%(who)s 请 %(number)s 先去填表，填好回来")
    number: str
    window: int


@dataclass(frozen=True)
class TicketServed(Event):
    """The visit is over; it may be evaluated once. `line`, `window`, `staff`, `cases`: what is evaluated."""

    kind: ClassVar[str] = "queueing.ticket_served"
    says: ClassVar[str] = N_("%(who)s 办完 %(number)s")
    number: str
    hall: int
    line: int
    window: int
    staff: int
    applicant: int | None
    cases: list[int]
    minutes: int


@dataclass(frozen=True)
class TicketLeft(Event):
    """They went, or the day ended."""

    kind: ClassVar[str] = "queueing.ticket_left"
    says: ClassVar[str] = N_("%(number)s 不再等候")
    number: str


@dataclass(frozen=True)
class VisitorIdentified(Event):
    """The clerk knows who is at the window."""

    kind: ClassVar[str] = "queueing.visitor_identified"
    says: ClassVar[str] = N_("%(who)s 核对了 %(number)s 的来访人")
    number: str
    applicant: int


@dataclass(frozen=True)
class CaseHandled(Event):
    """A case was handled during a visit."""

    kind: ClassVar[str] = "queueing.case_handled"
    says: ClassVar[str] = N_("%(who)s 为 %(number)s 办理 %(case_number)s")
    number: str
    case: int
    case_number: str


@dataclass(frozen=True)
class AppointmentBooked(Event):
    """A slot was booked."""

    kind: ClassVar[str] = "queueing.appointment_booked"
    says: ClassVar[str] = N_("%(who)s 预约了“%(line_name)s” %(day)s %(starts)s")
    line: int
    line_name: str
    day: str
    starts: str


@dataclass(frozen=True)
class AppointmentChanged(Event):
    """Another slot instead."""

    kind: ClassVar[str] = "queueing.appointment_changed"
    says: ClassVar[str] = N_("%(who)s 改约到 %(day)s %(starts)s")
    day: str
    starts: str


@dataclass(frozen=True)
class AppointmentSettled(Event):
    """Arrived, cancelled or missed."""

    kind: ClassVar[str] = "queueing.appointment_settled"
    says: ClassVar[str] = N_("预约：%(state_name)s")
    state: str
    state_name: str


@dataclass(frozen=True)
class AppointmentNamed(Event):
    """A colleague attends to it."""

    kind: ClassVar[str] = "queueing.appointment_named"
    says: ClassVar[str] = N_("%(who)s 指定 %(staff_name)s 接待")
    staff: int
    staff_name: str


@dataclass(frozen=True)
class AppointmentDisplaced(Event):
    """The hall is closed at that time after all: another slot is offered, where there is one."""

    kind: ClassVar[str] = "queueing.appointment_displaced"
    says: ClassVar[str] = N_("%(day)s %(starts)s 大厅不开放，预约作废，另提供 %(offer)s")
    day: str
    starts: str
    offer: str


@dataclass(frozen=True)
class BrandDrafted(Event):
    """Somebody proposed how a hall shows itself; nobody else sees it yet."""

    kind: ClassVar[str] = "queueing.brand_drafted"
    says: ClassVar[str] = N_("%(who)s 起草了大厅标识“%(name)s”")
    brand: int
    name: str
    colour: str


@dataclass(frozen=True)
class BrandSet(Event):
    """How a hall shows itself from a day on."""

    kind: ClassVar[str] = "queueing.brand_set"
    says: ClassVar[str] = N_("%(who)s 确定大厅标识“%(name)s”从 %(day)s 起启用")
    brand: int
    name: str
    day: str


@dataclass(frozen=True)
class BrandWithdrawn(Event):
    """What was to count from a later day was taken back."""

    kind: ClassVar[str] = "queueing.brand_withdrawn"
    says: ClassVar[str] = N_("%(who)s 撤回了大厅标识“%(name)s”")
    brand: int
    name: str
