"""All cases that one may see: search, filters, export; figures, posts and absent colleagues' work for heads."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from oneseal.cases import selectors, services
from oneseal.cases.rules.states import LABELS, RUNNING
from oneseal.cases.views import shown
from oneseal.cases.views.desk_case import DESK
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.problems import sentence
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation

HEADS = (Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR, Role.SUPERVISOR)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PERIOD = timedelta(days=30)


@require_safe
@allow(*DESK)
def search(request: HttpRequest) -> HttpResponse:
    """One page of the cases found."""
    actor = actor_of(request)
    page = selectors.search_cases(actor, request.GET)
    asked = request.GET.copy()
    for name in ("after", "before", "size"):
        asked.pop(name, None)
    context = {
        "page": page,
        "rows": [_row(case) for case in page.rows],
        "states": [(state.value, shown.state_label(state)) for state in LABELS if state != "draft"],
        "sections": sorted(identity.sections_by_code(actor.bureau_id).values(), key=lambda each: each.name),
        "asked": asked.urlencode(),
        "limit": services.EXPORT_LIMIT,
        "narrowed": any(asked.values()),
    }
    return render(request, "cases/desk/search.html", context)


def _row(case: Any) -> dict[str, Any]:
    chip = selectors.due_chip(case, case.promised_due) if case.state in RUNNING else None
    if case.state in {"submitted", "corrected"}:
        chip = selectors.answer_chip(case)
    return {
        "case": case,
        "state": shown.state_label(case.state),
        "tone": shown.state_tone(case.state),
        "chip": chip,
    }


@require_POST
@allow(*DESK)
def export(request: HttpRequest) -> HttpResponse:
    """The cases found as .xlsx; who took it out is journaled."""
    asked = {name: str(value) for name, value in request.GET.items()}
    try:
        content = services.export_cases(actor_of(request), asked)
    except RuleViolation as error:
        messages.warning(request, sentence(error))
        return redirect(f"{reverse('cases:desk_search')}?{request.GET.urlencode()}")
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="cases-{clock.today():%Y%m%d}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@allow(*HEADS)
def team(request: HttpRequest) -> HttpResponse:
    """Where the work stands: by state, by post, what is late and who has it, what nobody attends to."""
    actor, today = actor_of(request), clock.today()
    late = selectors.worklist(
        actor, {**request.GET.dict(), "due": request.GET.get("due", "overdue")}, team=True
    )
    states = [(state, shown.state_label(state), n) for state, n in selectors.by_state(actor)]
    orphaned = selectors.orphaned_steps(actor)
    deputies = identity.deputies(actor.bureau_id, {step.holder_id for step in orphaned if step.holder_id})
    context = {
        "figures": selectors.figures(actor, today - PERIOD, today),
        "states": states,
        "posts": selectors.counts_by_post(actor),
        "units": selectors.counts_by_unit(actor),
        "unit": request.GET.get("unit", ""),
        "late": late,
        "late_rows": [
            (step, chip, shown.step_label(step.state)) for step, chip in selectors.step_chips(late.rows)
        ],
        "orphaned": [(step, deputies.get(step.holder_id or 0, "")) for step in orphaned],
        "may_reassign": actor.has(Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR),
    }
    return render(request, "cases/desk/team.html", context)
