"""Pages of the project centre: the board, the wall, registering, one project with everything (6.4, 6.8, 11.3)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.cases.selectors import may_see
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.pages import tabs
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.projects import selectors, services
from oneseal.projects.forms import RegisterForm
from oneseal.projects.models import Project
from oneseal.projects.selectors import boards
from oneseal.projects.views.acts import offered
from oneseal.projects.views.shared import (
    OPINION_TONES,
    PROJECT_TONES,
    WALL_TONES,
    blueprint_of,
    history,
    stage_rows,
    steps,
)


@require_safe
@allow(*selectors.READERS)
def board(request: HttpRequest) -> HttpResponse:
    """Projects with their stage, meters and delay."""
    actor, view = actor_of(request), request.GET.get("view", "running")
    page, readings = boards.board(actor, request.GET)
    context = {
        "page": page,
        "rows": [(each, PROJECT_TONES[each.project.state]) for each in readings],
        "view": view,
        "may_register": actor.has(*selectors.KEEPERS),
        "tabs": tabs(boards.VIEWS, view, reverse("projects:board")),
    }
    return render(request, "projects/board.html", context)


@require_safe
@allow(*selectors.READERS)
def wall(request: HttpRequest) -> HttpResponse:
    """Key projects with planned against actual days of the five links."""
    rows = boards.wall(actor_of(request))
    heads = [gettext(label) for label in boards.WALL]
    shown = [
        (row, [(cell, WALL_TONES[cell.state], head) for cell, head in zip(row.cells, heads, strict=True)])
        for row in rows
    ]
    context = {"heads": heads, "rows": shown}
    return render(request, "projects/wall.html", context)


@require_safe
@allow(*selectors.READERS)
def managed(request: HttpRequest) -> HttpResponse:
    """The projects that I help along: what is to be done on each, the visits to its owner (11.4, 7.4)."""
    rows = [(each, visit_url(each.reading.project)) for each in selectors.managed(actor_of(request))]
    return render(request, "projects/managed.html", {"rows": rows, "tones": OPINION_TONES})


def visit_url(project: Project) -> str:
    """Where a visit to the owner is put on the list, with what is known."""
    known = {"who": project.owner_name, "place": project.address, "project": project.code}
    manager = {"staff_id": str(project.manager_id)} if project.manager_id else {}
    return f"{reverse('agents:visits')}?{urlencode(known | manager)}"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Register a project."""
    actor = actor_of(request)
    form = RegisterForm(request.POST if request.method == "POST" else None, actor=actor)
    made: list[Project] = []
    if request.method == "POST" and attempt(form, lambda: made.append(_register(actor, form))):
        messages.success(request, gettext("项目已登记，流程和倒排计划已生成。"))
        return redirect("projects:project", project_id=made[0].pk)
    context = {
        "form": form,
        "title": gettext("登记项目"),
        "icon": "plus",
        "back": reverse("projects:board"),
        "note": gettext("登记后按项目类型生成阶段、环节和倒排计划，并告知建设单位。"),
    }
    return render(request, "projects/act.html", context, status=422 if form.errors else 200)


def _register(actor: Actor, form: RegisterForm) -> Project:
    data = form.cleaned_data
    return services.register_project(
        actor,
        code=data["code"],
        investor=data["investor"],
        owner_id=form.owner_id(),
        particulars=form.particulars(),
    )


@require_safe
@allow(*selectors.READERS)
def project(request: HttpRequest, project_id: int) -> HttpResponse:
    """One project: stages, tasks, plan, meters, requests, history."""
    actor = actor_of(request)
    return show(request, actor, selectors.access_project(actor, project_id))


def show(
    request: HttpRequest, actor: Actor, project: Project, refused: list[str] | None = None
) -> HttpResponse:
    """The project's page, with what was refused at its head."""
    reading = selectors.reading_of(project)
    acts = offered(actor, project, reading)
    asks = selectors.visible_asks(actor).filter(project=project).prefetch_related("opinions")
    context: dict[str, Any] = {
        "project": project,
        "reading": reading,
        "tone": PROJECT_TONES[project.state],
        "steps": steps(reading),
        "stages": stage_rows(reading, acts),
        "asks": [(ask, [(each, OPINION_TONES[each.state]) for each in ask.opinions.all()]) for ask in asks],
        "acts": acts,
        "seen": {line.task.pk for line in reading.lines if line.task.case and may_see(actor, line.task.case)},
        "timeline": history(project),
        "refused": refused,
        "visits": selectors.visits_to(actor, project),
        "visit_url": visit_url(project),
        **blueprint_of(actor, project),
    }
    return render(request, "projects/project.html", context, status=422 if refused else 200)
