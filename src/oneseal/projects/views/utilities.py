"""Utility companies and their connections: what waits for an answer, one with what may be done (6.12)."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.pages import tabs
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_
from oneseal.projects import selectors, services
from oneseal.projects.forms import ConnectionForm, NoteForm
from oneseal.projects.models import Task
from oneseal.projects.views.shared import TASK_TONES

WHO = (*selectors.READERS, Role.LIAISON)
ACTING = (*selectors.KEEPERS, Role.LIAISON)
VIEWS = {"open": N_("要接通的"), "new": N_("还没有答复的"), "all": N_("全部")}


@require_safe
@allow(*WHO)
def connections(request: HttpRequest) -> HttpResponse:
    """Connections: a company's own, or all of the bureau, the newest first."""
    actor, view = actor_of(request), request.GET.get("view", "open")
    page = selectors.connections(actor, request.GET)
    context = {
        "page": page,
        "rows": [(row, TASK_TONES[row.state]) for row in page.rows],
        "view": view,
        "tabs": tabs(VIEWS, view),
    }
    return render(request, "projects/connections.html", context)


@require_safe
@allow(*WHO)
def connection(request: HttpRequest, task_id: int) -> HttpResponse:
    """One connection: the project, what is awaited, the answer."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_connection(actor, task_id))


@require_POST
@allow(*ACTING)
@idempotent
def act(request: HttpRequest, task_id: int, verb: str) -> HttpResponse:
    """Answer, begin, finish."""
    actor = actor_of(request)
    row = selectors.access_connection(actor, task_id)
    form: Any
    if verb == "answer":
        form = ConnectionForm(request.POST)
        made = attempt(form, lambda: services.answer_connection(actor, task_id=task_id, **form.said()))
    elif verb == "finish":
        form = NoteForm(request.POST)
        made = attempt(form, lambda: services.finish_connection(actor, task_id=task_id, **form.cleaned_data))
    elif verb == "start":
        services.start_connection(actor, task_id=task_id)
        form, made = None, True
    else:
        raise Http404
    if not made:
        return _show(request, actor, row, {verb: form})
    messages.success(request, gettext("已记录，建设单位同时看到。"))
    return redirect("projects:connection", task_id=task_id)


def _show(request: HttpRequest, actor: Actor, row: Task, bound: dict[str, Any] | None = None) -> HttpResponse:
    line = next(each for each in selectors.reading_of(row.project).lines if each.task.pk == row.pk)
    said = getattr(row, "connection", None)
    known = {"plan": said.plan, "fee": Decimal(said.fee) / 100, "ready_on": said.ready_on} if said else None
    acting = actor.has(*ACTING) and not line.is_settled and row.project.state == "running"
    forms = {"answer": ConnectionForm(initial=known), "finish": NoteForm(), **(bound or {})}
    context = {
        "task": row,
        "project": row.project,
        "line": line,
        "tone": TASK_TONES[line.now.state],
        "said": said,
        "answer": forms["answer"] if acting else None,
        "answer_open": said is None or bool(bound and "answer" in bound),
        "finish": forms["finish"] if acting and line.now.state == "running" else None,
        "may_start": acting and line.may_start,
        "officer": actor.is_staff and actor.has(*selectors.READERS),
    }
    return render(request, "projects/connection.html", context, status=422 if bound else 200)
