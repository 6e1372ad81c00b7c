"""The life of a day plan, and what may be asked of the planner."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.staffing.rules.figures import HOUR
from oneseal.staffing.rules.planning import Opening
from oneseal.staffing.rules.roster import Shift

BASIS: Final = "大厅窗口排班（本地规则）"
GOALS: Final = range(1, 121)
PERCENTS: Final = range(20, 401)
LEARN_FROM: Final = 10
"""Recorded days that a usual one is learnt from, at most."""


class PlanState(StrEnum):
    """Where a plan is."""

    WORKING = "working"
    READY = "ready"
    ADOPTED = "adopted"
    DROPPED = "dropped"


PLANS: Final = TransitionTable(
    {
        PlanState.WORKING: N_("正在计算"),
        PlanState.READY: N_("可采用"),
        PlanState.ADOPTED: N_("已采用"),
        PlanState.DROPPED: N_("未采用"),
    },
    [
        Edge(PlanState.WORKING, "compute", PlanState.READY, BASIS),
        Edge(PlanState.READY, "adopt", PlanState.ADOPTED, BASIS),
        Edge(PlanState.READY, "drop", PlanState.DROPPED, BASIS),
    ],
)


def check_question(
    day: date, today: date, *, goal: int, percent: int, opening: Opening | None, learnt: Sequence[date]
) -> None:
    """Whether the planner can answer. Raises RuleViolation that names the field and the remedy."""
    if day <= today:
        raise RuleViolation("day_begun", N_("排班只能排今天以后的日子，请另选一天。"), field="day")
    if opening is None:
        text = N_("大厅这一天不开放，请另选一天，或者先在大厅设置里加班次。")
        raise RuleViolation("hall_shut", text, field="day")
    if goal not in GOALS:
        raise RuleViolation("goal_wrong", N_("等候目标要在 1 到 120 分钟之间。"), field="goal")
    if percent not in PERCENTS:
        raise RuleViolation("percent_wrong", N_("人数比例要在 20% 到 400% 之间。"), field="percent")
    if not learnt:
        text = N_("还没有排队记录，算不出要开几个窗口。请等大厅至少运行一天后再排。")
        raise RuleViolation("nothing_recorded", text, field="day")


def opening_of(spans: Iterable[tuple[time, time]]) -> Opening | None:
    """The whole hours of the clock from the first opening to the last closing; None for a hall that stays shut."""
    known = list(spans)
    if not known:
        return None
    last = max(end for _, end in known)
    return Opening(min(start for start, _ in known).hour, last.hour + (1 if last.minute else 0))


def shifts_of(opening: Opening) -> list[Shift]:
    """The patterns in which a day is worked: two halves, and the whole with an early or a late hour for lunch.

    A hall that is open over noon needs somebody who eats later; that one carries the burden.
    """
    hours = list(opening.hours)
    morning = frozenset(hour for hour in hours if hour < 12)
    afternoon = frozenset(hour for hour in hours if hour >= 13)
    noon = frozenset(hour for hour in hours if hour == 12)
    found = [Shift("morning", morning), Shift("afternoon", afternoon), Shift("day", morning | afternoon)]
    if noon:
        found.append(Shift("noon", (morning - {11}) | noon | afternoon, heavy=True))
    return [shift for shift in found if shift.hours]


def stretches(hours: Iterable[int]) -> list[tuple[int, int]]:
    """Hours of the clock as stretches from–to, such as 9–12 and 13–17."""
    found: list[tuple[int, int]] = []
    for hour in sorted(hours):
        if found and found[-1][1] == hour:
            found[-1] = (found[-1][0], hour + 1)
        else:
            found.append((hour, hour + 1))
    return found


def minute_of(moment: time) -> float:
    """Minutes since midnight."""
    return moment.hour * HOUR + moment.minute + moment.second / 60
