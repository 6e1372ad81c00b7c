"""Figures by region, level by level, by section and centre; what applicants were spared."""

from dataclasses import astuple
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.cases import selectors
from oneseal.cases.views.desk_search import HEADS
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.identity import selectors as identity
from oneseal.kernel.errors import RuleViolation

PERIODS = (30, 90, 365)


@require_safe
@allow(*HEADS)
def regions(request: HttpRequest) -> HttpResponse:
    """`?region=` is the division that is divided (the bureau's), `whose` applicant or receiver, `days` the period."""
    actor, asked, today = actor_of(request), request.GET, clock.today()
    whose = asked.get("whose", "") if asked.get("whose", "") in selectors.WHOSE else "applicant"
    days = int(asked["days"]) if asked.get("days", "") in {str(each) for each in PERIODS} else PERIODS[0]
    own = identity.access_organisation(actor, actor.bureau_id).region_id or ""
    code = asked.get("region", "").strip() or own
    context = {"whose": whose, "days": days, "periods": PERIODS, "own": own, "problem": False}
    try:
        context["region"] = identity.region(code)
        first = today - timedelta(days=days)
        rows = selectors.figures_by_region(actor, code, first, today, whose=whose)
        context["rows"] = [row for row in rows if row.kind == "below" or any(astuple(row.figures))]
    except RuleViolation:
        context["problem"] = True
    status = 404 if context["problem"] and asked.get("region") else 200
    return render(request, "cases/desk/regions.html", context, status=status)


@require_safe
@allow(*HEADS)
def saved(request: HttpRequest) -> HttpResponse:
    """Materials and visits that applicants were spared in a period, in all and by item."""
    actor, asked, today = actor_of(request), request.GET, clock.today()
    days = int(asked["days"]) if asked.get("days", "") in {str(each) for each in PERIODS} else PERIODS[-1]
    rows = selectors.saved_by_item(actor, today - timedelta(days=days), today)
    sums = {name: sum(getattr(found, name) for _, found in rows) for name in ("cases", "materials", "trips")}
    context = {"rows": rows, "sums": sums, "days": days, "periods": PERIODS}
    return render(request, "cases/desk/saved.html", context)


@require_safe
@allow(*HEADS)
def units(request: HttpRequest) -> HttpResponse:
    """What sections and subordinate centres did in a period."""
    actor, asked, today = actor_of(request), request.GET, clock.today()
    days = int(asked["days"]) if asked.get("days", "") in {str(each) for each in PERIODS} else PERIODS[0]
    rows = selectors.report_by_unit(actor, today - timedelta(days=days), today)
    return render(request, "cases/desk/units.html", {"rows": rows, "days": days, "periods": PERIODS})
