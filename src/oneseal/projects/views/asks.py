"""Requests to departments: what mine owes, one request with every opinion, the one answer (5.11–5.15, 11.17)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor, Role
from oneseal.projects import selectors, services
from oneseal.projects.forms import CloseForm, CostsForm, MinutesForm, OpinionForm, ReasonForm
from oneseal.projects.models import Ask, Opinion
from oneseal.projects.rules.asking import AskKind, consolidated
from oneseal.projects.rules.costs import Cost
from oneseal.projects.rules.states import AskState, OpinionState, ProjectState
from oneseal.projects.services.asking import voices
from oneseal.projects.views.shared import OPINION_TONES

READERS = (*selectors.READERS, Role.LIAISON)
MOST = 200
"""Rows on one page: a department that owes more has another problem than this list."""


@require_safe
@allow(*READERS)
def opinions(request: HttpRequest) -> HttpResponse:
    """Opinions that my section or department owes, and for those who see to it all that did not come."""
    actor = actor_of(request)
    context = {
        "own": [(each, OPINION_TONES[each.state]) for each in selectors.own_opinions(actor)[:MOST]],
        "missed": selectors.missed_opinions(actor)[:MOST],
        "speaks": actor.has(*selectors.SPEAKERS),
    }
    return render(request, "projects/opinions.html", context)


@require_safe
@allow(*READERS)
def ask(request: HttpRequest, ask_id: int) -> HttpResponse:
    """One request."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_ask(actor, ask_id))


@require_POST
@allow(*READERS)
@idempotent
def give(request: HttpRequest, ask_id: int, opinion_id: int) -> HttpResponse:
    """Answer for my section or department."""
    actor = actor_of(request)
    row = selectors.access_ask(actor, ask_id)
    form = OpinionForm(request.POST, auto_id=f"id_give_{opinion_id}_%s")
    if not row.opinions.filter(pk=opinion_id).exists():
        raise Http404
    if attempt(form, lambda: services.give_opinion(actor, opinion_id=opinion_id, **form.cleaned_data)):
        messages.success(request, gettext("已答复。"))
        return redirect("projects:ask", ask_id=ask_id)
    return _show(request, actor, row, given=(opinion_id, form))


@require_http_methods(["POST"])
@allow(*selectors.KEEPERS, Role.REVIEWER, Role.SECTION_HEAD)
@idempotent
def close(request: HttpRequest, ask_id: int) -> HttpResponse:
    """The one answer."""
    actor = actor_of(request)
    row = selectors.access_ask(actor, ask_id)
    form = _close_form(row, request.POST)
    if attempt(
        form,
        lambda: services.close_ask(
            actor,
            ask_id=ask_id,
            result=form.cleaned_data.get("result", ""),
            summary=form.cleaned_data["summary"],
        ),
    ):
        messages.success(request, gettext("已汇总，文书正在生成。"))
        return redirect("projects:ask", ask_id=ask_id)
    return _show(request, actor, row, close=form)


@require_POST
@allow(*selectors.KEEPERS, Role.REVIEWER, Role.SECTION_HEAD)
@idempotent
def cancel(request: HttpRequest, ask_id: int) -> HttpResponse:
    """Call it off."""
    actor = actor_of(request)
    row = selectors.access_ask(actor, ask_id)
    form = ReasonForm(request.POST, auto_id="id_cancel_%s")
    if attempt(form, lambda: services.cancel_ask(actor, ask_id=ask_id, **form.cleaned_data)):
        messages.success(request, gettext("已取消。"))
        return redirect("projects:ask", ask_id=ask_id)
    return _show(request, actor, row, cancel=form)


@require_POST
@allow(*selectors.KEEPERS, Role.REVIEWER, Role.SECTION_HEAD)
@idempotent
def record_costs(request: HttpRequest, ask_id: int) -> HttpResponse:
    """What the evaluations cost, alone and together (5.13)."""
    actor = actor_of(request)
    row = selectors.access_ask(actor, ask_id)
    form = CostsForm(request.POST)
    if attempt(form, lambda: services.record_costs(actor, ask_id=ask_id, given=form.costs())):
        messages.success(request, gettext("评估费用已登记。"))
        return redirect("projects:ask", ask_id=ask_id)
    return _show(request, actor, row, costs=form)


@require_safe
@allow(*selectors.READERS)
def savings(request: HttpRequest) -> HttpResponse:
    """What joint evaluations saved: each, the average, the highest."""
    return render(request, "projects/savings.html", {"found": selectors.savings(actor_of(request))})


def _costs(row: Ask, lead: bool, bound: CostsForm | None) -> dict[str, Any]:
    if row.kind != AskKind.EVALUATION:
        return {}
    costs = selectors.costs_of(row)
    may = lead and row.state != AskState.CANCELLED and row.project.state == ProjectState.RUNNING
    form = bound or CostsForm(costs=[Cost(each.kind, each.alone, each.joint) for each in costs])
    return {"costs": costs, "sums": selectors.sums(costs), "costs_form": form if may else None}


def _close_form(row: Ask, data: Any = None) -> Any:
    return (MinutesForm if row.kind == AskKind.RESEARCH else CloseForm)(data, auto_id="id_close_%s")


def _show(request: HttpRequest, actor: Actor, row: Ask, **bound: Any) -> HttpResponse:
    opened = row.state == AskState.OPEN
    given = bound.get("given")
    leading = actor.has(Role.REVIEWER, Role.SECTION_HEAD) and row.lead_id in actor.sections
    leads = leading or actor.has(*selectors.KEEPERS)
    lead = opened and leads
    rows = list(row.opinions.select_related("given_by"))
    context = {
        "ask": row,
        "rows": [(each, OPINION_TONES[each.state]) for each in rows],
        "mine": [_mine(each, given) for each in rows if opened and _may_give(actor, each)],
        "comments": consolidated(voices(row)),
        "close": (bound.get("close") or _close_form(row)) if lead else None,
        "cancel": (bound.get("cancel") or ReasonForm(auto_id="id_cancel_%s")) if lead else None,
        "cancel_open": "cancel" in bound,
        "sees_project": actor.is_staff,
        **_costs(row, leads, bound.get("costs")),
    }
    return render(request, "projects/ask.html", context, status=422 if bound else 200)


def _may_give(actor: Actor, row: Opinion) -> bool:
    return (
        actor.has(*selectors.SPEAKERS) and row.unit_id in actor.sections and row.state != OpinionState.GIVEN
    )


def _mine(row: Opinion, given: Any) -> tuple[Opinion, OpinionForm]:
    form = given[1] if given and given[0] == row.pk else OpinionForm(auto_id=f"id_give_{row.pk}_%s")
    return row, form
