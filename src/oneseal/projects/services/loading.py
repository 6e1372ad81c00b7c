"""What the acts share: who may act, the project under lock, units by the names that flows use."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from oneseal.foundation import clock, db
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify, notify_staff
from oneseal.projects.models import Project, Stage, Task
from oneseal.projects.rules.states import PROJECT
from oneseal.projects.selectors.access import KEEPERS, access_project

LEADS = (Role.REVIEWER, Role.SECTION_HEAD)


def check_keeper(actor: Actor) -> None:
    """The project centre's people keep the list. Raises Forbidden."""
    if not actor.has(*KEEPERS):
        raise Forbidden("not_keeper", N_("项目由综合窗口、重点项目帮办和协调岗登记、推进。"))


def check_lead(actor: Actor, lead_id: int | None) -> None:
    """The lead's reviewers and head, or the project centre. Raises Forbidden."""
    leading = actor.has(*LEADS) and lead_id in actor.sections
    if not leading and not actor.has(*KEEPERS):
        raise Forbidden("not_lead", N_("这一步由牵头科室或者项目帮办人员办理。"))


def hold(actor: Actor, project_id: int, verb: str = "change") -> Project:
    """A project under lock, if the actor may see it and the act is lawful now."""
    access_project(actor, project_id)
    project = db.lock(Project, project_id)
    PROJECT.step(project.state, verb)
    return project


def keep(
    actor: Actor, project: Project, event: Event, *changes: Update | Insert, reason: str = "", **values: Any
) -> None:
    """Journal an act, with the project's new values and whatever else changes."""
    for name, value in values.items():
        setattr(project, name, value)
    own = [Update(Project, project.pk, values)] if values else []
    record(actor, Subject("project", project.pk), event, changes=[*own, *changes], reason=reason)


def task_of(project: Project, task_id: int) -> Task:
    """One task of the held project. Raises RuleViolation."""
    found = project.tasks.select_related("unit", "case").filter(pk=task_id).first()
    if found is None:
        raise RuleViolation("no_such_task", N_("这个项目没有这个环节，请刷新页面。"))
    return found


def stage_of(project: Project, number: int) -> Stage:
    """One stage of the held project. Raises RuleViolation."""
    found = project.stages.select_related("lead", "joint").filter(number=number).first()
    if found is None:
        raise RuleViolation("no_such_stage", N_("这个项目的流程没有这个阶段，请刷新页面。"))
    return found


def units_by_name(bureau_id: int, names: Iterable[str]) -> Mapping[str, Any]:
    """The open units that a flow names: a section by its code, else a section or department by its name or name's end.

    What does not exist is left out.
    """
    known = identity.units(bureau_id, clock.today())
    by_code = {each.code: each for each in known if each.kind == "section" and each.code}
    found = {}
    for name in dict.fromkeys(names):
        unit = by_code.get(name) or next((each for each in known if name and each.name.endswith(name)), None)
        if unit is not None:
            found[name] = unit
    return found


def tell_owner(actor: Actor, project: Project, template: str, key: str, **data: str) -> None:
    """A message to whoever builds."""
    notify(
        actor,
        bureau_id=project.bureau_id,
        recipient=Recipient.of(project.owner),
        template=template,
        data={"project": project.name, **data},
        dedupe_key=f"{template}:{project.pk}:{key}",
        about=Subject("project", project.pk),
        link=reverse("projects:own", args=[project.pk]),
    )


def tell_staff(
    actor: Actor, bureau_id: int, staff_ids: Iterable[int], template: str, key: str, link: str, **data: str
) -> None:
    """A message to colleagues, also those of departments."""
    notify_staff(
        actor,
        bureau_id=bureau_id,
        staff_ids=set(staff_ids),
        template=template,
        data=data,
        occasion=key,
        link=link,
    )
