"""Numbers set up; the month's rates and test calls."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.helplines import selectors, services
from oneseal.helplines.forms import CheckForm, LineForm
from oneseal.helplines.views.desk import SEEING
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.queueing import selectors as queueing


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*SEEING)
@idempotent
def figures(request: HttpRequest) -> HttpResponse:
    """Answered of all by number and month, and the test calls; those who watch enter one."""
    actor = actor_of(request)
    checker = actor.has(*selectors.CHECKERS)
    posted = request.method == "POST"
    form = CheckForm(request.POST or None, lines=list(selectors.lines_in_use(actor.bureau_id)))
    if posted and attempt(form, lambda: services.check_line(actor, **form.cleaned_data)):
        messages.success(request, gettext("抽查已登记。"))
        return redirect("helplines:figures")
    first, following = selectors.month_of(_day(request.GET.get("month", "")))
    rows = selectors.connect_rates(actor.bureau_id, first)
    answered, returned = selectors.whole(rows)
    checks = list(selectors.spot_checks(actor, first))
    context: dict[str, Any] = {
        "rows": rows,
        "answered": answered,
        "returned": returned,
        "checks": checks,
        "passed": sum(one.passed for one in checks),
        "form": form if checker else None,
        "month": first,
        "before": first - timedelta(days=1),
        "after": following if following <= clock.today() else None,
    }
    return render(request, "helplines/figures.html", context, status=422 if posted else 200)


def _day(text: str) -> date:
    """A day of the month that was asked for, such as `2026-11`; else today."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.today()


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def lines(request: HttpRequest) -> HttpResponse:
    """The numbers in use, and one more."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = LineForm(request.POST or None, sections=_sections(actor), windows=_windows(actor))
    if posted and attempt(form, lambda: services.keep_line(actor, **form.cleaned_data)):
        messages.success(request, gettext("已保存。群众在办事指南、岗位公示和大厅页看得到。"))
        return redirect("helplines:lines")
    context = {"lines": selectors.lines_in_use(actor.bureau_id), "form": form}
    return render(request, "helplines/lines.html", context, status=422 if posted else 200)


def _sections(actor: Actor) -> list[Any]:
    today = clock.today()
    rows = identity.visible_organisations(actor).filter(kind__in=("section", "centre", "town_centre"))
    return [row for row in rows if row.is_open(today)]


def _windows(actor: Actor) -> list[Any]:
    return [window for hall in queueing.halls_in_use(actor) for window in queueing.windows(hall)]


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def close(request: HttpRequest, line_id: int) -> HttpResponse:
    """Take a number out of use."""
    services.close_line(actor_of(request), line_id=line_id)
    messages.success(request, gettext("已停用。"))
    return redirect("helplines:lines")
