"""The life of an agent order and of a visit; what an agent has to do; how a centre is appraised (inventory 7.1–7.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "民法典第一百六十五条、第一百七十三条；国办发〔2022〕32号（帮办代办）"


class OrderState(StrEnum):
    """Where an order stands."""

    ASKED = "asked"
    ASSIGNED = "assigned"
    WORKING = "working"
    PAUSED = "paused"
    FINISHED = "finished"
    EVALUATED = "evaluated"
    WITHDRAWN = "withdrawn"


ORDERS: Final = TransitionTable(
    {
        OrderState.ASKED: N_("待指派"),
        OrderState.ASSIGNED: N_("待授权"),
        OrderState.WORKING: N_("代办中"),
        OrderState.PAUSED: N_("授权中断，已停办"),
        OrderState.FINISHED: N_("已办结，待评价"),
        OrderState.EVALUATED: N_("已评价"),
        OrderState.WITHDRAWN: N_("已撤回"),
    },
    [
        Edge(OrderState.ASKED, "assign", OrderState.ASSIGNED, BASIS),
        Edge(OrderState.ASSIGNED, "assign", OrderState.ASSIGNED, BASIS),
        Edge(OrderState.ASSIGNED, "authorise", OrderState.WORKING, BASIS),
        Edge(OrderState.PAUSED, "authorise", OrderState.WORKING, BASIS),
        Edge(OrderState.WORKING, "pause", OrderState.PAUSED, BASIS),
        Edge(OrderState.WORKING, "work", OrderState.WORKING, BASIS),
        Edge(OrderState.WORKING, "finish", OrderState.FINISHED, BASIS),
        Edge(OrderState.FINISHED, "evaluate", OrderState.EVALUATED, BASIS),
        *(
            Edge(state, verb, target, BASIS)
            for verb, target in (("hand_back", OrderState.ASKED), ("withdraw", OrderState.WITHDRAWN))
            for state in (OrderState.ASSIGNED, OrderState.WORKING, OrderState.PAUSED)
        ),
        Edge(OrderState.ASKED, "withdraw", OrderState.WITHDRAWN, BASIS),
    ],
)
OPEN: Final = (OrderState.ASKED, OrderState.ASSIGNED, OrderState.WORKING, OrderState.PAUSED)


class VisitState(StrEnum):
    """Where a visit stands: wanted, planned, made, followed up; or called off."""

    WANTED = "wanted"
    PLANNED = "planned"
    MADE = "made"
    SETTLED = "settled"
    CANCELLED = "cancelled"


VISITS: Final = TransitionTable(
    {
        VisitState.WANTED: N_("需求已登记"),
        VisitState.PLANNED: N_("已排期"),
        VisitState.MADE: N_("已上门，待跟进"),
        VisitState.SETTLED: N_("已办结"),
        VisitState.CANCELLED: N_("已取消"),
    },
    [
        Edge(VisitState.WANTED, "plan", VisitState.PLANNED, BASIS),
        Edge(VisitState.PLANNED, "plan", VisitState.PLANNED, BASIS),
        Edge(VisitState.PLANNED, "make", VisitState.MADE, BASIS),
        Edge(VisitState.PLANNED, "settle", VisitState.SETTLED, BASIS),
        Edge(VisitState.MADE, "settle", VisitState.SETTLED, BASIS),
        Edge(VisitState.WANTED, "cancel", VisitState.CANCELLED, BASIS),
        Edge(VisitState.PLANNED, "cancel", VisitState.CANCELLED, BASIS),
    ],
)

CENTRES: Final = {
    "squad": N_("代办小分队"),
    "town": N_("镇（街道）代办服务中心"),
    "park": N_("园区企业服务中心"),
}
POWERS: Final = {
    "guide": N_("咨询、辅导"),
    "accept": N_("受理后转办"),
    "decide": N_("园区（镇）内办结"),
}
"""How far an item goes at a centre (inventory 7.3, 7.5)."""
BEST, WORST = 5, 1


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do for an order: what kind, in words, with which material."""

    kind: str
    title: str
    code: str = ""


def tasks_of(item: str, materials: Sequence[tuple[str, str]]) -> list[Task]:
    """What an agent has to do for one item: each material prepared, the form filled in, handed in, followed, fetched.

    `materials` are codes and names of the item's materials.
    """
    return [
        *(Task("material", f"{item}：准备“{name}”", code) for code, name in materials),
        Task("form", f"{item}：填写申请表"),
        Task("submit", f"{item}：提交申请"),
        Task("follow", f"{item}：跟踪办理，按通知补正"),
        Task("fetch", f"{item}：领取结果，交给委托人"),
    ]


def joint_tasks(theme: str, materials: Sequence[tuple[str, str]]) -> list[Task]:
    """What an agent has to do for a theme: each material of its one set once, the one form, one hand-in (ONE-1)."""
    return tasks_of(theme, list({code: (code, name) for code, name in materials}.values()))


GUIDE = "guide"


def check_powers(centre: str, listed: Mapping[int, str], wanted: Mapping[int, str]) -> None:
    """A centre with a power list takes orders about what stands on it (inventory 7.3); one without takes any.

    `listed`: item → how far it goes there; `wanted`: item → its name. Raises RuleViolation at `member`.
    """
    beyond = [name for item, name in wanted.items() if item not in listed]
    if listed and beyond:
        text = N_("“%(centre)s”的事项清单里没有“%(items)s”，请指派别的机构，或者先把事项列入它的清单。")
        params = {"centre": centre, "items": "、".join(beyond[:5])}
        raise RuleViolation("beyond_powers", text, params=params, field="member", basis=BASIS)


def check_may_begin(centre: str, powers: Mapping[int, str], item: int) -> None:
    """Where a centre only guides, the principal applies themselves. Raises RuleViolation."""
    if powers.get(item) == GUIDE:
        text = N_("“%(centre)s”对这个事项只做咨询、辅导：材料备好以后，请委托人自己提交申请。")
        raise RuleViolation("guide_only", text, params={"centre": centre}, basis=BASIS)


def check_finishable(open_tasks: Sequence[str]) -> None:
    """An order is finished when nothing is left to do. Raises RuleViolation that names what is."""
    if open_tasks:
        text = N_("还有 %(count)d 项没有做完，例如“%(first)s”。做完的请勾选，不用做的请写明原因后勾选。")
        raise RuleViolation("tasks_open", text, params={"count": len(open_tasks), "first": open_tasks[0]})


def check_level(level: int) -> None:
    """Evaluations go from 1 to 5. Raises RuleViolation at `level`."""
    if not WORST <= level <= BEST:
        raise RuleViolation("no_such_level", N_("请选择1至5分。"), field="level")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a centre did in a period: orders taken, finished, handed back, withdrawn; evaluations; trainings; visits."""

    taken: int
    finished: int
    handed_back: int
    evaluated: int
    stars: int
    members: int
    trained: int
    visits: int
    visits_settled: int

    @property
    def points(self) -> int | None:
        """Out of 100; None where nothing was done yet. The shares are shown with the result.

        40 for orders finished, 30 for satisfaction, 10 for not handing back, 10 for members trained, 10 for visits
        followed up. What a centre had no occasion for is left out, and the rest counts for the whole.
        """
        parts = [
            (40, self.finished, self.taken),
            (30, self.stars - self.evaluated, 4 * self.evaluated),
            (10, self.taken - min(self.taken, self.handed_back), self.taken),
            (10, self.trained, self.members),
            (10, self.visits_settled, self.visits),
        ]
        had = [(weight, done, whole) for weight, done, whole in parts if whole]
        if not self.taken and not self.visits:
            return None
        whole = sum(weight for weight, _, _ in had)
        return round(100 * sum(weight * done / of for weight, done, of in had) / whole)


def live(from_on: date | None, to_on: date | None, day: date) -> bool:
    """Whether something with a first and a last day holds on a day; no last day means that it has no end."""
    return (from_on is None or from_on <= day) and (to_on is None or day <= to_on)
