"""Applications handled outside the hall (体外循环, inventory 3.2, 6.14): how one is found, settled, and what follows."""

from datetime import date
from enum import StrEnum

from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS = "政务服务事项进驻大厅管理制度"


class Stage(StrEnum):
    """How a breach stands."""

    LEAD = "lead"
    CONFIRMED = "confirmed"
    ORDERED = "ordered"
    CLOSED = "closed"
    DISMISSED = "dismissed"


BREACH = TransitionTable(
    {
        Stage.LEAD: N_("待核实"),
        Stage.CONFIRMED: N_("属实，待处理"),
        Stage.ORDERED: N_("待整改"),
        Stage.CLOSED: N_("已整改"),
        Stage.DISMISSED: N_("不属实"),
    },
    [
        Edge(Stage.LEAD, "confirm", Stage.CONFIRMED, BASIS),
        Edge(Stage.LEAD, "dismiss", Stage.DISMISSED, BASIS),
        Edge(Stage.CONFIRMED, "order", Stage.ORDERED, BASIS),
        Edge(Stage.ORDERED, "close", Stage.CLOSED, BASIS),
    ],
)


class Source(StrEnum):
    """How it came to light."""

    FIGURES = "figures"
    LISTS = "lists"
    RESULT = "result"
    CHECK = "check"
    COMPLAINT = "complaint"


SOURCES = {
    Source.FIGURES: N_("单位报数多于系统办件"),
    Source.LISTS: N_("单位名单对比发现"),
    Source.RESULT: N_("发现系统里没有的证照、批文"),
    Source.CHECK: N_("监督检查"),
    Source.COMPLAINT: N_("群众反映"),
}


BY_COMPARING = frozenset({Source.FIGURES, Source.LISTS})
"""Leads that come of what units report themselves; nobody enters them by hand."""


class Measure(StrEnum):
    """What follows a breach."""

    CIRCULAR = "circular"
    INTERVIEW = "interview"


MEASURES = {Measure.CIRCULAR: N_("全市通报"), Measure.INTERVIEW: N_("约谈单位主要负责人")}


def measure_for(earlier: int) -> Measure:
    """The first breach of a unit: a circular to the whole city; from the second on: its head is called in (3.2)."""
    return Measure.CIRCULAR if earlier == 0 else Measure.INTERVIEW


def outside(reported: int, ours: int) -> int:
    """How many applications a unit handled that did not come through the hall; 0 where ours are as many or more."""
    return max(0, reported - ours)


def check_month(month: date, today: date) -> None:
    """Figures are of a month that is over. Raises RuleViolation."""
    if (month.year, month.month) >= (today.year, today.month):
        raise RuleViolation(
            "month_runs", N_("这个月还没有结束，请在月底以后报数。"), field="month", basis=BASIS
        )


def check_judge(by: int, reporter: int) -> None:
    """Whether a lead is true is said by somebody else than who brought it. Raises Forbidden."""
    if by == reporter:
        raise Forbidden("own_lead", N_("线索由提出人以外的人核实。"), basis=BASIS)


def check_mend_by(day: date, today: date) -> None:
    """What is to be mended is to be mended today or later. Raises RuleViolation."""
    if day < today:
        raise RuleViolation("past_day", N_("整改期限不能早于今天，请修改。"), field="mend_by", basis=BASIS)


def is_late(stage: str, mend_by: date | None, today: date) -> bool:
    """Whether it is not mended although its day is over."""
    return stage == Stage.ORDERED and mend_by is not None and today > mend_by
