"""Doing an act: its page with the form, or one press; a refusal is shown where it was asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentences
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.projects import selectors
from oneseal.projects.models import Project
from oneseal.projects.views.acts import PROJECT_ACTS, STAGE_ACTS, TASK_ACTS, Act
from oneseal.projects.views.desk import show

ACTORS = (*selectors.KEEPERS, Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*ACTORS)
@idempotent
def project_act(request: HttpRequest, project_id: int, verb: str) -> HttpResponse:
    """One act on a project."""
    actor = actor_of(request)
    row = selectors.access_project(actor, project_id)
    return _do(request, actor, row, row, PROJECT_ACTS.get(verb), row.name)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*ACTORS)
@idempotent
def stage_act(request: HttpRequest, project_id: int, number: int, verb: str) -> HttpResponse:
    """One act on a stage."""
    actor = actor_of(request)
    row = selectors.access_project(actor, project_id)
    stage = row.stages.filter(number=number).first()
    return _do(request, actor, row, stage, STAGE_ACTS.get(verb), stage and stage.get_number_display())


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*ACTORS)
@idempotent
def task_act(request: HttpRequest, project_id: int, task_id: int, verb: str) -> HttpResponse:
    """One act on a task."""
    actor = actor_of(request)
    row = selectors.access_project(actor, project_id)
    task = row.tasks.select_related("project").filter(pk=task_id).first()
    return _do(request, actor, row, task, TASK_ACTS.get(verb), task and task.name)


def _do(
    request: HttpRequest, actor: Actor, project: Project, about: Any, act: Act | None, name: Any
) -> HttpResponse:
    if act is None or about is None:
        raise Http404
    if act.form is None:
        return _press(request, actor, project, about, act)
    posted = request.method == "POST"
    form = act.form(request.POST if posted else None, request.FILES if posted else None, actor, about)
    if posted and attempt(form, lambda: act.run(actor, about, form)):
        messages.success(request, gettext(act.done))
        return redirect("projects:project", project_id=project.pk)
    context = {
        "form": form,
        "title": gettext(act.title),
        "icon": act.icon,
        "subtitle": f"{project.name} · {name}" if name != project.name else project.name,
        "back": reverse("projects:project", args=[project.pk]),
        "note": gettext(act.note) if act.note else "",
    } | (selectors.map_of(actor, actor.bureau_id) if act.mapped else {})
    return render(request, "projects/act.html", context, status=422 if posted else 200)


def _press(request: HttpRequest, actor: Actor, project: Project, about: Any, act: Act) -> HttpResponse:
    if request.method != "POST":
        return redirect("projects:project", project_id=project.pk)
    try:
        act.run(actor, about, None)
    except (RuleViolation, Violations) as error:
        return show(request, actor, project, sentences(error))
    messages.success(request, gettext(act.done))
    return redirect("projects:project", project_id=project.pk)
