"""The delivery counter: find by pick-up code or number, check who takes it, hand over (LIC-14)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.assurance import selectors as assurance
from oneseal.assurance.rules.levels import Purpose
from oneseal.cases import extensions, selectors, services
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.forms.desk_delivery import HandOverForm
from oneseal.cases.rules.commitment import Standing
from oneseal.cases.rules.states import Act
from oneseal.cases.views import shown
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import status_of
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations

HANDED = ("grant_decision", "refusal_decision", "certificate_annul")
"""Kinds of documents that are handed over with the result."""


@require_safe
@allow(Role.CLERK)
def counter(request: HttpRequest) -> HttpResponse:
    """Results that wait to be handed over; a code or number that fits one case opens it at once."""
    page = selectors.delivery_list(actor_of(request), request.GET)
    if request.GET.get("q", "").strip() and len(page.rows) == 1 and not page.next:
        return redirect("cases:desk_deliver", case_id=page.rows[0].pk)
    return render(request, "cases/desk/delivery.html", {"page": page, "rows": page.rows})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK)
@idempotent
def deliver(request: HttpRequest, case_id: int) -> HttpResponse:
    """Hand over with the code and the identity document; where it lies and how it goes there is the panels' matter."""
    page = selectors.case_page(actor_of(request), case_id)
    if page.delivery is None or page.case.state not in {"granted", "refused"}:
        messages.info(request, gettext("这个办件没有待送达的结果，下面是最新进展。"))
        return redirect("cases:desk_case", case_id=case_id)
    hand = HandOverForm(initial=_recipient(page))
    status = 200
    if request.method == "POST":
        hand = HandOverForm(request.POST)
        done, status = _hand_over(request, page, hand)
        if done:
            return done
    context = {
        "page": page,
        "case": page.case,
        "delivery": page.delivery,
        "assured": assurance.shown_for(
            actor_of(request), selectors.matter_of(page.case, page.content, Purpose.COLLECT)
        ),
        "prove_url": reverse("cases:desk_identity", args=[case_id, "deliver"]),
        "panels": extensions.panels_of(actor_of(request), page.case, extensions.DELIVERY),
        "away": _away(page),
        "hand": hand,
        "applicant": identity.masked(page.case.applicant),
        "state": shown.state_label(page.case.state),
        "tone": shown.state_tone(page.case.state),
        "handed": HANDED,
        "annulled": page.case.committed and _annulled(page.case),
    }
    return render(request, "cases/desk/deliver.html", context, status=status)


def _recipient(page: selectors.CasePage) -> dict[str, str]:
    person = page.case.agent or page.case.applicant
    return {"recipient": person.name if person.kind == "person" else ""}


def _away(page: selectors.CasePage) -> bool:
    """Whether the result is not at the counter: a courier has it, or it lies behind a door."""
    by_courier = page.delivery is not None and page.delivery.method == "courier"
    return (by_courier and extensions.hinders(Act.DELIVER, page.case)) or extensions.hinders(
        extensions.COUNTER, page.case
    )


def _annulled(case: Any) -> bool:
    row = selectors.commitment_of(case)
    return row is not None and row.state == Standing.REVOKED


def _hand_over(
    request: HttpRequest, page: selectors.CasePage, form: HandOverForm
) -> tuple[HttpResponse | None, int]:
    if not form.is_valid():
        return None, 422
    said: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "signed"}
    try:
        services.deliver_case(actor_of(request), case_id=page.case.pk, **said)
    except (RuleViolation, Violations) as error:
        refuse(form, error)
        return None, status_of(error)
    messages.success(request, gettext("已送达，办件办结，送达回证见“文书”。"))
    return redirect("cases:desk_case", case_id=page.case.pk), 302
