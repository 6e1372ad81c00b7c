"""A project enters the list, is changed, stopped, resumed, finished (6.4, 6.8, 11.3, 11.4)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.advance import selectors as advance
from oneseal.advance.rules.projects import LEVELS
from oneseal.bundles.selectors import partners_of
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.projects import events
from oneseal.projects.models import Project, Stage, Task
from oneseal.projects.rules import assessments, codes, utilities
from oneseal.projects.rules.states import SETTLED, ProjectState
from oneseal.projects.rules.templates import INVESTORS, Flow
from oneseal.projects.selectors.flows import flow_of
from oneseal.projects.services.loading import check_keeper, hold, keep, tell_owner, units_by_name

LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is registered of a project. `investment` in 分, `land_area` in square metres."""

    name: str
    address: str
    industry: str = ""
    investment: int = 0
    land_area: int = 0
    wished_start: date | None = None
    is_key: bool = False
    key_list: str = ""
    manager_id: int | None = None


def register_project(
    actor: Actor, *, code: str, investor: str, owner_id: int, particulars: Particulars
) -> Project:
    """Enter a project with its code; its stages and tasks are those of its kind's flow today (PRJ-5, PRJ-6).

    For the project centre. Raises RuleViolation for a wrong code or kind, Conflict where the code is there already.
    """
    check_keeper(actor)
    parsed = codes.parse(code)
    if investor not in INVESTORS:
        raise RuleViolation("no_such_kind", N_("请选择项目类型。"), field="investor")
    flow = flow_of(actor.bureau_id, investor)
    particulars = _as_planned(actor.bureau_id, str(parsed), particulars)
    _check(actor, particulars)
    owner = identity.access_applicant(actor, owner_id)
    with transaction.atomic():
        known = Project.objects.filter(bureau=actor.bureau_id, code=str(parsed)).first()
        if known is not None:
            text = N_("项目代码%(code)s已经登记过（%(name)s），请直接打开原项目。")
            raise Conflict("code_taken", text, params={"code": known.code, "name": known.name}, field="code")
        project = Project.objects.create(
            bureau_id=actor.bureau_id,
            code=str(parsed),
            investor=investor,
            owner=owner,
            owner_name=owner.name,
            flow=flow.model_dump(mode="json", exclude={"tasks"}),
            registered_on=clock.today(),
            registered_at=clock.now(),
            **_columns(particulars),
        )
        _lay_out(project, flow)
        keep(actor, project, events.Registered(project.code, investor))
        tell_owner(actor, project, "project_registered", "new", code=project.code)
    return project


def _as_planned(bureau_id: int, code: str, given: Particulars) -> Particulars:
    """A project on the annual list is a key project, whether somebody ticked it or not (11.4)."""
    listed = advance.key_project(bureau_id, code)
    if listed is None or (given.is_key and given.key_list.strip()):
        return given
    return replace(given, is_key=True, key_list=f"{listed.year}年{LEVELS[listed.level]}重点项目计划")


def _columns(given: Particulars) -> dict[str, Any]:
    return {name: getattr(given, name) for name in Particulars.__dataclass_fields__}


def _check(actor: Actor, given: Particulars) -> None:
    for field, value in (("name", given.name), ("address", given.address)):
        if not value.strip() or len(value) > LONGEST_TEXT:
            raise RuleViolation("text_length", N_("请填写，不超过200个字。"), field=field)
    if given.investment < 0 or given.land_area < 0:
        field = "investment" if given.investment < 0 else "land_area"
        raise RuleViolation("negative", N_("不能小于0，请改正。"), field=field)
    if given.is_key and not given.key_list.strip():
        text = N_("重点项目请写明列入的年度计划，例如“2026年县级重点项目计划第3号”。")
        raise RuleViolation("key_list_missing", text, field="key_list")
    if given.manager_id and not identity.colleagues(actor.bureau_id, [given.manager_id]):
        raise RuleViolation("no_such_colleague", N_("请从本局同事中选择帮办员。"), field="manager_id")


def _lay_out(project: Project, flow: Flow) -> None:
    names = [*(stage.lead for stage in flow.stages), *(task.unit for task in flow.tasks)]
    units = units_by_name(project.bureau_id, names)
    partners = partners_of(project.bureau_id)
    providers = {task.key: utilities.provider_of(task, partners) for task in flow.tasks}
    Stage.objects.bulk_create(
        Stage(
            project=project,
            number=stage.number,
            lead=units.get(stage.lead),
            lead_name=units[stage.lead].name if stage.lead in units else stage.lead,
            days=stage.days,
        )
        for stage in flow.stages
    )
    Task.objects.bulk_create(
        Task(
            project=project,
            stage=task.stage,
            key=task.key,
            name=task.name,
            kind=task.kind,
            order=place,
            unit=units.get(task.unit),
            unit_name=units[task.unit].name if task.unit in units else task.unit,
            partner=found.name if (found := providers[task.key]) else task.partner,
            provider=found,
            days=task.days,
            after=task.after,
            item_code=task.item,
            asks=task.units,
            assessment_kind=task.assessment,
        )
        for place, task in enumerate(flow.tasks)
    )


def change_project(actor: Actor, *, project_id: int, particulars: Particulars) -> Project:
    """Change what is registered: the wished start of works, the manager, the list of key projects, and the rest."""
    check_keeper(actor)
    _check(actor, particulars)
    with transaction.atomic():
        project = hold(actor, project_id)
        new = _columns(particulars)
        changed = {name: value for name, value in new.items() if getattr(project, name) != value}
        if changed:
            keep(actor, project, events.Changed(sorted(changed)), **changed)
    return project


def set_site(actor: Actor, *, project_id: int, geojson: Any, area: int | None = None) -> Project:
    """Keep the site's polygon (GeoJSON, degrees); `area` in square metres where it was measured.

    For the project centre and the owner. Raises RuleViolation for what is no polygon.
    """
    shape = assessments.shape(geojson, "site")
    with transaction.atomic():
        project = hold(actor, project_id)
        if project.owner_id not in actor.applicants:
            check_keeper(actor)
        from shapely.geometry import mapping

        from oneseal.projects.rules.areas import square_metres

        measured = area if area is not None else square_metres(shape)
        keep(
            actor,
            project,
            events.SiteSet(measured),
            site=_plain(mapping(shape)),
            land_area=project.land_area or measured,
        )
    return project


def _plain(geometry: Any) -> Any:
    if isinstance(geometry, dict):
        return {key: _plain(value) for key, value in geometry.items()}
    return [_plain(each) for each in geometry] if isinstance(geometry, tuple | list) else geometry


def stop_project(actor: Actor, *, project_id: int, reason: str) -> Project:
    """Put a project aside, with the reason; it can be resumed."""
    return _end(actor, project_id, "stop", reason)


def resume_project(actor: Actor, *, project_id: int) -> Project:
    """Go on with a project that was put aside."""
    check_keeper(actor)
    with transaction.atomic():
        project = hold(actor, project_id, "resume")
        event = events.Resumed(clock.today().isoformat())
        keep(actor, project, event, state=ProjectState.RUNNING, ended_on=None, end_reason="")
    return project


def finish_project(actor: Actor, *, project_id: int) -> Project:
    """Close a project of which every task is done."""
    return _end(actor, project_id, "finish", "")


def _end(actor: Actor, project_id: int, verb: str, reason: str) -> Project:
    check_keeper(actor)
    if verb == "stop" and not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明中止的原因。"), field="reason")
    with transaction.atomic():
        project = hold(actor, project_id, verb)
        today = clock.today()
        if verb == "finish":
            _check_all_done(project)
        event = events.Finished(today.isoformat()) if verb == "finish" else events.Stopped(today.isoformat())
        state = ProjectState.DONE if verb == "finish" else ProjectState.STOPPED
        keep(
            actor, project, event, reason=reason, state=state, ended_on=today, end_reason=reason.strip()[:500]
        )
    return project


def _check_all_done(project: Project) -> None:
    left = [task.name for task in project.tasks.exclude(state__in=SETTLED)]
    if left:
        text = N_("还有环节没有办完：%(names)s，不能确认竣工。")
        raise RuleViolation("tasks_left", text, params={"names": "、".join(left[:8])})
