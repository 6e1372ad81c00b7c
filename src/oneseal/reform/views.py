"""The reformer's bench: what stands in the way, what really happened, the one-page report, the event log.

Opened by the item keeper, the coordinator, heads and supervisors when a flow is to be re-made: a few times a month, to
decide which item, paper or prerequisite to take out first.
"""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.problems import sentence
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.reform import selectors, services
from oneseal.reform.apps import CASE_READERS, READERS
from oneseal.reform.rules.spending import LABELS

PERIODS = (30, 90, 365)
SHOWN = 30
"""Lines of each table on the page; the number of all stands above it."""
TYPES = {"xes": ("application/xml", "xes"), "ocel": ("application/json", "jsonocel")}


def _asked(request: HttpRequest) -> tuple[selectors.Scope, QueryDict]:
    asked = request.GET
    key = asked.get("scope") or (selectors.PICKED if asked.getlist("item") else selectors.ALL)
    return selectors.scope(actor_of(request), key, asked.getlist("item")), asked


def _period(asked: QueryDict) -> tuple[int, date, date]:
    days = next((each for each in PERIODS if str(each) == asked.get("days")), PERIODS[-1])
    today = clock.today()
    return days, today - timedelta(days=days), today


def _frame(request: HttpRequest, scope: selectors.Scope, current: str) -> dict[str, Any]:
    """What all pages of the bench share: the choice of the set, and the tabs that keep it."""
    picked = [part.code for part in scope.parts] if scope.key == selectors.PICKED else []
    query = urlencode({"scope": scope.key, "item": picked}, doseq=True)
    tabs = {
        "reform:bench": N_("卡在哪里"),
        "reform:measured": N_("时间去哪了"),
        "reform:report": N_("前后对比"),
    }
    return {
        "scope": scope,
        "scopes": selectors.scopes(actor_of(request)),
        "all_items": selectors.scope(actor_of(request), selectors.ALL).parts,
        "picked": set(picked),
        "query": query,
        "theme_id": selectors.composed_by(actor_of(request), scope.key),
        "tabs": [
            {"label": gettext(label), "url": f"{reverse(name)}?{query}", "current": name == current}
            for name, label in tabs.items()
        ],
    }


@require_safe
@allow(*READERS)
def bench(request: HttpRequest) -> HttpResponse:
    """What stands in the way of the chosen set."""
    scope, _ = _asked(request)
    found = selectors.analysis(scope)
    context = _frame(request, scope, "reform:bench") | {"found": found, "shown": SHOWN}
    context |= {
        "circles": [[found.names[code] for code in circle] for circle in found.circles[:SHOWN]],
        "chains": [([found.names[code] for code in each.items], each.days) for each in found.chains],
        "path": [found.names[code] for code in found.path],
        "savings": [
            (found.names[each.item], found.names[each.before], each.days) for each in found.savings[:SHOWN]
        ],
        "papers": _named(found.names, found.asked_twice),
        "data": _named(found.names, found.data_twice),
        "produced": [
            (each.name, found.names[each.item], [found.names[code] for code in each.makers])
            for each in found.produced[:SHOWN]
        ],
    }
    return render(request, "reform/bench.html", context)


def _named(names: Any, rows: Any) -> list[tuple[str, int, list[str]]]:
    return [(each.name, len(each.by), [names[code] for code in each.by]) for each in rows[:SHOWN]]


@require_safe
@allow(*READERS)
def measured(request: HttpRequest) -> HttpResponse:
    """Where the days of the cases that ended were lost."""
    scope, asked = _asked(request)
    days, first, last = _period(asked)
    found = selectors.measured(actor_of(request), scope, first, last)
    context = _frame(request, scope, "reform:measured") | {
        "found": found,
        "items": found.items[:SHOWN],
        "steps": found.steps[:SHOWN],
        "days": days,
        "periods": PERIODS,
        "forms": services.FORMS if actor_of(request).has(*CASE_READERS) else {},
        "labels": [gettext(label) for label in LABELS.values()],
        "series": [
            (gettext(label), [round(getattr(line, kind.value), 1) for line in found.items[:10]])
            for kind, label in LABELS.items()
        ],
        "names": [line.name for line in found.items[:10]],
    }
    return render(request, "reform/measured.html", context)


@require_safe
@allow(*READERS)
def report(request: HttpRequest) -> HttpResponse:
    """One page to print: the figures one after another and together, and what the bench found."""
    scope, asked = _asked(request)
    days, first, last = _period(asked)
    found = selectors.analysis(scope)
    context = _frame(request, scope, "reform:report") | {
        "savings": selectors.before_and_after(scope),
        "measured": selectors.measured(actor_of(request), scope, first, last).whole,
        "days": days,
        "today": last,
        "path": [found.names[code] for code in found.path],
    }
    return render(request, "reform/report.html", context)


@require_POST
@allow(*CASE_READERS)
def log(request: HttpRequest) -> HttpResponseBase:
    """The event log of what ended in the period, as a file."""
    scope, asked = _asked(request)
    _, first, last = _period(asked)
    form = request.POST.get("form", "")
    form = form if form in TYPES else "xes"
    try:
        pieces = services.export_log(actor_of(request), scope=scope, first=first, last=last, form=form)
    except RuleViolation as error:
        messages.warning(request, sentence(error))
        return HttpResponseRedirect(f"{reverse('reform:measured')}?{asked.urlencode()}")
    content_type, suffix = TYPES[form]
    response = StreamingHttpResponse(pieces, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cases-{last:%Y%m%d}.{suffix}"'
    response["Cache-Control"] = "private, no-store"
    return response
