"""Acts on a project, a stage, a task: one entry each with its title, form and service; which of them a page offers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_
from oneseal.projects import forms, selectors, services
from oneseal.projects.models import Project, Stage, Task
from oneseal.projects.rules.states import AskState, ProjectState, StageState, TaskState
from oneseal.projects.rules.templates import JOINT, PARALLEL, TaskKind
from oneseal.projects.selectors.reading import Line, Reading


@dataclass(frozen=True)
class Act:
    """One act. `form` None: one press without anything to say. `run` takes actor, what it is about, the form."""

    title: str
    icon: str
    done: str
    run: Callable[[Actor, Any, Any], object]
    form: Callable[[Any, Any, Actor, Any], Any] | None = None
    note: str = ""
    mapped: bool = False
    """Whether its form takes an outline, drawn on a map."""


def _reason(data: Any, files: Any, actor: Actor, about: Any) -> Any:
    return forms.ReasonForm(data)


def _unit(data: Any, files: Any, actor: Actor, about: Any) -> Any:
    return forms.UnitForm(data, actor=actor)


def _lead_of(project: Project) -> int | None:
    stage = project.stages.filter(lead__isnull=False).order_by("state", "number").first()
    return stage.lead_id if stage else None


def _skip(data: Any, files: Any, actor: Actor, task: Task) -> Any:
    rows = selectors.assessments_in_force(task.project.bureau_id, task.assessment_kind)
    return forms.SkipForm(data, assessments=rows)


def _ask(actor: Actor, project: Project, form: Any) -> object:
    data = form.cleaned_data
    return services.ask_units(
        actor, project_id=project.pk, lead_id=data["lead_id"], title=data["title"], question=form.question()
    )


def _meet(actor: Actor, project: Project, form: Any) -> object:
    data = form.cleaned_data
    return services.call_meeting(
        actor, project_id=project.pk, lead_id=data["lead_id"], title=data["title"], question=form.question()
    )


PROJECT_ACTS = {
    "edit": Act(
        N_("修改登记"),
        "edit",
        N_("已修改，倒排计划已重新计算。"),
        lambda actor, row, form: services.change_project(
            actor, project_id=row.pk, particulars=form.particulars()
        ),
        lambda data, files, actor, row: forms.ParticularsForm(data, actor=actor, project=row),
        N_("修改希望开工日期后，每个环节的最迟日期随即重算。"),
    ),
    "site": Act(
        N_("登记用地范围"),
        "map-pin",
        N_("用地范围已登记。"),
        lambda actor, row, form: services.set_site(actor, project_id=row.pk, geojson=form.geojson()),
        lambda data, files, actor, row: forms.ShapeForm(data, files, initial=forms.outline_of(row.site)),
        N_("用地范围用来核对规划冲突、判断能否共用区域评估。"),
        mapped=True,
    ),
    "ask": Act(
        N_("并联征求意见"),
        "send",
        N_("已同时送达各部门。"),
        _ask,
        lambda data, files, actor, row: forms.AskUnitsForm(data, actor=actor, lead=_lead_of(row)),
        N_("同时送达所选部门；到期不答复的记录在案并上报。"),
    ),
    "meet": Act(
        N_("召开项目研判会"),
        "users",
        N_("已通知各部门。"),
        _meet,
        lambda data, files, actor, row: forms.MeetingForm(data, actor=actor, lead=_lead_of(row)),
        N_("通知所选部门参加，各部门意见逐一记录，会后形成纪要。"),
    ),
    "stop": Act(
        N_("中止项目"),
        "player-pause",
        N_("项目已中止，可以随时恢复。"),
        lambda actor, row, form: services.stop_project(actor, project_id=row.pk, **form.cleaned_data),
        _reason,
    ),
    "resume": Act(
        N_("恢复项目"),
        "refresh",
        N_("项目已恢复。"),
        lambda actor, row, form: services.resume_project(actor, project_id=row.pk),
    ),
    "finish": Act(
        N_("确认竣工"),
        "circle-check",
        N_("项目已完成。"),
        lambda actor, row, form: services.finish_project(actor, project_id=row.pk),
    ),
}


def _of_stage(service: Callable[..., object]) -> Callable[[Actor, Stage, Any], object]:
    return lambda actor, row, form: service(actor, project_id=row.project_id, number=row.number)


STAGE_ACTS = {
    "open": Act(
        N_("统一受理"), "check", N_("已统一受理，办理期限从今天起算。"), _of_stage(services.open_stage)
    ),
    "pass": Act(N_("阶段通过"), "circle-check", N_("阶段已通过。"), _of_stage(services.pass_stage)),
    "lead": Act(
        N_("指定牵头部门"),
        "users",
        N_("已指定。"),
        lambda actor, row, form: services.assign_lead(
            actor, project_id=row.project_id, number=row.number, unit_id=form.cleaned_data["unit"]
        ),
        _unit,
    ),
}


def _of_task(service: Callable[..., object], **more: Any) -> Callable[[Actor, Task, Any], object]:
    def run(actor: Actor, row: Task, form: Any) -> object:
        values = form.cleaned_data if form is not None else {}
        return service(actor, project_id=row.project_id, task_id=row.pk, **values)

    return run


TASK_ACTS = {
    "start": Act(N_("开始"), "arrow-right", N_("已开始。"), _of_task(services.start_task)),
    "finish": Act(
        N_("办完"),
        "check",
        N_("已办完。"),
        _of_task(services.finish_task),
        lambda data, files, actor, row: forms.NoteForm(data),
    ),
    "ask": Act(
        N_("征求意见"),
        "send",
        N_("已同时送达各部门。"),
        lambda actor, row, form: services.ask_for_task(
            actor, project_id=row.project_id, task_id=row.pk, question=form.question()
        ),
        lambda data, files, actor, row: forms.AskForm(data, actor=actor, task=row),
        N_("一次送达各部门，各部门并行答复，最后只出一份汇总意见。"),
    ),
    "case": Act(
        N_("关联办件"),
        "link",
        N_("已关联，环节随办件自动更新。"),
        _of_task(services.link_case),
        lambda data, files, actor, row: forms.CaseForm(data),
    ),
    "provider": Act(
        N_("指定企业"),
        "building",
        N_("已指定，企业随即看到这个环节。"),
        _of_task(services.assign_provider),
        lambda data, files, actor, row: forms.ProviderForm(data, companies=selectors.companies(actor)),
    ),
    "unit": Act(
        N_("改由其他部门办"),
        "users",
        N_("已改由新的部门办理。"),
        lambda actor, row, form: services.assign_task(
            actor, project_id=row.project_id, task_id=row.pk, unit_id=form.cleaned_data["unit"]
        ),
        _unit,
    ),
    "skip": Act(
        N_("不需要办"),
        "minus",
        N_("已标为不需要办。"),
        lambda actor, row, form: services.skip_task(
            actor,
            project_id=row.project_id,
            task_id=row.pk,
            reason=form.cleaned_data["reason"],
            assessment_id=form.cleaned_data.get("assessment"),
        ),
        _skip,
        N_("共用区域评估的，系统核对用地是否在评估范围内、是否在有效期。"),
    ),
    "need": Act(N_("还要办"), "refresh", N_("已恢复为要办。"), _of_task(services.need_task)),
}


def offered(actor: Actor, project: Project, reading: Reading) -> dict[str, Any]:
    """What the project's page offers this actor; the services still check everything."""
    keeper = actor.has(*selectors.KEEPERS)
    running = project.state == ProjectState.RUNNING
    asking = {each.task_id for each in reading.project.asks.all() if each.state == AskState.OPEN}
    own: list[str] = []
    if keeper and running:
        own = ["edit", "site", "ask", "meet", "stop"]
        if all(line.is_settled for line in reading.lines):
            own.insert(0, "finish")
    elif keeper and project.state == ProjectState.STOPPED:
        own = ["resume"]
    elif running and actor.has(Role.SECTION_HEAD, Role.BUREAU_HEAD):
        own = ["meet"]
    return {
        "project": [_button(PROJECT_ACTS, verb, "projects:act", project.pk) for verb in own],
        "stages": {each.pk: _stage_acts(actor, keeper, running, each, reading) for each in reading.stages},
        "tasks": {
            line.task.pk: _task_buttons(line, keeper, keeper or _mine(actor, line), line.task.pk in asking)
            for line in reading.lines
            if running
        },
    }


def _mine(actor: Actor, line: Line) -> bool:
    return actor.has(Role.REVIEWER, Role.SECTION_HEAD) and line.task.unit_id in actor.sections


def _stage_acts(
    actor: Actor, keeper: bool, running: bool, stage: Stage, reading: Reading
) -> list[dict[str, Any]]:
    leading = actor.has(Role.REVIEWER, Role.SECTION_HEAD) and stage.lead_id in actor.sections
    verbs: list[str] = []
    before = [
        each for each in reading.stages if each.number < stage.number and each.state != StageState.PASSED
    ]
    if running and (keeper or leading):
        if stage.state == StageState.WAITING and (stage.number == PARALLEL or not before):
            verbs = ["open"]
        elif stage.state == StageState.RUNNING and all(
            line.is_settled for line in reading.of_stage(stage.number)
        ):
            verbs = ["pass"]
    if running and keeper and stage.lead_id is None:
        verbs.append("lead")
    return [_button(STAGE_ACTS, verb, "projects:stage_act", stage.project_id, stage.number) for verb in verbs]


def _task_buttons(line: Line, keeper: bool, mine: bool, asking: bool) -> list[dict[str, Any]]:
    task, state = line.task, line.now.state
    verbs = _moves(line, asking) if mine else []
    homeless = task.unit_id is None and not task.partner and task.kind != TaskKind.PREPARATION
    if keeper and homeless and not line.is_settled:
        verbs.append("unit")
    if keeper and task.kind == TaskKind.UTILITY and not line.is_settled:
        verbs.append("provider")
    if keeper and task.case_id is None and state in {TaskState.WAITING, TaskState.SKIPPED}:
        verbs.append("skip" if state is TaskState.WAITING else "need")
    return [_button(TASK_ACTS, verb, "projects:task_act", task.project_id, task.pk) for verb in verbs]


def _moves(line: Line, asking: bool) -> list[str]:
    task, state = line.task, line.now.state
    if task.kind in JOINT:
        return ["ask"] if (line.may_start or state is TaskState.RUNNING) and not asking else []
    if state is TaskState.RUNNING:
        if task.case_id:
            return ["case"] if line.now.refused else []
        return ["case", "finish"] if task.item_code else ["finish"]
    if line.may_start:
        return ["case", "start"] if task.item_code else ["start"]
    return []


def _button(acts: dict[str, Act], verb: str, name: str, *args: Any) -> dict[str, Any]:
    act = acts[verb]
    return {
        "verb": verb,
        "label": gettext(act.title),
        "icon": act.icon,
        "url": reverse(name, args=[*args, verb]),
        "press": act.form is None,
    }
