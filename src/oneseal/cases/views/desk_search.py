"""All cases that one may see: search and filters; figures, posts and absent colleagues' work for heads."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.cases import selectors
from oneseal.cases.rules.states import LABELS
from oneseal.cases.views import desk_lists, shown
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.identity import selectors as identity
from oneseal.kernel.access import CASEWORK, Role

HEADS = (Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR, Role.SUPERVISOR)
PERIOD = timedelta(days=30)


@require_safe
@allow(*CASEWORK)
def search(request: HttpRequest) -> HttpResponse:
    """One page of the cases found."""
    actor = actor_of(request)
    layout = selectors.layout(actor, "search")
    page = selectors.search_cases(actor, layout.asked(request.GET))
    context = {
        "page": page,
        "rows": desk_lists.case_rows(layout, page.rows),
        "states": [(state.value, shown.state_label(state)) for state in LABELS if state != "draft"],
        "sections": sorted(identity.sections_by_code(actor.bureau_id).values(), key=lambda each: each.name),
        **desk_lists.tools(layout, request, selectors.capped(selectors.found_cases(actor, request.GET))),
    }
    return render(request, "cases/desk/search.html", context)


@require_safe
@allow(*HEADS)
def team(request: HttpRequest) -> HttpResponse:
    """Where the work stands: by state, by post, what is late and who has it, what nobody attends to."""
    actor, today = actor_of(request), clock.today()
    layout = selectors.layout(actor, "team")
    asked = {**layout.asked(request.GET), "due": request.GET.get("due", "overdue")}
    late = selectors.worklist(actor, asked, team=True)
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
        "rows": desk_lists.step_rows(actor, layout, late.rows),
        **desk_lists.tools(layout, request, selectors.capped(selectors.steps_found(actor, asked, team=True))),
        "orphaned": [(step, deputies.get(step.holder_id or 0, "")) for step in orphaned],
        "may_reassign": actor.has(Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR),
    }
    return render(request, "cases/desk/team.html", context)
