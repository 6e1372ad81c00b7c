"""The backward plan: from the wished start of works over the graph of tasks to the day each must begin (6.8, PRJ-8).

Durations are working days. A task may begin when all that it waits for is done; a circle of prerequisites is an error
and is named (PRJ-8).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due, WorkCalendar

if TYPE_CHECKING:
    from rustworkx import PyDiGraph

BASIS = "国办发〔2019〕11号"


class Node(NamedTuple):
    """One task: how long it takes, what it waits for, and what has happened. `skipped`: not needed after all."""

    key: str
    days: int
    after: tuple[str, ...] = ()
    started: date | None = None
    finished: date | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """What the plan says of one task.

    `start`, `finish`: the latest days that keep the wished day; None for tasks that do not lead to it. `slack`: working
    days it may slip; `critical`: none. `expected`: the day it will be done at the planned pace from today, or was done.
    `late`: working days behind `finish`; `own`: those it took beyond its duration since it could begin, the rest of
    `late` was inherited from what came before.
    """

    key: str
    start: date | None
    finish: date | None
    slack: int
    critical: bool
    expected: date
    late: int
    own: int

    @property
    def inherited(self) -> int:
        """Working days of delay that came from what it waited for."""
        return max(0, self.late - self.own)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The whole plan: `begin` is the last day to begin so that the wished day is kept; `length` the critical path."""

    tasks: Mapping[str, Planned]
    critical: tuple[str, ...]
    length: int
    begin: date | None
    expected: date | None
    late: int
    provisional: bool


def circle(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """One circle of prerequisites, first key repeated at the end; empty where there is none (PRJ-8)."""
    import rustworkx

    graph, places = _graph(edges)
    found = rustworkx.digraph_find_cycle(graph)
    names = {place: key for key, place in places.items()}
    return [names[a] for a, _ in found] + ([names[found[0][0]]] if found else [])


def check_no_circle(edges: Mapping[str, Iterable[str]], names: Mapping[str, str]) -> None:
    """Refuse prerequisites that wait for each other, by name. Raises RuleViolation (PRJ-8)."""
    if found := circle(edges):
        raise RuleViolation(
            "circle",
            N_("这些环节互为前置，谁也不能先办：%(names)s。请去掉其中一个前置关系。"),
            params={"names": " → ".join(names.get(key, key) for key in found)},
            basis=BASIS,
        )


def plan(
    nodes: Sequence[Node], goal: str, wished: date | None, today: date, begun: date, calendar: WorkCalendar
) -> Schedule:
    """The plan of a project: `goal` is the task after which works may start, `begun` the day the project began.

    Without a wished day nothing has a latest day and nothing is late; the forecast holds all the same.
    """
    found = _Found({node.key: node for node in nodes}, today, begun, calendar)
    behind, before = found.behind(goal), found.before()
    length = before.get(goal, 0)
    target = calendar.add_workdays(wished, -1) if wished else None
    tasks: dict[str, Planned] = {}
    expected: dict[str, date] = {}
    for key in found.order:
        node = found.nodes[key]
        expected[key] = found.expected(node, expected)
        leads = key in behind
        finish = calendar.add_workdays(target.day, -behind[key]).day if target and leads else None
        slack = length - behind[key] - before[key] if leads else 0
        late, own = found.delay(node, finish, expected)
        start = calendar.add_workdays(finish, -node.days).day if finish else None
        critical = leads and slack == 0 and not node.skipped
        tasks[key] = Planned(key, start, finish, slack, critical, expected[key], late, own)
    return _summed(tasks, found.order, length, target, expected.get(goal), calendar)


def _summed(
    tasks: Mapping[str, Planned],
    order: Sequence[str],
    length: int,
    target: Due | None,
    reached: date | None,
    calendar: WorkCalendar,
) -> Schedule:
    begin = calendar.add_workdays(target.day, -length) if target and length else None
    overrun = calendar.workdays_between(target.day, reached).days if target and reached else 0
    return Schedule(
        tasks,
        critical=tuple(key for key in order if tasks[key].critical),
        length=length,
        begin=begin.day if begin else None,
        expected=reached,
        late=max(0, overrun),
        provisional=bool(target and target.provisional) or bool(begin and begin.provisional),
    )


def _graph(edges: Mapping[str, Iterable[str]]) -> "tuple[PyDiGraph[Any, Any], dict[str, int]]":
    import rustworkx

    graph: PyDiGraph[Any, Any] = rustworkx.PyDiGraph()
    places = {key: graph.add_node(key) for key in edges}
    graph.add_edges_from_no_data(
        [(places[other], places[key]) for key, after in edges.items() for other in after if other in places]
    )
    return graph, places


class _Found:
    """The graph in an order in which everything comes after what it waits for."""

    def __init__(self, nodes: Mapping[str, Node], today: date, begun: date, calendar: WorkCalendar) -> None:
        import rustworkx

        self.nodes, self.today, self.begun, self.calendar = nodes, today, begun, calendar
        edges = {key: node.after for key, node in nodes.items()}
        check_no_circle(edges, {})
        graph, places = _graph(edges)
        names = {place: key for key, place in places.items()}
        self.order = [names[place] for place in rustworkx.topological_sort(graph)]
        self.after = {key: [one for one in edges[key] if one in nodes] for key in edges}

    def days(self, key: str) -> int:
        node = self.nodes[key]
        return 0 if node.skipped else node.days

    def behind(self, goal: str) -> dict[str, int]:
        """Working days from the end of each task that leads to the goal to the goal's end, by the longest way."""
        found = {goal: 0} if goal in self.nodes else {}
        for key in reversed(self.order):
            if key in found:
                for other in self.after[key]:
                    found[other] = max(found.get(other, 0), found[key] + self.days(key))
        return found

    def before(self) -> dict[str, int]:
        """Working days from the beginning to the end of each task, by the longest way."""
        found: dict[str, int] = {}
        for key in self.order:
            found[key] = max((found[one] for one in self.after[key]), default=0) + self.days(key)
        return found

    def ready(self, node: Node, expected: Mapping[str, date]) -> date:
        """The day on which it can begin: when the last of what it waits for is done."""
        return max((expected[one] for one in self.after[node.key]), default=self.begun)

    def expected(self, node: Node, expected: Mapping[str, date]) -> date:
        if node.finished:
            return node.finished
        ready = self.ready(node, expected)
        if node.skipped:
            return ready
        start = node.started or max(ready, self.today)
        return max(self.calendar.add_workdays(start, node.days).day, self.today)

    def delay(self, node: Node, finish: date | None, expected: Mapping[str, date]) -> tuple[int, int]:
        """Working days behind the plan, and how many of them are its own."""
        if finish is None or node.skipped:
            return 0, 0
        until = node.finished or self.today
        late = max(0, self.calendar.workdays_between(finish, until).days)
        ready = node.started or self.ready(node, expected)
        took = max(0, self.calendar.workdays_between(ready, max(ready, until)).days)
        return late, min(late, max(0, took - node.days))
