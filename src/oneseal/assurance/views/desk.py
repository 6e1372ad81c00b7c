"""The desk: whose documents were compared today, a second look, and one for whom no case is open yet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.assurance import selectors, services
from oneseal.assurance.forms import SeeAnybodyForm
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence, status_of
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_


@require_safe
@allow(Role.CLERK)
def checks(request: HttpRequest) -> HttpResponse:
    """Today's checks of the bureau, newest first."""
    return _show(request)


def _show(request: HttpRequest, refused: str = "", status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    rows = selectors.visible_checks(actor).filter(at__gte=clock.midnight(clock.today()))[:100]
    context: dict[str, Any] = {
        "rows": [
            (row, identity.masked(row.person), row.way == "document" and row.staff_id != actor.staff_id)
            for row in rows
        ],
        "refused": refused,
    }
    return render(request, "assurance/desk/checks.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK)
@idempotent
def see(request: HttpRequest) -> HttpResponse:
    """Compare the document of somebody for whom no case is open, as before a filing."""
    actor = actor_of(request)
    form = SeeAnybodyForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        said = form.cleaned_data
        party = identity.applicant_by_number(said["party"] or said["number"])
        if party is None:
            text = N_("没有这个证件号码的申请人，请先在“收件”里登记，再来核对。")
            raise NotFound("no_such_applicant", text, field="party" if said["party"] else "number")
        services.see_document(
            actor,
            applicant_id=party.pk,
            agent_id=None,
            item_code="",
            number=said["number"],
            same=said["same"],
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, gettext("已登记：今天在本局窗口办这位申请人的事都算数。"))
        return redirect("assurance:checks")
    context = {"form": form, "about": "", "back": reverse("assurance:checks")}
    return render(request, "assurance/desk/see.html", context, status=422 if form.errors else 200)


@require_POST
@allow(Role.CLERK)
@idempotent
def confirm(request: HttpRequest, check_id: int) -> HttpResponse:
    """The second officer's look."""
    try:
        services.confirm_check(actor_of(request), check_id=check_id)
    except RuleViolation as error:
        return _show(request, sentence(error), status_of(error))
    messages.success(request, gettext("已复核：人证一致。"))
    return redirect("assurance:checks")
