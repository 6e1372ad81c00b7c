"""Early services as the applicant meets them (inventory 5.18)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.advance import selectors, services
from oneseal.advance.forms import AskForm
from oneseal.advance.rules.early import CONTACT_DAYS
from oneseal.advance.views.early_shared import TONES, do, show
from oneseal.catalog import selectors as catalog
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role

PAGE = "advance/early.html"


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """What I asked for."""
    page = selectors.own_early(actor_of(request), request.GET)
    rows = [(row, TONES[row.state]) for row in page.rows]
    return render(request, "advance/early_mine.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@limit("20/h", by="account", methods=("POST",))
@idempotent
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a service before applying for this item."""
    actor = actor_of(request)
    item = catalog.item_by_code(actor, code)
    applicants = identity.principals(actor, item.code)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        applicants=applicants,
        projects=[each for one in applicants for each in _projects(item.bureau_id, one)],
    )
    made: list[Any] = []
    if request.method == "POST" and attempt(
        form,
        lambda: made.append(
            services.ask_early(
                actor,
                item_id=item.pk,
                applicant_id=form.cleaned_data["applicant"],
                matter=form.cleaned_data["matter"],
                project_id=form.cleaned_data.get("project"),
            )
        ),
    ):
        messages.success(request, gettext("已收到，编号 %(number)s。") % {"number": made[0].number})
        return redirect("advance:early", service_id=made[0].pk)
    context = {"item": item, "form": form, "days": CONTACT_DAYS}
    status = 422 if request.method == "POST" else 200
    return render(request, "advance/early_new.html", context, status=status)


def _projects(bureau_id: int, applicant: Any) -> list[Any]:
    if applicant.kind == "person":
        return []
    return selectors.projects_of_owner(bureau_id, applicant.number)


@require_safe
@allow(Role.CITIZEN)
def early(request: HttpRequest, service_id: int) -> HttpResponse:
    """One service: who helps, what was said, what to prepare."""
    actor = actor_of(request)
    return show(request, actor, selectors.access_early(actor, service_id), PAGE)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def act(request: HttpRequest, service_id: int, verb: str) -> HttpResponse:
    """Say something, or end it."""
    return do(request, actor_of(request), service_id, verb, PAGE, "advance:early")
