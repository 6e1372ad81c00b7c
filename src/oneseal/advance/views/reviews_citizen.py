"""Pre-review on commitment as the owner of a key project meets it (inventory 5.7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.advance import selectors, services
from oneseal.advance.forms import CarryForm, ReviewForm, WithdrawForm
from oneseal.advance.selectors import reviews
from oneseal.advance.views.reviews_shared import TONES, show
from oneseal.cases.selectors.applying import drafts_of_item
from oneseal.cases.services.drafts import situation_of
from oneseal.catalog import selectors as catalog
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role

PAGE = "advance/review.html"


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """My pre-reviews, and the projects for which one can be asked."""
    actor = actor_of(request)
    page = reviews.review_list(actor, request.GET)
    owners = [each for each in identity.principals(actor, "") if each.kind != "person"]
    bureaus = identity.bureau_ids()
    projects = [
        each
        for owner in owners
        for bureau_id in bureaus
        for each in selectors.projects_of_owner(bureau_id, owner.number)
        if each.industry == "industry"
    ]
    context = {"page": page, "rows": [(row, TONES[row.state]) for row in page.rows], "projects": projects}
    return render(request, "advance/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@limit("20/h", by="account", methods=("POST",))
@idempotent
def new(request: HttpRequest, project_id: int) -> HttpResponse:
    """Commit oneself, and ask for the pre-review."""
    actor = actor_of(request)
    project = selectors.access_project(actor, project_id)
    items = list(catalog.visible_items(actor).filter(status="active", business_line="investment"))
    posted = request.method == "POST"
    form = ReviewForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        items=sorted(items, key=lambda each: each.name),
    )
    made: list[Any] = []
    owner = identity.applicant_by_number(project.owner_code)
    if posted and attempt(
        form,
        lambda: made.append(
            services.ask_review(
                actor,
                project_id=project.pk,
                applicant_id=owner.pk if owner else 0,
                request=form.request(),
            )
        ),
    ):
        messages.success(request, gettext("已提出，编号 %(number)s。") % {"number": made[0].number})
        return redirect("advance:review", review_id=made[0].pk)
    context = {"project": project, "form": form}
    return render(request, "advance/review_new.html", context, status=422 if posted else 200)


@require_safe
@allow(Role.CITIZEN)
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    """One pre-review: the opinion, and what has to follow."""
    actor = actor_of(request)
    return show(request, actor, reviews.access_review(actor, review_id), PAGE, form=WithdrawForm())


@require_POST
@allow(Role.CITIZEN)
@idempotent
def withdraw(request: HttpRequest, review_id: int) -> HttpResponse:
    """Take the request back."""
    actor = actor_of(request)
    row = reviews.access_review(actor, review_id)
    form = WithdrawForm(request.POST)
    if attempt(
        form,
        lambda: services.withdraw_review(actor, review_id=review_id, reason=form.cleaned_data["reason"]),
    ):
        messages.success(request, gettext("已撤回。"))
        return redirect("advance:review", review_id=review_id)
    return show(request, actor, row, PAGE, form=form, refused=form)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@idempotent
def carry(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Take files of the pre-review into the draft of the formal application."""
    actor = actor_of(request)
    paper = reviews.access_paper(actor, paper_id)
    drafts = [
        each
        for each in drafts_of_item(actor, paper.item_id)
        if each.applicant_id == paper.review.applicant_id
    ]
    case = drafts[0] if drafts else None
    form = CarryForm(
        request.POST if request.method == "POST" else None,
        files=reviews.files_of(paper.review),
        materials=situation_of(case).materials if case else [],
    )
    if (
        case
        and request.method == "POST"
        and attempt(
            form,
            lambda: services.carry_over(actor, paper_id=paper.pk, case_id=case.pk, chosen=form.chosen),
        )
    ):
        messages.success(request, gettext("已带入申请，请检查材料后提交。"))
        return redirect("cases:materials", case_id=case.pk)
    context = {"paper": paper, "case": case, "form": form}
    return render(request, "advance/review_carry.html", context, status=422 if form.errors else 200)
