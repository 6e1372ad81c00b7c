"""The desk's first page and its search over everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from oneseal.cases import selectors as cases
from oneseal.foundation import clock, pages
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.kernel.access import AT_DESK
from oneseal.portal import selectors
from oneseal.portal.selectors import beginning

FIRST = 10
WORK = "cases:desk_work"


@require_safe
@allow(*AT_DESK)
def desk(request: HttpRequest) -> HttpResponse:
    """My work: what is due, what waits, and where to go."""
    actor = actor_of(request)
    if not actor.is_staff:
        return redirect("supervision:pushes")
    first = cases.worklist(actor, {}).rows[:FIRST]
    context = {
        "today": clock.today(),
        "work": cases.work_counts(actor),
        "steps": [(step, cases.step_chip(step)) for step in first],
        "with_directory": not first,
        "works": any(item.url_name == WORK and actor.has(*item.roles) for item in pages.offered()),
        "first_steps": beginning.first_steps(actor),
    }
    return render(request, "portal/desk.html", context)


@require_safe
@allow_staff
def desk_search(request: HttpRequest) -> HttpResponse:
    """Cases, items and people that match the words."""
    query = request.GET.get("q", "").strip()[:60]
    groups = selectors.everything(actor_of(request), query) if query else []
    return render(request, "portal/desk_search.html", {"query": query, "groups": groups})
