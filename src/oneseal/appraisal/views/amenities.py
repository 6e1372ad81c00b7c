"""Amenities: the public page with its report, and the office's list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.appraisal import forms, selectors, services
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity.pages import saved

TONES = {"working": "green", "faulty": "amber", "closed": "grey"}


@require_http_methods(["GET", "HEAD", "POST"])
@allow_everyone
@limit("10/h", methods=("POST",))
@idempotent
def public(request: HttpRequest) -> HttpResponse:
    """What there is in the hall, whether it works, and a word where it does not."""
    actor = actor_of(request)
    rows = selectors.amenities(actor.bureau_id)
    choices = [(each.pk, f"{each.name}（{each.place}）") for each in rows]
    form = forms.ReportForm(request.POST or None, amenities=choices)
    if saved(
        request,
        form,
        lambda: services.report_amenity(
            actor, amenity_id=form.cleaned_data["amenity"], text=form.cleaned_data["text"]
        ),
        gettext("谢谢，已经收到，我们尽快处理。"),
    ):
        return redirect("appraisal:amenities")
    context = {"rows": [(row, TONES[row.state]) for row in rows], "form": form}
    return render(request, "appraisal/amenities.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.AMENITY_KEEPERS)
@idempotent
def desk(request: HttpRequest) -> HttpResponse:
    """Reports to settle, the list, and a new entry."""
    form = forms.AmenityForm(request.POST or None)
    actor = actor_of(request)
    if saved(request, form, lambda: services.keep_amenity(actor, **form.cleaned_data), gettext("已保存。")):
        return redirect("appraisal:desk_amenities")
    return _desk(request, form)


def _desk(request: HttpRequest, form: Any, settle: Any = None, ticket_id: int = 0) -> HttpResponse:
    actor = actor_of(request)
    page = selectors.ticket_list(actor, request.GET)
    tickets = [
        (row, settle if row.pk == ticket_id else forms.SettleForm(auto_id=f"id_{row.pk}_%s"))
        for row in page.rows
    ]
    context = {
        "page": page,
        "tickets": tickets,
        "rows": [(row, TONES[row.state]) for row in selectors.amenities(actor.bureau_id)],
        "form": form,
        "view": request.GET.get("view", ""),
    }
    wrong = bool(form.errors or settle)
    return render(request, "appraisal/desk_amenities.html", context, status=422 if wrong else 200)


@require_POST
@allow(*selectors.AMENITY_KEEPERS)
@idempotent
def settle(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Say what was done about a report."""
    actor = actor_of(request)
    form = forms.SettleForm(request.POST, auto_id=f"id_{ticket_id}_%s")
    if saved(
        request,
        form,
        lambda: services.settle_ticket(actor, ticket_id=ticket_id, **form.cleaned_data),
        gettext("已处理。"),
    ):
        return redirect("appraisal:desk_amenities")
    return _desk(request, forms.AmenityForm(), form, ticket_id)
