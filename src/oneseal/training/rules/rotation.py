"""Rotation between sections and the life of a course's session (轮岗, inventory 1.10; 学习制度, 1.11)."""

from datetime import date
from enum import StrEnum

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS = "轮岗培训、学习制度"


class Turn(StrEnum):
    """How a rotation stands."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"


ROTATION = TransitionTable(
    {Turn.RUNNING: N_("轮岗中"), Turn.FINISHED: N_("期满合格"), Turn.STOPPED: N_("提前结束")},
    [
        Edge(Turn.RUNNING, "finish", Turn.FINISHED, BASIS),
        Edge(Turn.RUNNING, "stop", Turn.STOPPED, BASIS),
    ],
)


class Held(StrEnum):
    """How a session stands."""

    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


SESSION = TransitionTable(
    {Held.PLANNED: N_("已安排"), Held.HELD: N_("已举办"), Held.CALLED_OFF: N_("已取消")},
    [
        Edge(Held.PLANNED, "hold", Held.HELD, BASIS),
        Edge(Held.PLANNED, "call_off", Held.CALLED_OFF, BASIS),
    ],
)


def check_turn(home: int, section: int, from_on: date, to_on: date) -> None:
    """One rotates into another section, and for more than no time. Raises RuleViolation."""
    if home == section:
        raise RuleViolation("own_section", N_("轮岗要到别的科室去，请重新选择。"), field="section")
    if to_on <= from_on:
        raise RuleViolation("period_reversed", N_("轮岗结束日期应晚于开始日期，请修改。"), field="to_on")


def check_finished(to_on: date, today: date) -> None:
    """A rotation counts as a ground only when its last day has come. Raises RuleViolation."""
    if today < to_on:
        text = N_("轮岗到%(day)s期满，期满当天起才能认定；提前回来的请选“提前结束”。")
        raise RuleViolation("too_early", text, params={"day": to_on.isoformat()})
