"""The green channel: its list on the desk, its rules for everybody (inventory 3.29)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import selectors, services
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.forms.desk_modes import EndGreenForm, GreenForm
from oneseal.cases.rules.green import KINDS, RULES
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.identity import selectors as identity
from oneseal.kernel.access import CASEWORK, Role
from oneseal.kernel.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CASEWORK)
@idempotent
def green(request: HttpRequest) -> HttpResponse:
    """Who goes first, why and until when; the coordinator puts on and takes off."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = GreenForm(request.POST if posted else None, initial={"from_on": clock.today()})
    if posted and form.is_valid():
        try:
            services.list_green(actor, **form.cleaned_data)
        except RuleViolation as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("已列入绿色通道。"))
            return redirect("cases:desk_green")
    page = selectors.green_list(actor, request.GET)
    context = {
        "page": page,
        "rows": [(row, identity.masked(row.applicant), _standing(row)) for row in page.rows],
        "form": form if actor.has(Role.COORDINATOR) else None,
        "figures": selectors.green_figures(actor),
        "all": bool(request.GET.get("all")),
        "sort": request.GET.get("sort", "from"),
        "sorts": [(key, gettext(name)) for key, (name, _order) in selectors.GREEN_SORTS.items()],
    }
    return render(request, "cases/desk/green.html", context, status=422 if posted else 200)


def _standing(row: Any) -> tuple[str, str]:
    if row.ended_on:
        return gettext("已移出"), "grey"
    if row.until < clock.today():
        return gettext("已到期"), "grey"
    if row.from_on > clock.today():
        return gettext("未开始"), "blue"
    return gettext("有效"), "green"


@require_POST
@allow(Role.COORDINATOR)
@idempotent
def end(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Take somebody off."""
    form = EndGreenForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        services.end_green(actor_of(request), entry_id=entry_id, reason=reason)
    except RuleViolation as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, gettext("已移出绿色通道。"))
    return redirect("cases:desk_green")


@require_safe
@allow_everyone
def rules(request: HttpRequest) -> HttpResponse:
    """The rules, and the enterprises and projects on the list; persons are not named."""
    context = {
        "rules": [gettext(rule) for rule in RULES],
        "rows": [(gettext(KINDS[row.kind]), row) for row in selectors.green_public()],
    }
    return render(request, "cases/green_rules.html", context)
