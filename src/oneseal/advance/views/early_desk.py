"""Early services on the desk (inventory 5.18)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.advance import selectors, services
from oneseal.advance.forms import AskForm, ItemForm, ListForm
from oneseal.advance.views.early_shared import TONES, do, show
from oneseal.cases.forms.desk_window import SituationForm
from oneseal.cases.views.citizen_start import answered, answers_sent
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.situations import resolve
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.pages import tabs
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import CASEWORK, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

PAGE = "advance/desk/early.html"
ACTORS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD, Role.COORDINATOR)


@require_safe
@allow(*CASEWORK)
def services_list(request: HttpRequest) -> HttpResponse:
    """Services that are open, those that became applications, all; and what they brought."""
    actor, view = actor_of(request), request.GET.get("view", "open")
    page = selectors.early_list(actor, request.GET)
    context = {
        "page": page,
        "rows": [(row, TONES[row.state], selectors.early_chip(row)) for row in page.rows],
        "figures": selectors.measured(actor),
        "may_ask": actor.has(*selectors.ASKERS),
        "view": view,
        "tabs": tabs(selectors.EARLY_VIEWS, view, reverse("advance:desk_early_list")),
    }
    return render(request, "advance/desk/early_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.ASKERS)
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Ask for somebody: at the window, or on a visit to a project."""
    actor = actor_of(request)
    posted = request.method == "POST"
    data = request.POST if posted else None
    items = list(catalog.visible_items(actor).filter(status="active").order_by("name"))
    projects = list(selectors.standing_projects(actor.bureau_id).order_by("-year", "name")[:200])
    which = ItemForm(data, items=items, initial={"item": request.GET.get("item", "")})
    form = AskForm(data, applicants=None, projects=projects)
    made: list[Any] = []
    if posted and which.is_valid() and attempt(form, lambda: made.append(_ask(request, which, form))):
        messages.success(request, gettext("已登记，编号 %(number)s。") % {"number": made[0].number})
        return redirect("advance:desk_early", service_id=made[0].pk)
    context = {"form": form, "which": which}
    return render(request, "advance/desk/early_new.html", context, status=422 if posted else 200)


def _ask(request: HttpRequest, which: ItemForm, form: AskForm) -> Any:
    actor = actor_of(request)
    found = identity.applicant_by_number(form.cleaned_data["number"].strip())
    if found is None:
        text = N_("没有这个证件号码的申请人，请先在“收件”里登记，再来办。")
        raise NotFound("no_such_applicant", text, field="number")
    return services.ask_early(
        actor,
        item_id=catalog.item_by_code(actor, which.cleaned_data["item"]).pk,
        applicant_id=found.pk,
        matter=form.cleaned_data["matter"],
        project_id=form.cleaned_data.get("project"),
    )


@require_safe
@allow(*CASEWORK)
def early(request: HttpRequest, service_id: int) -> HttpResponse:
    """One service."""
    actor = actor_of(request)
    return show(request, actor, selectors.access_early(actor, service_id), PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.REVIEWER, Role.SECTION_HEAD)
@idempotent
def give_list(request: HttpRequest, service_id: int) -> HttpResponse:
    """The list of what to prepare: answers first, then a note beside each material of that situation."""
    actor = actor_of(request)
    row = selectors.access_early(actor, service_id)
    version = catalog.current_version(row.item_id)
    if version is None:
        raise NotFound("item_closed", N_("这个事项目前不能办理，请先确认事项。"))
    content = catalog.content_of(version)
    posted = request.method == "POST"
    situation = resolve(content, answers_sent(request, content) if posted else row.answers)
    questions = SituationForm(request.POST if posted else None, situation=situation)
    noted = {f"note_{each['code']}": each["note"] for each in row.prepared}
    initial = {**noted, "advice": row.advice}
    looking = posted and "look" in request.POST
    form = ListForm(
        request.POST if posted and not looking else None,
        materials=situation.materials,
        initial={**initial, **{name: request.POST[name] for name in request.POST if looking}},
    )
    sent = posted and not looking and form.is_valid() and answered(questions, situation)
    if sent and attempt(
        form,
        lambda: services.give_list(
            actor,
            service_id=row.pk,
            answers=situation.answers,
            notes=form.notes,
            advice=form.cleaned_data["advice"],
        ),
    ):
        messages.success(request, gettext("清单已发给申请人。"))
        return redirect("advance:desk_early", service_id=row.pk)
    context = {"early": row, "questions": questions, "situation": situation, "form": form}
    status = 422 if posted and not looking else 200
    return render(request, "advance/desk/early_listing.html", context, status=status)


@require_POST
@allow(*ACTORS)
@idempotent
def act(request: HttpRequest, service_id: int, verb: str) -> HttpResponse:
    """Take it, say something, hand it on, end it."""
    return do(request, actor_of(request), service_id, verb, PAGE, "advance:desk_early")
