"""Who sees which project, request and opinion: the one rule behind pages, lists and the API."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from oneseal.foundation import clock
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.projects.models import Ask, Assessment, Opinion, Project, Report
from oneseal.projects.rules.states import OpinionState

KEEPERS = frozenset({Role.CLERK, Role.COORDINATOR})
"""The project centre: the windows, those who help key projects along, the coordinator (6.4, 11.3)."""
READERS = KEEPERS | {Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.SUPERVISOR}
SPEAKERS = frozenset({Role.REVIEWER, Role.SECTION_HEAD, Role.LIAISON})
"""Who may speak for their section or department."""
SCOPE = "projects:read"
WAITING = (OpinionState.ASKED, OpinionState.MISSING)


def visible_projects(actor: Actor) -> QuerySet[Project]:
    """The bureau's for its officers and for systems with the scope; a department's those on which it was asked;
    a citizen's those of whom they act for."""
    rows = Project.objects.select_related("manager", "owner")
    if actor.has(*READERS) and actor.is_staff:
        return rows.filter(bureau=actor.bureau_id)
    if actor.has(Role.LIAISON):
        asked = Opinion.objects.filter(ask__project=OuterRef("pk"), unit__in=actor.sections)
        return rows.filter(Exists(asked), bureau=actor.bureau_id)
    if actor.has(Role.CLIENT) and SCOPE in actor.scopes:
        return rows.filter(bureau=actor.bureau_id)
    return rows.filter(owner__in=actor.applicants) if actor.applicants else rows.none()


def access_project(actor: Actor, project_id: int) -> Project:
    """One project. Raises NotFound where it is absent or not for this actor."""
    return _found(visible_projects(actor).filter(pk=project_id).first())


def access_project_by_code(actor: Actor, code: str) -> Project:
    """The same by the project's code."""
    return _found(visible_projects(actor).filter(code=code).first())


def _found(project: Project | None) -> Project:
    if project is None:
        raise NotFound("project_not_found", N_("没有找到这个项目，或者您无权查看。"))
    return project


def visible_asks(actor: Actor) -> QuerySet[Ask]:
    """Requests on projects that the actor may see; a department sees those in which it was asked."""
    rows = Ask.objects.select_related("project", "lead", "paper", "task")
    if actor.has(Role.LIAISON) and not actor.is_staff:
        mine = Opinion.objects.filter(ask=OuterRef("pk"), unit__in=actor.sections)
        return rows.filter(Exists(mine), project__bureau=actor.bureau_id)
    return rows.filter(project__in=visible_projects(actor).values("pk"))


def access_ask(actor: Actor, ask_id: int) -> Ask:
    """One request. Raises NotFound where it is absent or not for this actor."""
    found = visible_asks(actor).filter(pk=ask_id).first()
    if found is None:
        raise NotFound("ask_not_found", N_("没有找到这次征求意见，或者您无权查看。"))
    return found


def own_opinions(actor: Actor) -> QuerySet[Opinion]:
    """Opinions that the actor's section or department owes, most urgent first."""
    rows = Opinion.objects.select_related("ask__project", "unit").order_by("due", "id")
    if not actor.has(*SPEAKERS):
        return rows.none()
    return rows.filter(bureau_id=actor.bureau_id, unit__in=actor.sections, state__in=WAITING)


def missed_opinions(actor: Actor) -> QuerySet[Opinion]:
    """Replies that did not come, for those who see to it."""
    rows = Opinion.objects.select_related("ask__project", "unit").order_by("due", "id")
    if not actor.has(Role.COORDINATOR, Role.SUPERVISOR, Role.BUREAU_HEAD):
        return rows.none()
    return rows.filter(bureau_id=actor.bureau_id, state=OpinionState.MISSING)


def overdue_opinions() -> list[int]:
    """Ids of the replies that are past their day and not yet recorded as missing, in every bureau."""
    rows = Opinion.objects.filter(state=OpinionState.ASKED, due__lt=clock.today(), due_provisional=False)
    return list(rows.order_by("id").values_list("pk", flat=True))


def visible_reports(actor: Actor) -> QuerySet[Report]:
    """Ten-day and monthly reports of the bureau, for its officers, newest first."""
    rows = Report.objects.filter(bureau=actor.bureau_id)
    return rows if actor.is_staff and actor.has(*READERS) else rows.none()


def visible_assessments(actor: Actor) -> QuerySet[Assessment]:
    """Regional assessments of the bureau, for its officers."""
    rows = Assessment.objects.filter(bureau=actor.bureau_id)
    return rows if actor.is_staff and actor.has(*READERS) else rows.none()


def assessments_in_force(bureau_id: int, kind: str, day: date | None = None) -> QuerySet[Assessment]:
    """Those of a kind that hold on a day."""
    today = day or clock.today()
    rows = Assessment.objects.filter(bureau=bureau_id, kind=kind, ended_on__isnull=True)
    return rows.filter(valid_from__lte=today, valid_until__gte=today)
