"""What the coordinator keeps: regional assessments, the flows of each kind (5.14, PRJ-5)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role
from oneseal.projects import selectors, services
from oneseal.projects.forms import AssessmentForm, ReasonForm
from oneseal.projects.rules.templates import INVESTORS, STAGES

KEEPERS = (Role.COORDINATOR, Role.ITEM_KEEPER)


@require_safe
@allow(*selectors.READERS, Role.ITEM_KEEPER)
def assessments(request: HttpRequest) -> HttpResponse:
    """Regional assessments: in force, over, ended."""
    actor, today = actor_of(request), clock.today()
    rows = [
        (row, "red" if row.ended_on else "grey" if row.valid_until < today else "green", row.uses.count())
        for row in selectors.visible_assessments(actor)[:200]
    ]
    context = {"rows": rows, "may_keep": actor.has(*KEEPERS), "today": today}
    return render(request, "projects/assessments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*KEEPERS)
@idempotent
def assessment_new(request: HttpRequest) -> HttpResponse:
    """Enter a regional assessment."""
    actor, posted = actor_of(request), request.method == "POST"
    form = AssessmentForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and attempt(form, lambda: services.list_assessment(actor, **form.said())):
        messages.success(request, gettext("区域评估已登记，范围内的项目可以共用。"))
        return redirect("projects:assessments")
    context = {"form": form, "title": gettext("登记区域评估"), "icon": "plus", "back": "../"}
    context |= selectors.map_of(actor, actor.bureau_id)
    return render(request, "projects/act.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*KEEPERS)
@idempotent
def assessment_end(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """Stop reusing one."""
    actor, posted = actor_of(request), request.method == "POST"
    form = ReasonForm(request.POST if posted else None)
    if posted and attempt(
        form, lambda: services.end_assessment(actor, assessment_id=assessment_id, **form.cleaned_data)
    ):
        messages.success(request, gettext("已停用。"))
        return redirect("projects:assessments")
    context = {"form": form, "title": gettext("停用区域评估"), "icon": "x", "back": "../../"}
    return render(request, "projects/act.html", context, status=422 if posted else 200)


@require_safe
@allow(*selectors.READERS, Role.ITEM_KEEPER)
def flows(request: HttpRequest) -> HttpResponse:
    """The flow of each kind of project: stages, tasks, days, what waits for what."""
    actor = actor_of(request)
    shown = []
    for flow in selectors.flows(actor.bureau_id):
        names = {task.key: task.name for task in flow.tasks}
        tasks = [(task, [names[key] for key in task.after], STAGES[task.stage]) for task in flow.tasks]
        shown.append({"flow": flow, "kind": INVESTORS[flow.investor], "tasks": tasks})
    context = {"flows": shown, "may_keep": actor.has(*KEEPERS)}
    return render(request, "projects/flows.html", context)
