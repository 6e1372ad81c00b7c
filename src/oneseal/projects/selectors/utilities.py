"""Tasks of utility companies: a company sees its own, the bureau's officers all (6.12)."""

from collections.abc import Mapping

from django.db.models import QuerySet

from oneseal.bundles.selectors import own, partners_of
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.projects.models import Task
from oneseal.projects.rules.states import SETTLED, ProjectState
from oneseal.projects.rules.templates import TaskKind
from oneseal.projects.selectors.access import READERS

UTILITIES = "utilities"
"""Scope of a company's own system."""


def visible_connections(actor: Actor) -> QuerySet[Task]:
    """Connections to water, power, gas, telecom: the bureau's for its officers, a company's own for the company."""
    rows = Task.objects.filter(kind=TaskKind.UTILITY, project__bureau=actor.bureau_id)
    rows = rows.select_related("project", "provider", "connection")
    if actor.has(*READERS) and actor.is_staff:
        return rows
    return rows.filter(own(actor, "provider__")) if actor.has(Role.LIAISON, Role.CLIENT) else rows.none()


def open_connections(actor: Actor) -> QuerySet[Task]:
    """Those of running projects that are not connected yet."""
    rows = visible_connections(actor).filter(project__state=ProjectState.RUNNING)
    return rows.exclude(state__in=SETTLED)


def unanswered_connections(actor: Actor) -> QuerySet[Task]:
    """Open ones to which the company has not said anything yet."""
    return open_connections(actor).filter(connection__isnull=True)


def connections(actor: Actor, asked: Mapping[str, str]) -> Page[Task]:
    """A page of them, the newest first; `view`: open (as nothing is said), new, all."""
    view = asked.get("view", "open")
    rows = {"open": open_connections, "new": unanswered_connections}.get(view, visible_connections)(actor)
    return keyset_page(rows, ("-id",), asked)


def access_connection(actor: Actor, task_id: int) -> Task:
    """One of them. Raises NotFound where it is absent or not for this actor."""
    return _found(visible_connections(actor).filter(pk=task_id).first())


def access_connection_by_code(actor: Actor, code: str, key: str) -> Task:
    """The same by the project's code and the task's key, for other systems."""
    return _found(visible_connections(actor).filter(project__code=code, key=key).first())


def _found(task: Task | None) -> Task:
    if task is None:
        raise NotFound("connection_not_found", N_("没有找到这个接入环节，或者您无权查看。"))
    return task


def companies(actor: Actor) -> list[tuple[int, str]]:
    """The partners of the bureau that may be a task's company."""
    return [(each.pk, each.name) for each in partners_of(actor.bureau_id)]
