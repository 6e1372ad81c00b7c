"""Stages open and pass, tasks begin and end (PRJ-1…3, PRJ-8, 5.15, 5.33, 6.12, 6.13)."""

from datetime import date
from typing import Any

from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.foundation import calendars, clock
from oneseal.foundation.journal import Update
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.projects import events
from oneseal.projects.models import Assessment, Project, Stage, Task
from oneseal.projects.rules import assessments
from oneseal.projects.rules.states import STAGE, TASK, ProjectState, StageState, TaskState
from oneseal.projects.rules.templates import JOINT, PARALLEL, STAGES, TaskKind
from oneseal.projects.selectors.reading import Line, Reading, reading_of, stage_used
from oneseal.projects.services.loading import (
    check_keeper,
    check_lead,
    hold,
    keep,
    stage_of,
    task_of,
    tell_owner,
    units_by_name,
)

BASIS = "国办发〔2019〕11号"


def open_stage(actor: Actor, *, project_id: int, number: int) -> Stage:
    """Accept a stage as one application: one date for all of it, one lead, one last day (PRJ-3).

    The stages before it must have passed (gate), and whoever handles its parts must exist. Raises Violations naming
    every department that is missing.
    """
    with transaction.atomic():
        project = hold(actor, project_id)
        stage = stage_of(project, number)
        check_lead(actor, stage.lead_id)
        state = STAGE.step(stage.state, "open")
        check_gate(project, stage)
        if stage.joint and stage.joint.state == "draft":
            text = N_("建设单位正在填写这个阶段的申请，还没有提交，等提交以后再受理。")
            raise Conflict("still_filling", text, basis=BASIS)
        _check_units(project, stage)
        today = clock.today()
        due = calendars.current().add_workdays(today, stage.days)
        values = {"state": state, "opened_on": today, "due": due.day, "due_provisional": due.provisional}
        change = Update(Stage, stage.pk, values)
        keep(actor, project, events.StageOpened(number, due.day.isoformat()), change)
        name, day = STAGES[number], due.day.isoformat()
        tell_owner(actor, project, "project_stage_opened", str(number), stage=name, due=day)
    stage.refresh_from_db()
    return stage


def check_gate(project: Project, stage: Stage) -> None:
    """The stages before it have passed (PRJ-1). Raises Conflict."""
    if stage.number == PARALLEL:
        return
    before = project.stages.filter(number__lt=stage.number).exclude(state=StageState.PASSED)
    if open_before := [each.get_number_display() for each in before]:
        raise Conflict(
            "gate",
            N_("前面的阶段还没有通过：%(names)s，不能受理这个阶段。可以先办并行推进的事项。"),
            params={"names": "、".join(str(each) for each in open_before)},
            basis=BASIS,
        )


def _check_units(project: Project, stage: Stage) -> None:
    faults = []
    if stage.lead_id is None:
        text = N_("牵头部门“%(name)s”在机构中不存在或者已撤销，请先指定牵头部门。")
        faults.append(RuleViolation("lead_missing", text, params={"name": stage.lead_name}, basis=BASIS))
    tasks = list(project.tasks.filter(stage=stage.number).exclude(state=TaskState.SKIPPED))
    wanted = [name for task in tasks for name in task.asks]
    known = units_by_name(project.bureau_id, wanted)
    for task in tasks:
        absent = [name for name in task.asks if name not in known]
        if task.unit_id is None and not task.partner and task.kind != TaskKind.PREPARATION:
            absent.insert(0, task.unit_name)
        if absent:
            text = N_("“%(task)s”涉及的部门不存在或者已撤销：%(names)s。请改由现有部门办理后再受理。")
            params = {"task": task.name, "names": "、".join(absent)}
            faults.append(RuleViolation("unit_missing", text, params=params, basis=BASIS))
    if faults:
        raise Violations(faults)


def pass_stage(actor: Actor, *, project_id: int, number: int) -> Stage:
    """Every task of a stage is done: it passes, the gate to the next opens (PRJ-1)."""
    with transaction.atomic():
        project = hold(actor, project_id)
        stage = stage_of(project, number)
        check_lead(actor, stage.lead_id)
        state = STAGE.step(stage.state, "pass")
        reading = reading_of(project)
        if left := [line.task.name for line in reading.of_stage(number) if not line.is_settled]:
            text = N_("这个阶段还有环节没有办完：%(names)s。")
            raise RuleViolation("tasks_left", text, params={"names": "、".join(left)}, basis=BASIS)
        used = stage_used(reading, stage).agency
        change = Update(Stage, stage.pk, {"state": state, "passed_on": clock.today()})
        keep(actor, project, events.StagePassed(number, used), change)
        tell_owner(actor, project, "project_stage_passed", str(number), stage=STAGES[number])
    stage.refresh_from_db()
    return stage


def assign_lead(actor: Actor, *, project_id: int, number: int, unit_id: int) -> Stage:
    """Name the unit that leads a stage, where the flow's does not exist or another has to."""
    check_keeper(actor)
    with transaction.atomic():
        project = hold(actor, project_id)
        stage = stage_of(project, number)
        STAGE.step(stage.state, "pass" if stage.state == StageState.RUNNING else "open")
        unit = _unit(actor, unit_id)
        change = Update(Stage, stage.pk, {"lead_id": unit.pk, "lead_name": unit.name})
        keep(actor, project, events.TaskAssigned("", STAGES[number], unit.name), change)
    stage.refresh_from_db()
    return stage


def assign_task(actor: Actor, *, project_id: int, task_id: int, unit_id: int) -> Task:
    """Give a task that is not done to another unit."""
    check_keeper(actor)
    with transaction.atomic():
        project = hold(actor, project_id)
        task = task_of(project, task_id)
        TASK.step(task.state, "skip")
        unit = _unit(actor, unit_id)
        change = Update(Task, task.pk, {"unit_id": unit.pk, "unit_name": unit.name})
        keep(actor, project, events.TaskAssigned(task.key, task.name, unit.name), change)
    return task_of(project, task_id)


def _unit(actor: Actor, unit_id: int) -> Any:
    found = next(
        (each for each in identity.units(actor.bureau_id, clock.today()) if each.pk == unit_id), None
    )
    if found is None:
        raise RuleViolation("no_such_unit", N_("请从现有科室和部门中选择。"), field="unit")
    return found


def start_task(actor: Actor, *, project_id: int, task_id: int) -> Task:
    """Begin a task that nothing holds up any more; joint tasks begin by asking."""
    with transaction.atomic():
        project = hold(actor, project_id)
        task = task_of(project, task_id)
        check_may_move(actor, project, task)
        if task.kind in JOINT:
            raise RuleViolation("ask_instead", N_("请用“征求意见”发起，一次送达各部门。"), basis=BASIS)
        state = TASK.step(task.state, "start")
        check_startable(reading_of(project), task)
        begin(actor, project, task, state)
    return task_of(project, task_id)


def _follows() -> Conflict:
    return Conflict("follows", N_("这个环节随办件或者联合意见自动完成，不用手工确认。"), basis=BASIS)


def begin(actor: Actor, project: Project, task: Task, state: str) -> None:
    """Mark a task of the held project as begun."""
    today = clock.today()
    change = Update(Task, task.pk, {"state": state, "started_on": today})
    who = task.partner or task.unit_name
    keep(actor, project, events.TaskStarted(task.key, task.name, who, today.isoformat()), change)


def check_may_move(actor: Actor, project: Project, task: Task) -> None:
    """The project centre, the unit itself, the owner for what the owner prepares. Raises Forbidden."""
    if task.kind == TaskKind.PREPARATION and project.owner_id in actor.applicants:
        return
    check_lead(actor, task.unit_id)


def check_startable(reading: Reading, task: Task) -> None:
    """Everything it waits for is done, and its stage was accepted (PRJ-8). Raises RuleViolation."""
    line = _line(reading, task)
    if line.task.case_id:
        raise _follows()
    if line.waits_for:
        text = N_("“%(task)s”要等这些环节办完：%(names)s。")
        params = {"task": task.name, "names": "、".join(line.waits_for)}
        raise RuleViolation("waits", text, params=params, basis=BASIS)
    stage = next((each for each in reading.stages if each.number == task.stage), None)
    if task.kind == TaskKind.PREPARATION or task.stage == PARALLEL:
        return
    if stage is None or stage.state != StageState.RUNNING:
        text = N_("这个阶段还没有受理，请先统一受理“%(stage)s”阶段。")
        raise RuleViolation("stage_closed", text, params={"stage": STAGES[task.stage]}, basis=BASIS)


def _line(reading: Reading, task: Task) -> Line:
    return next(line for line in reading.lines if line.task.pk == task.pk)


def finish_task(actor: Actor, *, project_id: int, task_id: int, note: str = "") -> Task:
    """A task without an application of its own is done: a filing, a utility, a preparation, an approval above."""
    with transaction.atomic():
        project = hold(actor, project_id)
        task = task_of(project, task_id)
        check_may_move(actor, project, task)
        if task.case_id or task.kind in JOINT:
            raise _follows()
        state = TASK.step(task.state, "finish")
        settle(actor, project, task, state, note)
    return task_of(project, task_id)


def settle(
    actor: Actor, project: Project, task: Task, state: str, note: str = "", on: date | None = None
) -> None:
    """Mark a task of the held project as done."""
    day = on or clock.today()
    values = {"state": state, "finished_on": day, "note": note.strip()[:500]}
    event = events.TaskFinished(task.key, task.name, day.isoformat())
    keep(actor, project, event, Update(Task, task.pk, values), reason=note)


def skip_task(
    actor: Actor, *, project_id: int, task_id: int, reason: str, assessment_id: int | None = None
) -> Task:
    """A task is not needed: a regional assessment stands for it (5.14), or for the reason given.

    Raises RuleViolation where the site is not inside the assessment's area, or it is not valid today.
    """
    check_keeper(actor)
    with transaction.atomic():
        project = hold(actor, project_id)
        task = task_of(project, task_id)
        state = TASK.step(task.state, "skip")
        if task.case_id:
            raise Conflict("has_case", N_("这个环节已经有办件，不能再标为不需要办。"), basis=BASIS)
        used = _assessment(project, task, assessment_id) if assessment_id else None
        if used is None and not reason.strip():
            raise RuleViolation("reason_missing", N_("请写明不需要办的理由和依据。"), field="reason")
        note = reason.strip()[:500] or (used.conditions[:500] if used else "")
        values = {"state": state, "assessment_id": used.pk if used else None, "note": note}
        name = f"{used.title}（{used.document}）" if used else ""
        event = events.TaskSkipped(task.key, task.name, name)
        keep(actor, project, event, Update(Task, task.pk, values), reason=reason)
    return task_of(project, task_id)


def _assessment(project: Project, task: Task, assessment_id: int) -> Assessment:
    row = Assessment.objects.filter(bureau=project.bureau_id, pk=assessment_id, ended_on__isnull=True).first()
    if row is None or row.kind != task.assessment_kind:
        text = N_("这项区域评估不能代替“%(task)s”，请重新选择。")
        raise RuleViolation("wrong_assessment", text, params={"task": task.name}, field="assessment")
    assessments.check_serves(project.site, row.area, row.valid_from, row.valid_until, clock.today())
    return row


def need_task(actor: Actor, *, project_id: int, task_id: int) -> Task:
    """A task that was marked as not needed is needed after all."""
    check_keeper(actor)
    with transaction.atomic():
        project = hold(actor, project_id)
        task = task_of(project, task_id)
        values = {
            "state": TASK.step(task.state, "need"),
            "assessment_id": None,
            "started_on": None,
            "note": "",
        }
        keep(actor, project, events.TaskNeeded(task.key, task.name), Update(Task, task.pk, values))
    return task_of(project, task_id)


def link_case(actor: Actor, *, project_id: int, task_id: int, number: str) -> Task:
    """Tie an application of the owner to a task; the task then follows it (PRJ-3).

    The item must be the task's, the applicant the owner; a refused application makes room for a new one.
    """
    with transaction.atomic():
        project = hold(actor, project_id)
        task = task_of(project, task_id)
        check_may_move(actor, project, task)
        line = _line(reading_of(project), task)
        if line.is_settled or (task.case_id and not line.now.refused):
            raise Conflict("linked_already", N_("这个环节已经办结或者已有在办的办件。"), basis=BASIS)
        case = cases.access_case_by_number(actor, number)
        _check_fits(project, task, case)
        state = TaskState.RUNNING
        values = {"case_id": case.pk, "state": state, "started_on": task.started_on or clock.today()}
        event = events.CaseLinked(task.key, task.name, case.pk, case.number)
        keep(actor, project, event, Update(Task, task.pk, values))
    return task_of(project, task_id)


def _check_fits(project: Project, task: Task, case: Any) -> None:
    if project.state != ProjectState.RUNNING:
        raise Conflict("not_running", N_("项目已经中止或者完成，不能再关联办件。"))
    if case.applicant_id != project.owner_id:
        text = N_("办件%(number)s的申请人不是本项目的建设单位，请核对编号。")
        raise RuleViolation("other_applicant", text, params={"number": case.number}, field="number")
    if task.item_code and case.item.code != task.item_code:
        text = N_("办件%(number)s办的是“%(item)s”，不是“%(task)s”，请核对编号。")
        params = {"number": case.number, "item": case.item_name, "task": task.name}
        raise RuleViolation("other_item", text, params=params, field="number")
    taken = Task.objects.filter(case=case).exclude(pk=task.pk).first()
    if taken is not None:
        text = N_("办件%(number)s已经关联到环节“%(task)s”。")
        params = {"number": case.number, "task": taken.name}
        raise Conflict("case_taken", text, params=params, field="number")
