"""The guide to one item: page, print, QR code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.separation import FILING
from oneseal.documents import selectors as documents
from oneseal.documents.typesetting import qr_svg
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow_everyone
from oneseal.helplines import selectors as helplines
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.portal.selectors import rates


def guide_for(request: HttpRequest, code: str) -> tuple[Any, catalog.Guide]:
    """The item and the guide of the version that applies today, for the answers in the address."""
    item = catalog.item_by_code(actor_of(request), code)
    version = catalog.current_version(item.pk)
    if version is None:
        raise NotFound("no_current_version", N_("这个事项的办事指南还没有发布，请稍后再来或咨询窗口。"))
    answers = {name: request.GET.getlist(name) for name in request.GET}
    return item, catalog.guide_of(version, answers)


@require_safe
@allow_everyone
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """What one needs, how long it takes, what it costs: the conclusion first."""
    item, found = guide_for(request, code)
    may_apply = actor_of(request).may_apply
    asked = [
        {
            "question": question,
            "text": gettext(question.text),
            "options": [
                {
                    "code": option.code,
                    "label": option.label,
                    "chosen": option.code in found.situation.answers.get(question.code, []),
                }
                for option in question.options
            ],
        }
        for question in found.situation.questions
    ]
    context = {
        "item": item,
        "guide": found,
        "asked": asked,
        "apply_url": apply_url(item, found) if may_apply else "",
        "rare": rates.is_rare(item.pk),
        "numbers": helplines.numbers_for_item(item.bureau_id, item.pk, item.business_line),
    }
    if may_apply and item.status == "active" and found.content.separation == FILING:
        context["file_url"] = reverse("filings:new", args=[item.code])
    return render(request, "portal/guide.html", context)


def apply_url(item: Any, found: catalog.Guide) -> str:
    """Where one applies online, with the answers given here; empty where that is not offered (CAT-3)."""
    if item.status != "active" or not cases.may_be_applied_for(found.content):
        return ""
    answers = urlencode(found.situation.answers, doseq=True)
    return reverse("cases:apply", args=[item.code]) + (f"?{answers}" if answers else "")


@require_safe
@allow_everyone
def guide_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The leaflet as PDF."""
    _item, found = guide_for(request, code)
    url = request.build_absolute_uri(reverse("portal:guide", args=[code]))
    published_at = found.version.published_at or clock.now()
    body = documents.guide_pdf(catalog.printed(found, url=url), published_at=published_at)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    return response


@require_safe
@allow_everyone
def guide_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The page's address as QR code."""
    catalog.item_by_code(actor_of(request), code)
    url = request.build_absolute_uri(reverse("portal:guide", args=[code]))
    response = HttpResponse(qr_svg(url), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response
