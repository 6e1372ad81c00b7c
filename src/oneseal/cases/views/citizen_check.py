"""The last step: read everything once more, declare, hand in; then the receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.assurance import selectors as assurance
from oneseal.assurance.rules.levels import Purpose
from oneseal.cases import extensions, selectors, services
from oneseal.cases.forms.citizen import HandInForm
from oneseal.cases.rules.states import CaseState
from oneseal.cases.views import citizen_kit as kit
from oneseal.cases.views import shown
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import status_of
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@idempotent
def check(request: HttpRequest, case_id: int) -> HttpResponse:
    """Everything on one page; one press hands it in."""
    page = kit.fillable(request, case_id)
    if isinstance(page, HttpResponse):
        return page
    if page.case.state != CaseState.DRAFT:
        return redirect("cases:case", case_id=case_id)
    posted = request.POST if request.method == "POST" else None
    form = _form(page, posted)
    told: list[kit.Problem] = []
    status = 200
    if posted is not None:
        status = 422
        if form.is_valid():
            try:
                _hand_in(request, case_id, form)
            except (RuleViolation, Violations) as error:
                told, status = kit.problems(page, error), status_of(error)
            else:
                return redirect("cases:receipt", case_id=case_id)
    line = kit.stages(page, "check")
    context = {
        "page": page,
        "case": page.case,
        "form": form,
        "problems": told,
        "cards": kit.cards(page),
        "parts": page.summary(mask=False) if page.form else [],
        "answers": shown.answers(page.situation),
        "stages": line,
        "assured": assurance.shown_for(
            actor_of(request), selectors.matter_of(page.case, page.content, Purpose.HAND_IN)
        ),
        "prove_url": kit.prove_url(case_id),
        "back": kit.neighbours(line)[0],
        "offered": extensions.draft_links_of(actor_of(request), page.case),
    }
    return render(request, "cases/citizen/check.html", context, status=status)


def _form(page: selectors.CasePage, posted: Any) -> HandInForm:
    """With the promise where materials may come later (TOL-1), and the choice of a commitment (COM-1)."""
    initial = {"delivery": page.case.wanted_delivery}
    owed = "、".join(kit.tolerable_missing(page))
    return HandInForm(posted, initial=initial, owed=owed, pledge=kit.pledge(page))


def _hand_in(request: HttpRequest, case_id: int, form: HandInForm) -> None:
    actor = actor_of(request)
    services.save_draft(actor, case_id=case_id, delivery=form.cleaned_data["delivery"])
    services.submit_case(actor, case_id=case_id, **form.chosen())


@require_safe
@allow(Role.CITIZEN)
def receipt(request: HttpRequest, case_id: int) -> HttpResponse:
    """It has arrived: number, what comes next, until when, the receipt as PDF."""
    page = selectors.case_page(actor_of(request), case_id)
    if not page.case.number:
        return redirect("cases:case", case_id=case_id)
    receipts: list[Any] = [each for each in page.documents if getattr(each, "kind", "") == "receipt"]
    context = {"page": page, "case": page.case, "receipt": receipts[-1] if receipts else None}
    return render(request, "cases/citizen/receipt.html", context)
