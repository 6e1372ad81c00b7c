"""Lists of projects: the coordinator's board, the wall of key projects, the owner's list (6.8, 11.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from oneseal.foundation import calendars, clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_
from oneseal.projects.models import Project
from oneseal.projects.rules import charts
from oneseal.projects.rules.charts import Chart, Link
from oneseal.projects.rules.states import SETTLED, ProjectState, TaskState
from oneseal.projects.selectors.access import visible_projects
from oneseal.projects.selectors.reading import Line, Reading, read, with_everything

NEWEST = ("-registered_on", "-id")
VIEWS = {
    "running": N_("推进中"),
    "key": N_("重点项目"),
    "done": N_("已竣工"),
    "stopped": N_("已中止"),
    "all": N_("全部"),
}
WALL: Mapping[str, tuple[str, ...]] = {
    N_("立项"): ("approval", "project_filing"),
    N_("用地"): ("land_pre", "conversion", "land_planning"),
    N_("规划"): ("scheme", "planning"),
    N_("环评"): ("evaluation", "eia", "soil", "energy"),
    N_("施工许可"): ("drawings", "contract_filing", "quality_filing", "safety_filing", "construction_permit"),
}
"""The five links of the wall chart (6.8) and the tasks that make each."""
MOST = 100
"""Projects on the wall: what hangs there has to be seen at once."""


def filtered(actor: Actor, view: str, text: str = "") -> QuerySet[Project]:
    """The projects of one view, narrowed by code, name or owner."""
    rows = visible_projects(actor)
    if view in {ProjectState.RUNNING, ProjectState.DONE, ProjectState.STOPPED}:
        rows = rows.filter(state=view)
    if view == "key":
        rows = rows.filter(is_key=True, state=ProjectState.RUNNING)
    if found := text.strip()[:60]:
        rows = rows.filter(Q(code__contains=found) | Q(name__contains=found) | Q(owner_name__contains=found))
    return rows


def board(actor: Actor, asked: Mapping[str, str]) -> tuple[Page[Project], list[Reading]]:
    """One page of projects with their readings."""
    rows = with_everything(filtered(actor, asked.get("view", "running"), asked.get("q", "")))
    page = keyset_page(rows, NEWEST, asked)
    calendar = calendars.current()
    return page, [read(each, calendar=calendar) for each in page.rows]


@dataclass(frozen=True)
class Cell:
    """One link of the wall: planned and actual last day, its state, how late and whose delay."""

    planned: date | None
    actual: date | None
    state: str
    late: int
    owner: str
    names: list[str]
    begins: date | None = None
    started: date | None = None
    expected: date | None = None


@dataclass(frozen=True)
class WallRow:
    """One project on the wall."""

    reading: Reading
    cells: list[Cell]
    chart: Chart


def wall(actor: Actor) -> list[WallRow]:
    """Key projects by their wished start of works, each with the five links (6.8)."""
    rows = with_everything(filtered(actor, "key")).order_by("wished_start", "id")[:MOST]
    calendar = calendars.current()
    return [wall_row(read(each, calendar=calendar)) for each in rows]


def wall_row(reading: Reading) -> WallRow:
    """The five links of a project."""
    by_key = {line.task.key: line for line in reading.lines}
    cells = [_cell([by_key[key] for key in keys if key in by_key]) for keys in WALL.values()]
    links = [
        Link(gettext(name), cell.state, cell.begins, cell.planned, cell.started, cell.actual, cell.expected)
        for name, cell in zip(WALL, cells, strict=True)
    ]
    return WallRow(reading, cells, charts.chart(links, clock.today(), reading.project.wished_start))


def _cell(lines: list[Line]) -> Cell:
    needed = [line for line in lines if line.now.state is not TaskState.SKIPPED]
    if not needed:
        return Cell(None, None, "none", 0, "", [])
    planned = max((line.planned.finish for line in needed if line.planned.finish), default=None)
    done = all(line.now.state in SETTLED for line in needed)
    worst = max(needed, key=lambda line: (line.planned.own, line.planned.late))
    late = max(line.planned.late for line in needed)
    running = any(line.now.state is TaskState.RUNNING for line in needed)
    state = "done" if done else "late" if late else "running" if running or any(_began(needed)) else "waiting"
    actual = max((line.now.finished for line in needed if line.now.finished), default=None) if done else None
    return Cell(
        planned,
        actual,
        state,
        late,
        worst.holder if late else "",
        [line.task.name for line in needed],
        begins=min((line.planned.start for line in needed if line.planned.start), default=None),
        started=min((line.now.started for line in needed if line.now.started), default=None),
        expected=max(line.planned.expected for line in needed),
    )


def _began(lines: list[Line]) -> list[bool]:
    return [line.now.state in SETTLED for line in lines]


def own_projects(actor: Actor, asked: Mapping[str, str]) -> tuple[Page[Project], list[Reading]]:
    """The owner's projects, newest first."""
    page = keyset_page(with_everything(visible_projects(actor)), NEWEST, asked)
    return page, [read(each) for each in page.rows]


def to_do(actor: Actor, reading: Reading) -> list[Line]:
    """What the owner has to do now: what they prepare, and what has to be handed in."""
    mine = [
        line
        for line in reading.lines
        if not line.is_settled
        and (line.now.state is TaskState.RUNNING or line.may_start)
        and line.task.kind == "preparation"
    ]
    stage = reading.stage_now
    ready = [
        line
        for line in reading.next
        if line.task.kind != "preparation" and stage is not None and line.task.stage in {stage.number, 5}
    ]
    return [*mine, *ready]


def late_projects(actor: Actor) -> list[Reading]:
    """Running projects behind their plan, worst first; for the figures of the board."""
    today, calendar = clock.today(), calendars.current()
    rows = with_everything(filtered(actor, "key"))
    found = [read(each, today, calendar) for each in rows[:MOST]]
    return sorted((each for each in found if each.schedule.late), key=lambda each: -each.schedule.late)
