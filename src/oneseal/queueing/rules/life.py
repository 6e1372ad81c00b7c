"""The life of a ticket, of an appointment and of a window; who goes before whom (inventory 3.3–3.5, 3.13, 3.14)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "国务院关于加快推进政务服务标准化规范化便利化的指导意见（国发〔2022〕5号）"


class WindowKind(StrEnum):
    """What a window is for (3.4, 3.5, 3.6, 3.12)."""

    INTEGRATED = "integrated"
    SPECIAL = "special"
    COORDINATION = "coordination"
    OUTPUT = "output"
    OFF_HOURS = "off_hours"


WINDOW_KINDS: Final = {
    WindowKind.INTEGRATED: N_("综合窗口"),
    WindowKind.SPECIAL: N_("专窗"),
    WindowKind.COORDINATION: N_("协调窗口"),
    WindowKind.OUTPUT: N_("出件窗口"),
    WindowKind.OFF_HOURS: N_("错时延时窗口"),
}


class WindowState(StrEnum):
    """Whether a window works now."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


WINDOWS: Final = TransitionTable(
    {
        WindowState.CLOSED: N_("未开"),
        WindowState.OPEN: N_("办理中"),
        WindowState.PAUSED: N_("暂停服务"),
    },
    [
        Edge(WindowState.CLOSED, "open", WindowState.OPEN, BASIS),
        Edge(WindowState.OPEN, "pause", WindowState.PAUSED, BASIS),
        Edge(WindowState.PAUSED, "resume", WindowState.OPEN, BASIS),
        Edge(WindowState.OPEN, "close", WindowState.CLOSED, BASIS),
        Edge(WindowState.PAUSED, "close", WindowState.CLOSED, BASIS),
    ],
)


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PAUSED = "paused"
    PASSED = "passed"
    DONE = "done"
    LEFT = "left"


AT_WINDOW: Final = frozenset({TicketState.CALLED, TicketState.SERVING})
OPEN: Final = AT_WINDOW | {TicketState.WAITING, TicketState.PAUSED, TicketState.PASSED}

TICKETS: Final = TransitionTable(
    {
        TicketState.WAITING: N_("等候中"),
        TicketState.CALLED: N_("正在叫号"),
        TicketState.SERVING: N_("办理中"),
        TicketState.PAUSED: N_("暂离填表"),
        TicketState.PASSED: N_("已过号"),
        TicketState.DONE: N_("已办完"),
        TicketState.LEFT: N_("已离开"),
    },
    [
        Edge(TicketState.WAITING, "call", TicketState.CALLED, BASIS),
        Edge(TicketState.PASSED, "call", TicketState.CALLED, BASIS),
        Edge(TicketState.PAUSED, "call", TicketState.CALLED, BASIS),
        Edge(TicketState.CALLED, "recall", TicketState.CALLED, BASIS),
        Edge(TicketState.CALLED, "skip", TicketState.PASSED, BASIS),
        Edge(TicketState.CALLED, "begin", TicketState.SERVING, BASIS),
        Edge(TicketState.SERVING, "set_aside", TicketState.PAUSED, BASIS),
        Edge(TicketState.SERVING, "transfer", TicketState.WAITING, BASIS),
        Edge(TicketState.SERVING, "send_back", TicketState.WAITING, BASIS),
        Edge(TicketState.SERVING, "finish", TicketState.DONE, BASIS),
        Edge(TicketState.PASSED, "rejoin", TicketState.WAITING, BASIS),
        Edge(TicketState.PAUSED, "rejoin", TicketState.WAITING, BASIS),
        Edge(TicketState.WAITING, "check_in", TicketState.WAITING, BASIS),
        *(
            Edge(state, "leave", TicketState.LEFT, BASIS)
            for state in (TicketState.WAITING, TicketState.PASSED, TicketState.PAUSED)
        ),
    ],
)


class AppointmentState(StrEnum):
    """Where an appointment stands."""

    BOOKED = "booked"
    DISPLACED = "displaced"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


APPOINTMENTS: Final = TransitionTable(
    {
        AppointmentState.BOOKED: N_("已预约"),
        AppointmentState.DISPLACED: N_("原时段停办，待改约"),
        AppointmentState.ARRIVED: N_("已到场"),
        AppointmentState.CANCELLED: N_("已取消"),
        AppointmentState.NO_SHOW: N_("未到场"),
    },
    [
        Edge(AppointmentState.BOOKED, "change", AppointmentState.BOOKED, BASIS),
        Edge(AppointmentState.DISPLACED, "change", AppointmentState.BOOKED, BASIS),
        Edge(AppointmentState.BOOKED, "displace", AppointmentState.DISPLACED, BASIS),
        Edge(AppointmentState.BOOKED, "arrive", AppointmentState.ARRIVED, BASIS),
        Edge(AppointmentState.BOOKED, "miss", AppointmentState.NO_SHOW, BASIS),
        Edge(AppointmentState.BOOKED, "cancel", AppointmentState.CANCELLED, BASIS),
        Edge(AppointmentState.DISPLACED, "cancel", AppointmentState.CANCELLED, BASIS),
    ],
)


class Priority(StrEnum):
    """Why somebody goes before others who came a little earlier."""

    NORMAL = "normal"
    APPOINTMENT = "appointment"
    CARE = "care"
    GREEN = "green"


PRIORITIES: Final = {
    Priority.NORMAL: N_("普通"),
    Priority.APPOINTMENT: N_("预约"),
    Priority.CARE: N_("老弱病残孕、军人等优先"),
    Priority.GREEN: N_("绿色通道"),
}
HEAD_START: Final = {
    Priority.NORMAL: timedelta(),
    Priority.APPOINTMENT: timedelta(minutes=20),
    Priority.CARE: timedelta(minutes=15),
    Priority.GREEN: timedelta(minutes=15),
}
"""How much earlier than they came those of a class are treated as having come."""
RETURNED: Final = timedelta(minutes=30)
"""For those who were at a window already: passed on, sent back, or back from filling in a form."""
LATE: Final = timedelta(minutes=5)
"""For those who were called, were not there and came back: not to the end of the line, not to its head."""
HELD: Final = timedelta(minutes=30)
"""A ticket from the phone keeps at most this much of the time before its holder came (3.14: arrival check)."""
LONGEST_START: Final = max(*HEAD_START.values(), RETURNED, LATE, HELD)
DOORS: Final = {
    "kiosk": N_("取号机"),
    "phone": N_("手机取号"),
    "guide": N_("引导员取号"),
    "window": N_("窗口取号"),
}


def rank(joined: datetime, priority: str) -> datetime:
    """The moment by which a line is ordered, earliest first.

    Waiting counts the same for everybody, so the order of two people never changes while they wait, and nobody can
    go before somebody who has waited LONGEST_START longer: no class starves another, whatever comes.
    """
    return joined - HEAD_START[Priority(priority)]


def rank_after_check_in(issued: datetime, arrived: datetime, priority: str) -> datetime:
    """A phone ticket's place once its holder is in the hall: the time of taking it counts for HELD at most."""
    return rank(max(issued, arrived - HELD), priority)


def rank_of_appointment(slot: datetime, arrived: datetime) -> datetime:
    """By the slot where they came in time, by the arrival where they came late; not before the slot's head start."""
    return rank(max(slot, arrived), Priority.APPOINTMENT)


def rank_again(now: datetime, *, late: bool) -> datetime:
    """The place of somebody who joins again: after being missed, or after being at a window."""
    return now - (LATE if late else RETURNED)


PAUSES: Final = (
    N_("去洗手间"),
    N_("向科室请示"),
    N_("设备故障"),
    N_("用餐"),
    N_("交接班"),
)
"""Reasons of a pause offered at the window; another one may be typed."""
