"""The owner's pages: where is my project, what must I do now, what comes next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.documents.selectors import documents_about
from oneseal.fees import services as fees
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentences
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.projects import selectors, services
from oneseal.projects.forms import NoteForm, ShapeForm, outline_of
from oneseal.projects.selectors import boards
from oneseal.projects.views.shared import PROJECT_TONES, blueprint_of, stage_rows, steps


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """My projects."""
    actor = actor_of(request)
    page, readings = boards.own_projects(actor, request.GET)
    rows = [(each, PROJECT_TONES[each.project.state], boards.to_do(actor, each)) for each in readings]
    return render(request, "projects/mine.html", {"page": page, "rows": rows})


@require_safe
@allow(Role.CITIZEN)
def project(request: HttpRequest, project_id: int) -> HttpResponse:
    """One project of mine."""
    actor = actor_of(request)
    row = selectors.access_project(actor, project_id)
    reading = selectors.reading_of(row)
    context = {
        "project": row,
        "reading": reading,
        "tone": PROJECT_TONES[row.state],
        "steps": steps(reading),
        "stages": stage_rows(reading),
        "to_do": boards.to_do(actor, reading),
        "asks": selectors.visible_asks(actor).filter(project=row).exclude(kind="research")[:20],
        "applying": selectors.to_apply(reading) if row.state == "running" else None,
        **blueprint_of(actor, row),
        "bills": selectors.open_bills(actor, reading),
        "papers": [each for each in documents_about("project", row.pk) if each.kind == "joint_opinion"],
    }
    return render(request, "projects/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@idempotent
def site(request: HttpRequest, project_id: int) -> HttpResponse:
    """Give the site's polygon myself."""
    actor, posted = actor_of(request), request.method == "POST"
    row = selectors.access_project(actor, project_id)
    data, files = (request.POST, request.FILES) if posted else (None, None)
    form = ShapeForm(data, files, initial=outline_of(row.site))
    if posted and attempt(
        form, lambda: services.set_site(actor, project_id=project_id, geojson=form.geojson())
    ):
        messages.success(request, gettext("用地范围已登记。"))
        return redirect("projects:own", project_id=project_id)
    context = {"form": form, "title": gettext("登记用地范围"), "project": row, "icon": "map-pin"}
    context |= selectors.map_of(actor, row.bureau_id)
    return render(request, "projects/own_act.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@idempotent
def prepared(request: HttpRequest, project_id: int, task_id: int) -> HttpResponse:
    """Say that something I had to prepare is begun and done."""
    actor, posted = actor_of(request), request.method == "POST"
    row = selectors.access_project(actor, project_id)
    form = NoteForm(request.POST if posted else None)
    task = row.tasks.filter(pk=task_id).first()

    def finish() -> None:
        if task is not None and task.state == "waiting":
            services.start_task(actor, project_id=project_id, task_id=task_id)
        services.finish_task(actor, project_id=project_id, task_id=task_id, note=form.cleaned_data["note"])

    if posted and attempt(form, finish):
        messages.success(request, gettext("已告知审批局，可以进入下一步。"))
        return redirect("projects:own", project_id=project_id)
    title = gettext("告知已准备好")
    context = {"form": form, "title": title, "project": row, "task": task, "icon": "check"}
    return render(request, "projects/own_act.html", context, status=422 if posted else 200)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def one_bill(request: HttpRequest, project_id: int) -> HttpResponse:
    """All open charges of the project on one bill, paid once (6.7)."""
    actor = actor_of(request)
    row = selectors.access_project(actor, project_id)
    open_now = selectors.open_bills(actor, selectors.reading_of(row))
    try:
        made = fees.merge_bills(actor, bill_ids=[bill.pk for bill in open_now])
    except (RuleViolation, Violations) as error:
        return _refused(request, project_id, error)
    return redirect("fees:bill", uid=made.uid)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def apply(request: HttpRequest, project_id: int, number: int) -> HttpResponse:
    """One form and one set for a whole stage; what is known of the project is filled in."""
    actor = actor_of(request)
    try:
        joint = services.apply_for_stage(actor, project_id=project_id, number=number)
    except (RuleViolation, Violations) as error:
        return _refused(request, project_id, error)
    return redirect("bundles:joint", joint_id=joint.pk)


def _refused(request: HttpRequest, project_id: int, error: RuleViolation | Violations) -> HttpResponse:
    for text in sentences(error):
        messages.error(request, text)
    return redirect("projects:own", project_id=project_id)
