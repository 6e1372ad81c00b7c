"""The key-project list: for everybody, and kept on the desk (inventory 11.4)."""

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.advance import selectors, services
from oneseal.advance.forms import GreenForm, ImportForm, ProjectForm, ReasonForm
from oneseal.advance.models import KeyProject
from oneseal.advance.rules.projects import COLUMNS, INDUSTRIES, LEVELS, years_in_force
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.identity.forms import attempt
from oneseal.kernel.access import CASEWORK

SAMPLE = (
    "2026",
    "市级",
    "2026-990181-30-03-100001",
    "示例：精密零部件生产线",
    "示例精密制造有限公司",
    "91530100MA6N000000",
    "工业",
    "云政发〔2026〕3号",
)


@require_safe
@allow_everyone
def public(request: HttpRequest) -> HttpResponse:
    """The annual plan of key projects, for everybody."""
    context = {
        "page": selectors.public_projects(request.GET),
        "years": selectors.public_years(),
        "year": request.GET.get("year", ""),
        "q": request.GET.get("q", "").strip(),
    }
    return render(request, "advance/projects.html", context)


@require_safe
@allow_everyone
def public_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One project, and what being on the plan means."""
    row = selectors.public_project(uid)
    context = {"project": row, "standing": _standing(row), "industry": row.industry == "industry"}
    return render(request, "advance/project_public.html", context)


def _standing(row: KeyProject) -> bool:
    return row.removed_on is None and row.year in years_in_force(clock.today())


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CASEWORK)
@idempotent
def desk(request: HttpRequest) -> HttpResponse:
    """The list; its keeper enters single projects here."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = ProjectForm(request.POST if posted else None, initial={"year": clock.today().year})
    if posted and attempt(form, lambda: services.list_project(actor, form.entry())):
        messages.success(request, gettext("已列入年度重点项目计划，公开页同时更新。"))
        return redirect("advance:projects")
    return _desk(request, form, ImportForm(), 422 if posted else 200)


def _desk(request: HttpRequest, form: ProjectForm, taken: ImportForm, status: int) -> HttpResponse:
    actor = actor_of(request)
    keeper = actor.has(*selectors.KEEPERS)
    context = {
        "page": selectors.project_list(actor, request.GET),
        "years": selectors.public_years(),
        "form": form if keeper else None,
        "take_over": taken if keeper else None,
        "all": bool(request.GET.get("all")),
        "refused": status != 200,
    }
    return render(request, "advance/desk/projects.html", context, status=status)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def take_over(request: HttpRequest) -> HttpResponse:
    """Import the whole plan from a CSV file."""
    form = ImportForm(request.POST, request.FILES)
    told: dict[str, int] = {}

    def take() -> None:
        content = form.cleaned_data["file"].read()
        told.update(services.import_projects(actor_of(request), content=content))

    if attempt(form, take):
        done = gettext("已导入：新列入 %(new)d 个，调整 %(changed)d 个，没有变化 %(same)d 个。") % told
        messages.success(request, done)
        return redirect("advance:projects")
    return _desk(request, ProjectForm(initial={"year": clock.today().year}), form, 422)


@require_safe
@allow(*selectors.KEEPERS)
def sample(request: HttpRequest) -> HttpResponse:
    """A file to fill in, with the right first line."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="key-projects.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(COLUMNS.values())
    writer.writerow(SAMPLE)
    return response


@require_safe
@allow(*CASEWORK)
def one(request: HttpRequest, project_id: int) -> HttpResponse:
    """One project with its history."""
    return _one(request, selectors.access_project(actor_of(request), project_id), {})


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def act(request: HttpRequest, project_id: int, verb: str) -> HttpResponse:
    """Take it off the plan, or put it on the green channel."""
    actor = actor_of(request)
    row = selectors.access_project(actor, project_id)
    form: Any
    if verb == "remove":
        form = ReasonForm(request.POST, auto_id="id_remove_%s")
        done = attempt(form, lambda: services.remove_project(actor, project_id=row.pk, **form.cleaned_data))
        text = gettext("已移出年度重点项目计划。")
    elif verb == "green":
        form = GreenForm(request.POST, auto_id="id_green_%s")
        done = attempt(form, lambda: services.green_project(actor, project_id=row.pk, **form.cleaned_data))
        text = gettext("已列入绿色通道，建设单位的申请优先办。")
    else:
        raise Http404
    if done:
        messages.success(request, text)
        return redirect("advance:project", project_id=row.pk)
    return _one(request, row, {verb: form})


def _one(request: HttpRequest, row: KeyProject, bound: dict[str, Any]) -> HttpResponse:
    actor = actor_of(request)
    standing = _standing(row)
    may = actor.has(*selectors.KEEPERS)
    forms = {
        "green": bound.get("green") or GreenForm(auto_id="id_green_%s"),
        "remove": bound.get("remove") or ReasonForm(auto_id="id_remove_%s"),
    }
    shown = {verb for verb in forms if may and row.removed_on is None and (standing or verb == "remove")}
    context = {
        "project": row,
        "standing": standing,
        "facts": _facts(row),
        "forms": {verb: form for verb, form in forms.items() if verb in shown},
        "timeline": timeline(Subject("key_project", row.pk)),
    }
    return render(request, "advance/desk/project.html", context, status=422 if bound else 200)


def _facts(row: KeyProject) -> list[tuple[str, object]]:
    return [
        (gettext("年度"), str(row.year)),
        (gettext("级别"), gettext(LEVELS[row.level])),
        (gettext("项目代码"), row.code),
        (gettext("建设单位"), row.owner),
        (gettext("统一社会信用代码"), row.owner_code),
        (gettext("行业"), gettext(INDUSTRIES[row.industry])),
        (gettext("批准文号"), row.approved_by),
    ]
