"""A bulletin's copies: a unit's people open theirs and sign for it, the office sees who has."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.appraisal import forms, selectors, services
from oneseal.appraisal.models import Delivery
from oneseal.appraisal.rules.circulation import Way
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.pages import saved
from oneseal.kernel.access import Actor

TONES = {Way.SENT: "amber", Way.SIGNED: "green", Way.BY_HAND: "amber", Way.HANDED: "green"}


def shown(rows: list[Delivery]) -> list[tuple[Delivery, str, str]]:
    """Copies with the tone of their state and the names of those who were told."""
    names = selectors.names_of_told(rows)
    return [
        (row, TONES[Way(row.state)], "、".join(names[staff] for staff in row.told if staff in names))
        for row in rows
    ]


@require_safe
@allow(*selectors.READERS)
def deliveries(request: HttpRequest) -> HttpResponse:
    """Copies to sign for; for the office all that are on their way."""
    actor = actor_of(request)
    page = selectors.delivery_list(actor, request.GET)
    context = {"page": page, "rows": shown(page.rows), "office": actor.has(*selectors.OFFICE)}
    return render(request, "appraisal/deliveries.html", context)


@require_safe
@allow(*selectors.READERS)
def delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One copy: the document, who was told, who signed."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_delivery(actor, delivery_id))


def _show(request: HttpRequest, actor: Actor, row: Delivery, form: Any = None) -> HttpResponse:
    way, document = Way(row.state), row.bulletin.document
    hands = way in {Way.SENT, Way.BY_HAND} and actor.has(*selectors.OFFICE)
    context = {
        "row": row,
        "told": shown([row])[0][2],
        "tone": TONES[way],
        "document": document,
        "address": f"{settings.PUBLIC_URL}{reverse('documents:verify_code', args=[document.verify_code])}"
        if document and hands
        else "",
        "signs": way == Way.SENT and selectors.takes_in(actor, row),
        "form": form or (forms.HandingForm(initial={"on": clock.today()}) if hands else None),
    }
    return render(request, "appraisal/delivery.html", context, status=422 if form else 200)


@require_POST
@allow(*selectors.READERS)
@idempotent
def act(request: HttpRequest, delivery_id: int, verb: str) -> HttpResponse:
    """Sign for a copy, or write down how it went by hand."""
    actor = actor_of(request)
    if verb == "sign":
        services.sign_bulletin(actor, delivery_id=delivery_id)
        messages.success(request, gettext("已签收，办公室可以看到。"))
        return redirect("appraisal:delivery", delivery_id=delivery_id)
    if verb != "hand":
        raise Http404
    row, form = selectors.access_delivery(actor, delivery_id), forms.HandingForm(request.POST)
    if saved(
        request,
        form,
        lambda: services.hand_bulletin(actor, delivery_id=delivery_id, **form.cleaned_data),
        gettext("已登记送达。"),
    ):
        return redirect("appraisal:delivery", delivery_id=delivery_id)
    return _show(request, actor, row, form)


@require_POST
@allow(*selectors.OFFICE)
@idempotent
def send(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Send a bulletin that was issued before copies were kept."""
    number = services.send_bulletin(actor_of(request), bulletin_id=bulletin_id)
    messages.success(request, gettext("已发给 %(count)s 个单位。") % {"count": number})
    return redirect("appraisal:deliveries")


@require_POST
@allow(*selectors.OFFICE)
@idempotent
def remind(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Remind the units that have not signed for a bulletin."""
    done = services.remind_units(actor_of(request), bulletin_id=bulletin_id)
    said = gettext("已提醒 %(count)s 个单位。") if done else gettext("没有要提醒的单位：今天已经发过。")
    messages.success(request, said % {"count": done} if done else said)
    return redirect("appraisal:deliveries")
