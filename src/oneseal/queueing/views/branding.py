"""How a hall shows itself: drafted and looked at by its keepers; logo and colours for every page of the hall."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.queueing import forms, selectors, services
from oneseal.queueing.models import Brand, Hall
from oneseal.queueing.rules import branding as rules
from oneseal.queueing.selectors import branding

ALONE = "default-src 'none'; frame-ancestors 'none'; sandbox"
FIELDS = ("name", "short_name", "slogan", "colour", "phone", "address")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def brand(request: HttpRequest, hall_id: int) -> HttpResponse:
    """The versions of a hall, and the form of the next one; a saved draft is looked at before it counts."""
    actor = actor_of(request)
    found = selectors.access_hall(actor, hall_id)
    draft = branding.brand_draft(found)
    posted = request.method == "POST"
    form = _form(found, draft, request)
    made: list[Brand] = []
    if posted and attempt(form, lambda: made.append(_draft(actor, found, form))):
        return redirect("queueing:brand_preview", hall_id=hall_id, brand_id=made[0].pk)
    context = {
        "hall": found,
        "form": form,
        "draft": draft,
        "rows": _rows(found),
        "usual": branding.usual_hall_name(found),
        "shown": selectors.brand_of(hall_id),
        "offered": rules.OFFERED,
    }
    return render(request, "queueing/brand.html", context, status=422 if posted else 200)


def _form(hall: Hall, draft: Brand | None, request: HttpRequest) -> forms.BrandForm:
    row = draft or branding.standing_brands(clock.today()).filter(hall=hall).first()
    shown = selectors.brand_of(hall.pk)
    initial = {"name": shown.name[:60], "short_name": shown.short_name[:20], "colour": rules.PLAIN}
    if row is not None:
        initial = {each: getattr(row, each) for each in FIELDS}
    return forms.BrandForm(request.POST or None, request.FILES or None, initial=initial)


def _draft(actor: Actor, hall: Hall, form: forms.BrandForm) -> Brand:
    given = dict(form.cleaned_data)
    file = given.pop("file")
    logo = (file.name, file.read(rules.LARGEST_LOGO + 1)) if file else None
    return services.draft_brand(actor, hall_id=hall.pk, logo=logo, **given)


def _rows(hall: Hall) -> list[tuple[Brand, str]]:
    """Each version with how it stands: coming, now, over."""
    today, found, now = clock.today(), [], False
    for row in branding.brands(hall):
        coming = row.from_on is not None and row.from_on > today
        found.append((row, "coming" if coming else "over" if now else "now"))
        now = now or not coming
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def preview(request: HttpRequest, hall_id: int, brand_id: int) -> HttpResponse:
    """A version as board, window screen, kiosk, slip and public page will show it; a draft is confirmed here."""
    actor = actor_of(request)
    row = branding.access_brand(actor, hall_id, brand_id)
    posted = request.method == "POST"
    form = forms.BrandDayForm(request.POST or None, initial={"from_on": clock.today()})
    if posted and attempt(
        form,
        lambda: services.confirm_brand(actor, hall_id=hall_id, brand_id=brand_id, **form.cleaned_data),
    ):
        messages.success(request, gettext("已确定。到启用那天，屏幕、自助机、号条和公开页一起换。"))
        return redirect("queueing:brand", hall_id=hall_id)
    context: dict[str, Any] = {
        "hall": row.hall,
        "row": row,
        "brand": branding.shown_brand(row),
        "form": form,
        "usual": branding.usual_hall_name(row.hall),
        "contrast": f"{rules.contrast_with_white(row.colour):.1f}",
        "waits": row.withdrawn_at is None and (row.from_on is None or row.from_on > clock.today()),
    }
    return render(request, "queueing/brand_preview.html", context, status=422 if posted else 200)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def withdraw(request: HttpRequest, hall_id: int, brand_id: int) -> HttpResponse:
    """Take back a draft or a version that does not count yet."""
    services.withdraw_brand(actor_of(request), hall_id=hall_id, brand_id=brand_id)
    messages.success(request, gettext("已撤回。"))
    return redirect("queueing:brand", hall_id=hall_id)


@require_safe
@allow_everyone
def logo(request: HttpRequest, hall_id: int, brand_id: int) -> HttpResponseBase:
    """The logo of a version."""
    row = branding.access_brand(actor_of(request), hall_id, brand_id)
    content, media_type = branding.logo_of(row)
    response = FileResponse(content, content_type=media_type)
    response["Content-Security-Policy"] = ALONE
    response["Cache-Control"] = _kept(row)
    return response


@require_safe
@allow_everyone
def style(request: HttpRequest, hall_id: int, brand_id: int) -> HttpResponse:
    """The colours of a version: a style sheet, because pages carry no styles of their own."""
    row = branding.access_brand(actor_of(request), hall_id, brand_id)
    text = f".os-branded {{ --os-head: {row.colour}; --os-on-head: #fff; }}\n"
    return HttpResponse(text, content_type="text/css; charset=utf-8", headers={"Cache-Control": _kept(row)})


def _kept(row: Brand) -> str:
    """A version that counts never changes; a draft does."""
    counts = row.from_on is not None and row.from_on <= clock.today()
    return "public, max-age=86400" if counts else "private, no-store"
