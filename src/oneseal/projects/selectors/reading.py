"""A project as its pages show it: how far each task is, the plan, the three meters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from oneseal.foundation import calendars, clock
from oneseal.foundation.display import local_day
from oneseal.kernel.workdays import WorkCalendar
from oneseal.projects.models import Ask, Project, Stage, Task
from oneseal.projects.rules import following, meters, schedule
from oneseal.projects.rules.following import CaseDays, Progress
from oneseal.projects.rules.meters import Against, Readings, Span
from oneseal.projects.rules.schedule import Planned, Schedule
from oneseal.projects.rules.states import SETTLED, TASK, AskState, StageState, TaskState

ENDED = ("not_needed", "not_accepted", "lapsed", "withdrawn", "terminated")
"""States in which an application ended without a decision: the task has to be applied for again."""


@dataclass(frozen=True)
class Line:
    """One task with its progress and what the plan says of it. `holder`: whom the days are with."""

    task: Task
    now: Progress
    planned: Planned
    waits_for: list[str] = field(default_factory=list)

    @property
    def holder(self) -> str:
        """Who has to act."""
        return self.task.partner or self.task.unit_name

    @property
    def state_label(self) -> str:
        """The state of the progress, not the stored one."""
        return gettext(TASK.labels[self.now.state])

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done."""
        return self.now.state in SETTLED

    @property
    def may_start(self) -> bool:
        """Whether everything that it waits for is done."""
        return self.now.state is TaskState.WAITING and not self.waits_for


@dataclass(frozen=True)
class Reading:
    """A whole project: its tasks in order, its stages, the plan, the meters with the target against the right one."""

    project: Project
    stages: list[Stage]
    lines: list[Line]
    schedule: Schedule
    readings: Readings
    target: Against
    units: Mapping[str, int]
    spans: Mapping[str, Sequence[Span]]

    def of_stage(self, number: int) -> list[Line]:
        """The tasks of a stage."""
        return [line for line in self.lines if line.task.stage == number]

    @property
    def late(self) -> list[Line]:
        """Unfinished tasks behind the plan, worst first: their own delay before what was inherited."""
        found = [line for line in self.lines if line.planned.late and not line.is_settled]
        return sorted(found, key=lambda line: (-line.planned.own, -line.planned.late))

    @property
    def current(self) -> list[Line]:
        """What is being done now."""
        return [line for line in self.lines if line.now.state is TaskState.RUNNING]

    @property
    def next(self) -> list[Line]:
        """What could begin now."""
        return [line for line in self.lines if line.may_start]

    @property
    def stage_now(self) -> Stage | None:
        """The stage that runs, else the next one."""
        main = [stage for stage in self.stages if stage.number <= 4]
        running = [stage for stage in main if stage.state == StageState.RUNNING]
        waiting = [stage for stage in main if stage.state == StageState.WAITING]
        return next(iter(running + waiting), None)

    @property
    def done(self) -> int:
        """Tasks settled."""
        return sum(line.is_settled for line in self.lines)


def with_everything(rows: "QuerySet[Project]") -> "QuerySet[Project]":
    """Projects with all that a reading needs, in a fixed number of statements."""
    tasks = Task.objects.select_related("unit", "case", "assessment", "connection").prefetch_related(
        "case__intervals"
    )
    return rows.prefetch_related(
        Prefetch("tasks", tasks),
        Prefetch(
            "stages",
            Stage.objects.select_related("lead", "joint").prefetch_related("joint__members__case__intervals"),
        ),
        Prefetch("asks", Ask.objects.exclude(state=AskState.CANCELLED).order_by("asked_at", "id")),
    )


def read(project: Project, today: date | None = None, calendar: WorkCalendar | None = None) -> Reading:
    """The reading of a project today, or as of the day on which it ended."""
    calendar = calendar or calendars.current()
    day = project.ended_on or today or clock.today()
    tasks = list(project.tasks.all())
    _take_cases(tasks, list(project.stages.all()))
    days = {task.pk: case_days(task) for task in tasks}
    now = {
        task.key: following.progress(task.state, task.started_on, task.finished_on, days[task.pk])
        for task in tasks
    }
    plan = schedule.plan(
        [_node(task, now[task.key]) for task in tasks],
        project.flow["goal"],
        project.wished_start,
        day,
        project.registered_on,
        calendar,
    )
    spans = _spans(tasks, now, days, list(project.asks.all()))
    end = now[project.flow["goal"]].finished or day
    every = [span for each in spans.values() for span in each]
    readings = meters.read(every, project.registered_on, end, calendar)
    return Reading(
        project=project,
        stages=list(project.stages.all()),
        lines=[_line(task, now, plan, {each.key: each.name for each in tasks}) for task in tasks],
        schedule=plan,
        readings=readings,
        target=meters.against(int(project.flow["target"]), readings),
        units=meters.by_unit(every, project.registered_on, end, calendar),
        spans=spans,
    )


def _take_cases(tasks: Iterable[Task], stages: Iterable[Stage]) -> None:
    """Tasks of a stage that was applied for as one follow its cases, in memory alone."""
    found = {
        (stage.number, member.code): member.case
        for stage in stages
        if stage.joint
        for member in stage.joint.members.all()
        if member.case
    }
    for task in tasks:
        if task.case_id is None and task.item_code and task.state != TaskState.SKIPPED:
            task.case = found.get((task.stage, task.item_code))


def case_days(task: Task) -> CaseDays | None:
    """What the task's application says, if it has one."""
    case = task.case
    if case is None:
        return None
    ended = case.state in ENDED
    until = case.decided_at or (case.closed_at if ended else None)
    return CaseDays(
        local_day(case.accepted_at) if case.accepted_at else None,
        local_day(until) if until else None,
        case.outcome,
        ended,
        [(each.first, each.last) for each in case.intervals.all()],
    )


def _node(task: Task, now: Progress) -> schedule.Node:
    return schedule.Node(
        task.key,
        task.days,
        tuple(task.after),
        now.started,
        now.finished,
        now.state is TaskState.SKIPPED,
    )


def _line(task: Task, now: Mapping[str, Progress], plan: Schedule, names: Mapping[str, str]) -> Line:
    waits = [names[key] for key in task.after if key in now and now[key].state not in SETTLED]
    return Line(task, now[task.key], plan.tasks[task.key], waits)


def _spans(
    tasks: Iterable[Task],
    now: Mapping[str, Progress],
    days: Mapping[int, CaseDays | None],
    asks: Sequence[Ask],
) -> dict[str, list[Span]]:
    found = {}
    for task in tasks:
        rounds = [(ask.asked_on, ask.closed_on) for ask in asks if ask.task_id == task.pk]
        unit = task.partner or task.unit_name
        found[task.key] = following.spans(task.kind, unit, now[task.key], days[task.pk], rounds)
    return found


def reading_of(project: Project) -> Reading:
    """The reading of one project, read from the database now."""
    return read(with_everything(Project.objects.filter(pk=project.pk)).get())


def stage_used(reading: Reading, stage: Stage) -> Readings:
    """The three meters of one stage, from its acceptance until it passed or today (PRJ-3)."""
    spans = [span for line in reading.of_stage(stage.number) for span in reading.spans[line.task.key]]
    begin = stage.opened_on or clock.today()
    end = stage.passed_on or reading.project.ended_on or clock.today()
    return meters.read(spans, begin, end, calendars.current())
