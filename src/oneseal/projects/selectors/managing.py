"""What a project manager sees: their own projects, what is to be done on each, the visits to its owner (7.4, 11.4)."""

from dataclasses import dataclass
from typing import Any

from oneseal.agents import selectors as agents
from oneseal.foundation import calendars
from oneseal.kernel.access import Actor
from oneseal.projects.models import Ask, Project
from oneseal.projects.rules.states import AskState, ProjectState
from oneseal.projects.selectors.access import visible_asks, visible_projects
from oneseal.projects.selectors.reading import Reading, read, with_everything

MOST = 50
"""So many running projects one manager looks after at once, at most."""


@dataclass(frozen=True)
class Managed:
    """One project of a manager: how it stands, the requests that are open, the visits."""

    reading: Reading
    asks: list[Ask]
    visits: list[Any]


def managed(actor: Actor) -> list[Managed]:
    """The running projects of which a colleague is the manager, those behind their plan first."""
    rows = visible_projects(actor).filter(manager=actor.staff_id or None, state=ProjectState.RUNNING)
    projects = list(with_everything(rows).order_by("wished_start", "id")[:MOST])
    calendar = calendars.current()
    asks: dict[int, list[Ask]] = {}
    for ask in visible_asks(actor).filter(project__in=projects, state=AskState.OPEN).order_by("due", "id"):
        asks.setdefault(ask.project_id, []).append(ask)
    visits = _by_code(actor, [each.code for each in projects])
    found = [
        Managed(read(each, calendar=calendar), asks.get(each.pk, []), visits.get(each.code, []))
        for each in projects
    ]
    return sorted(found, key=lambda each: -each.reading.schedule.late)


def visits_to(actor: Actor, project: Project) -> list[Any]:
    """The visits about one project, the latest first."""
    return agents.visits_of_projects(actor, [project.code])


def _by_code(actor: Actor, codes: list[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for visit in agents.visits_of_projects(actor, codes):
        found.setdefault(visit.project, []).append(visit)
    return found
