"""Violations of the code of conduct and the one-strike rule (行为规范, inventory 1.13; 一次查实下岗, 3.27)."""

from datetime import date, timedelta
from enum import StrEnum

from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS = "政务服务工作人员行为规范"
ONE_STRIKE = "一次查实下岗制"


class Severity(StrEnum):
    """How grave a violation is."""

    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


SEVERITIES = {
    Severity.MINOR: N_("一般"),
    Severity.SERIOUS: N_("较重"),
    Severity.GRAVE: N_("红线（一次查实离岗）"),
}
STRIKE = frozenset({Severity.GRAVE})
"""Once verified, off the post."""

SOURCES = {
    "patrol": N_("巡查发现"),
    "complaint": N_("投诉举报"),
    "inspection": N_("明查暗访"),
    "evaluation": N_("差评核实"),
    "other": N_("其他"),
}


class Case(StrEnum):
    """How a recorded violation stands."""

    RECORDED = "recorded"
    VERIFIED = "verified"
    DISMISSED = "dismissed"
    ANNULLED = "annulled"


VIOLATION = TransitionTable(
    {
        Case.RECORDED: N_("待核实"),
        Case.VERIFIED: N_("已查实"),
        Case.DISMISSED: N_("查无此事"),
        Case.ANNULLED: N_("申诉后撤销"),
    },
    [
        Edge(Case.RECORDED, "verify", Case.VERIFIED, BASIS),
        Edge(Case.RECORDED, "dismiss", Case.DISMISSED, BASIS),
        Edge(Case.VERIFIED, "annul", Case.ANNULLED, BASIS),
    ],
)


class Off(StrEnum):
    """How a removal stands."""

    OFF_POST = "off_post"
    CLOSED = "closed"
    ANNULLED = "annulled"


REMOVAL = TransitionTable(
    {Off.OFF_POST: N_("已离岗，责任倒查中"), Off.CLOSED: N_("已办结"), Off.ANNULLED: N_("申诉后撤销")},
    [
        Edge(Off.OFF_POST, "close", Off.CLOSED, ONE_STRIKE),
        Edge(Off.OFF_POST, "annul", Off.ANNULLED, ONE_STRIKE),
        Edge(Off.CLOSED, "annul", Off.ANNULLED, ONE_STRIKE),
    ],
)


def check_recorded(about: int, by: int, happened_on: date, today: date) -> None:
    """Nobody records about themselves, and nothing that is yet to happen. Raises Forbidden, RuleViolation."""
    if about == by:
        raise Forbidden("own_violation", N_("不能登记自己的违规，请由别人登记。"), basis=BASIS)
    if happened_on > today:
        raise RuleViolation("future_day", N_("发生日期不能晚于今天，请修改。"), field="happened_on")


def check_verifier(by: int, recorder: int, about: int) -> None:
    """Who verifies is neither who recorded it nor whom it is about. Raises Forbidden."""
    if by in {recorder, about}:
        text = N_("违规由登记人以外的人核实，当事人也不能核实，请交给别人。")
        raise Forbidden("own_verification", text, basis=BASIS)


def check_answerer(by: int, *involved: int | None) -> None:
    """An appeal is answered by somebody who had no part in it. Raises Forbidden."""
    if by in involved:
        text = N_("申诉由原来没有经手的人答复，当事人也不能自己答复，请交给别人。")
        raise Forbidden("own_appeal", text, basis=BASIS)


def last_day(from_on: date, today: date) -> date:
    """The last day at a post of somebody taken off it today: yesterday, but not before the first day there."""
    return max(from_on, today - timedelta(days=1))


APPEAL_DAYS = 5
"""Working days in which one may appeal after the score was published or the violation verified, and in which an
appeal is answered (local)."""
