"""Pre-review on commitment on the desk (inventory 5.7)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.advance import selectors, services
from oneseal.advance.forms import AdmitForm, OpinionForm, PressForm, ReasonForm
from oneseal.advance.models import PreReview
from oneseal.advance.rules.promises import SUBJECTS
from oneseal.advance.selectors import reviews as reads
from oneseal.advance.selectors.early import ADVISERS
from oneseal.advance.views.reviews_shared import TONES, show
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.pages import tabs
from oneseal.identity.forms import attempt
from oneseal.kernel.access import CASEWORK, Actor, Role

PAGE = "advance/desk/review.html"
ACTORS = (Role.REVIEWER, Role.SECTION_HEAD, Role.COORDINATOR, Role.BUREAU_HEAD)
Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, Act] = {
    "admit": lambda actor, pk, form: services.admit_review(actor, review_id=pk, sections=form.sections),
    "refuse": lambda actor, pk, form: services.refuse_review(actor, review_id=pk, **form.cleaned_data),
    "opinion": lambda actor, pk, form: services.give_opinion(actor, review_id=pk, **form.cleaned_data),
    "issue": lambda actor, pk, form: services.issue_opinion(actor, review_id=pk),
    "lapse": lambda actor, pk, form: services.lapse_review(actor, review_id=pk, **form.cleaned_data),
}


@require_safe
@allow(*CASEWORK)
def reviews(request: HttpRequest) -> HttpResponse:
    """Pre-reviews that run, those whose promises run, all."""
    actor, view = actor_of(request), request.GET.get("view", "open")
    page = reads.review_list(actor, request.GET)
    context = {
        "page": page,
        "rows": [(row, TONES[row.state]) for row in page.rows],
        "view": view,
        "tabs": tabs(reads.REVIEW_VIEWS, view, reverse("advance:desk_reviews")),
    }
    return render(request, "advance/desk/reviews.html", context)


@require_safe
@allow(*CASEWORK)
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    """One pre-review."""
    actor = actor_of(request)
    return _show(request, actor, reads.access_review(actor, review_id))


@require_POST
@allow(*ACTORS)
@idempotent
def act(request: HttpRequest, review_id: int, verb: str) -> HttpResponse:
    """Admit, refuse, give an opinion, issue, let lapse."""
    actor = actor_of(request)
    row = reads.access_review(actor, review_id)
    if verb not in ACTS:
        raise Http404
    form = _form(verb, row, request.POST)
    if attempt(form, lambda: ACTS[verb](actor, review_id, form)):
        messages.success(request, gettext("已办理，建设单位会收到通知。"))
        return redirect("advance:desk_review", review_id=review_id)
    key = f"opinion:{request.POST.get('subject', '')}" if verb == "opinion" else verb
    return _show(request, actor, row, {key: form}, refused=form)


def _form(verb: str, row: PreReview, data: Any = None, subject: str = "") -> Any:
    auto_id = f"id_{verb}{subject}_%s"
    if verb == "admit":
        about = {each.about for each in reads.files_of(row)}
        sections = selectors.possible_sections(row.bureau_id)
        subjects = [code for code in SUBJECTS if code in about]
        return AdmitForm(data, subjects=subjects, sections=sections, auto_id=auto_id)
    kinds: dict[str, Any] = {"opinion": OpinionForm, "issue": PressForm}
    return kinds.get(verb, ReasonForm)(data, auto_id=auto_id, initial={"subject": subject})


def _show(
    request: HttpRequest,
    actor: Actor,
    row: PreReview,
    bound: dict[str, Any] | None = None,
    refused: Any = None,
) -> HttpResponse:
    held = bound or {}
    acts = reads.review_acts(actor, row)
    forms: list[tuple[str, str, Any]] = [
        (verb, "", held.get(verb) or _form(verb, row))
        for verb in ("admit", "issue", "lapse", "refuse")
        if verb in acts
    ]
    if row.state == "admitted" and actor.has(*ADVISERS) and row.applicant_id not in actor.own_applicants:
        forms += [
            (
                "opinion",
                gettext(SUBJECTS[each.subject]),
                held.get(f"opinion:{each.subject}") or _form("opinion", row, subject=each.subject),
            )
            for each in reads.opinions_of(row)
            if each.section_id in actor.sections
        ]
    return show(request, actor, row, PAGE, forms=forms, refused=refused)
