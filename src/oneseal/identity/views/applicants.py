"""The clerk's pages of applicants: find, correct, enter an authorisation given on paper, reset a password."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors, services
from oneseal.identity.forms import attempt
from oneseal.identity.forms.account import AuthoriseForm
from oneseal.identity.forms.applicants import CorrectForm, SeenForm
from oneseal.kernel.access import Actor, Role


@require_GET
@allow(Role.CLERK)
def applicants(request: HttpRequest) -> HttpResponse:
    """Find a registered person or organisation by number, phone or name."""
    asked = request.GET.get("q", "").strip()[:120]
    found = [selectors.masked(each) for each in selectors.find_applicants(actor_of(request), asked)]
    return render(request, "identity/applicants.html", {"q": asked, "rows": found})


@require_GET
@never_cache
@allow(Role.CLERK)
def applicant(request: HttpRequest, applicant_id: int) -> HttpResponse:
    """What is entered about an applicant, and what a clerk may do about it."""
    return _page(request, actor_of(request), applicant_id)


@require_POST
@never_cache
@allow(Role.CLERK)
@limit("60/m", by="account")
@idempotent
def applicant_act(request: HttpRequest, applicant_id: int, name: str) -> HttpResponse:
    """One act on an applicant; a refusal shows the page again with what was typed."""
    actor = actor_of(request)
    given = {name: form for name, form in _forms(actor, applicant_id, request).items()}
    if name not in given:
        raise Http404
    form, shown = given[name], list[tuple[str, str]]()
    if not attempt(form, lambda: shown.extend(_run(actor, applicant_id, name, form.cleaned_data))):
        return _page(request, actor, applicant_id, **{name: form})
    if shown:
        return _page(request, actor, applicant_id, given_password=shown[0])
    messages.success(request, gettext("已保存。"))
    return redirect("identity:applicant", applicant_id)


def _run(actor: Actor, applicant_id: int, name: str, data: dict[str, Any]) -> list[tuple[str, str]]:
    """Do it; login name and one-time password come back to be shown once."""
    if name == "reset":
        return [services.reset_at_window(actor, applicant_id, seen=data["seen"])]
    acts: dict[str, Callable[[], object]] = {
        "correct": lambda: services.correct_applicant(
            actor,
            applicant_id,
            services.Particulars("", data["name"], "", "", data["phone"], data["legal_representative"]),
            address=data["address"],
            reason=data["reason"],
        ),
        "authorise": lambda: services.give_authorisation(actor, data.pop("principal"), **data),
    }
    acts[name]()
    return []


def _forms(actor: Actor, applicant_id: int, request: HttpRequest | None = None) -> dict[str, Any]:
    """The page's forms, filled from the request where there is one."""
    sent = request.POST if request else None
    row = selectors.access_applicant(actor, applicant_id)
    now = {name: getattr(row, name) for name in ("name", "legal_representative", "address")}
    principal = [(row.pk, row.name)]
    start = {"principal": row.pk, "from_on": clock.today()}
    return {
        "correct": CorrectForm(sent, initial=now, person=row.kind == "person"),
        "authorise": AuthoriseForm(sent, principals=principal, initial=start),
        "reset": SeenForm(sent),
    }


def _page(
    request: HttpRequest,
    actor: Actor,
    applicant_id: int,
    *,
    given_password: tuple[str, str] | None = None,
    **bound: Any,
) -> HttpResponse:
    found = selectors.access_applicant(actor, applicant_id)
    page = {
        **_forms(actor, applicant_id),
        **bound,
        "found": selectors.masked(found),
        "account": selectors.account_of_applicant(applicant_id),
        "authorisations": selectors.authorisations_of(actor, applicant_id),
        "given_password": given_password,
    }
    status = 422 if any(form.errors for form in bound.values()) else 200
    return render(request, "identity/applicant.html", page, status=status)
