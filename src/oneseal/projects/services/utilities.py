"""A utility company answers, begins and finishes its tasks; the project centre says which company it is (6.12)."""

from datetime import date

from django.db import transaction

from oneseal.bundles.selectors import partners_of
from oneseal.foundation import clock, db
from oneseal.foundation.display import money_text, paper_day
from oneseal.foundation.journal import Update
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.projects import events
from oneseal.projects.models import Connection, Project, Task
from oneseal.projects.rules.states import PROJECT, SETTLED, TASK
from oneseal.projects.rules.templates import TaskKind
from oneseal.projects.rules.utilities import check_answer
from oneseal.projects.selectors.access import KEEPERS
from oneseal.projects.selectors.reading import reading_of
from oneseal.projects.selectors.utilities import access_connection
from oneseal.projects.services.loading import check_keeper, hold, keep, task_of, tell_owner
from oneseal.projects.services.moving import begin, check_startable, settle

SPEAKERS = (*KEEPERS, Role.LIAISON, Role.CLIENT)
"""The company's people and its system; the project centre where it answered by telephone."""


def _hold(actor: Actor, task_id: int) -> tuple[Project, Task]:
    seen = access_connection(actor, task_id)
    if not actor.has(*SPEAKERS):
        raise Forbidden("not_the_company", N_("接入由公用企业自己答复，或者由项目帮办人员代为登记。"))
    project = db.lock(Project, seen.project_id)
    PROJECT.step(project.state, "change")
    return project, task_of(project, task_id)


def answer_connection(actor: Actor, *, task_id: int, plan: str, fee: int, ready_on: date) -> Connection:
    """How, for how much (分, 0: free) and by which day; answered again, the new answer stands. The owner is told."""
    check_answer(plan, fee, ready_on, clock.today())
    with transaction.atomic():
        project, task = _hold(actor, task_id)
        if task.state in SETTLED:
            raise TASK.refuse(task.state, "start")
        said = {"plan": plan.strip(), "fee": fee, "ready_on": ready_on}
        said |= {"answered_on": clock.today(), "answered_by": actor.name[:120]}
        row, _created = Connection.objects.update_or_create(task=task, defaults=said)
        company, ready = task.partner or task.unit_name, ready_on.isoformat()
        keep(actor, project, events.ConnectionAnswered(task.key, task.name, company, fee, ready))
        told = {"task": task.name, "company": company, "ready": paper_day(ready_on), "fee": money_text(fee)}
        tell_owner(actor, project, "connection_answered", f"{task.pk}:{ready}:{fee}", **told)
    return row


def start_connection(actor: Actor, *, task_id: int) -> Task:
    """The company begins; what it waits for must be done (PRJ-8)."""
    with transaction.atomic():
        project, task = _hold(actor, task_id)
        state = TASK.step(task.state, "start")
        check_startable(reading_of(project), task)
        begin(actor, project, task, state)
    return task_of(project, task_id)


def finish_connection(actor: Actor, *, task_id: int, note: str = "") -> Task:
    """Connected."""
    with transaction.atomic():
        project, task = _hold(actor, task_id)
        settle(actor, project, task, TASK.step(task.state, "finish"), note)
    return task_of(project, task_id)


def assign_provider(actor: Actor, *, project_id: int, task_id: int, partner_id: int) -> Task:
    """Say which company of the bureau's partners handles a task; its people and its system then see it."""
    check_keeper(actor)
    with transaction.atomic():
        project = hold(actor, project_id)
        task = task_of(project, task_id)
        found = next((each for each in partners_of(project.bureau_id) if each.pk == partner_id), None)
        if task.kind != TaskKind.UTILITY or found is None:
            text = N_("请从登记的合作单位里为公共设施接入选择企业。")
            raise RuleViolation("no_such_company", text, field="partner_id")
        TASK.step(task.state, "skip")
        change = Update(Task, task.pk, {"provider_id": found.pk, "partner": found.name})
        keep(actor, project, events.TaskAssigned(task.key, task.name, found.name), change)
    return task_of(project, task_id)
