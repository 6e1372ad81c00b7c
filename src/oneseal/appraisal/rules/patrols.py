"""Leaders' zones, patrols and what they find (分片包干, 巡查, inventory 1.16); amenities (3.21)."""

from datetime import date
from enum import StrEnum

from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS = "领导干部分片包干制度"


class Found(StrEnum):
    """How a finding stands."""

    OPEN = "open"
    MENDED = "mended"
    CLOSED = "closed"


FINDING = TransitionTable(
    {Found.OPEN: N_("待整改"), Found.MENDED: N_("待复查"), Found.CLOSED: N_("已整改")},
    [
        Edge(Found.OPEN, "mend", Found.MENDED, BASIS),
        Edge(Found.MENDED, "confirm", Found.CLOSED, BASIS),
        Edge(Found.MENDED, "send_back", Found.OPEN, BASIS),
    ],
)

AMENITY_KINDS = {
    "copier": N_("免费复印"),
    "umbrella": N_("雨具"),
    "wifi": N_("无线网络"),
    "charging": N_("充电"),
    "nursery": N_("母婴室"),
    "vending": N_("自动售货机"),
    "bus": N_("公交站亭"),
    "power": N_("应急用电用水"),
    "canopy": N_("雨棚"),
    "access": N_("无障碍设施"),
    "water": N_("饮水"),
    "other": N_("其他"),
}


class Thing(StrEnum):
    """How an amenity stands."""

    WORKING = "working"
    FAULTY = "faulty"
    CLOSED = "closed"


THINGS = {Thing.WORKING: N_("可以使用"), Thing.FAULTY: N_("正在维修"), Thing.CLOSED: N_("暂停使用")}


class Ticket(StrEnum):
    """How a report about an amenity stands."""

    OPEN = "open"
    DONE = "done"


TICKET = TransitionTable(
    {Ticket.OPEN: N_("待处理"), Ticket.DONE: N_("已处理")},
    [Edge(Ticket.OPEN, "settle", Ticket.DONE, "")],
)


def check_until(day: date, today: date) -> None:
    """A finding is put right today or later. Raises RuleViolation."""
    if day < today:
        raise RuleViolation("past_day", N_("整改期限不能早于今天，请修改。"), field="rectify_by")


def check_finder(by: int, finder: int) -> None:
    """Whether it is put right is checked by who found it. Raises Forbidden."""
    if by != finder:
        raise Forbidden("not_finder", N_("由发现问题的人复查整改结果。"), basis=BASIS)


def check_mender(by: int, responsible: int) -> None:
    """The one who is responsible reports that it is put right. Raises Forbidden."""
    if by != responsible:
        raise Forbidden("not_responsible", N_("由整改责任人报告整改结果。"), basis=BASIS)


def is_late(state: str, rectify_by: date, today: date) -> bool:
    """Whether something is not put right although its day is over."""
    return state != Found.CLOSED and today > rectify_by
