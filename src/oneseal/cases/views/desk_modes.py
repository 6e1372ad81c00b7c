"""Checks of commitments after the decision, and the file of broken promises (COM-3, TOL-3)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import selectors, services
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.forms.desk_modes import DishonestyForm, RepairForm
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence, status_of
from oneseal.identity import selectors as identity
from oneseal.kernel.access import CASEWORK, EXAMINING, Role
from oneseal.kernel.errors import RuleViolation

KEEPERS = (Role.SUPERVISOR, Role.COORDINATOR)


@require_safe
@allow(*EXAMINING)
def checks(request: HttpRequest) -> HttpResponse:
    """Commitments that wait to be checked or mended, the most urgent first."""
    page = selectors.check_list(actor_of(request), request.GET)
    rows = [(row, _chip(row)) for row in page.rows]
    context = {"page": page, "rows": rows, "all": bool(request.GET.get("all"))}
    return render(request, "cases/desk/checks.html", context)


def _chip(row: Any) -> Any:
    if row.state == "faulty":
        return selectors.chip_for(row.fix_by, 10, provisional=row.fix_provisional)
    return selectors.chip_for(row.check_by, 20, provisional=False) if row.state == "due" else None


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CASEWORK)
@idempotent
def dishonesty(request: HttpRequest) -> HttpResponse:
    """Who broke a promise and has not repaired it; keepers enter what other agencies found."""
    actor = actor_of(request)
    form, status = DishonestyForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.record_dishonesty(actor, **form.cleaned_data)
            except RuleViolation as error:
                refuse(form, error)
                status = status_of(error)
            else:
                messages.success(request, gettext("失信记录已登记。"))
                return redirect("cases:desk_dishonesty")
    page = selectors.dishonesty_list(actor, request.GET)
    context = {
        "page": page,
        "rows": [(row, identity.masked(row.applicant)) for row in page.rows],
        "form": form if actor.has(*KEEPERS) else None,
        "repair": RepairForm(),
        "all": bool(request.GET.get("all")),
    }
    return render(request, "cases/desk/dishonesty.html", context, status=status)


@require_POST
@allow(*KEEPERS)
@idempotent
def repair(request: HttpRequest, record_id: int) -> HttpResponse:
    """Credit was repaired."""
    form = RepairForm(request.POST)
    try:
        reason = form.cleaned_data["repair"] if form.is_valid() else ""
        services.repair_dishonesty(actor_of(request), record_id=record_id, repair=reason)
    except RuleViolation as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, gettext("已登记信用修复。"))
    return redirect("cases:desk_dishonesty")
