"""The holder's wallet: what they hold, its files, copies for one use, what to ask for next."""

import io
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.certificates import selectors, services
from oneseal.certificates.forms import CopyForm
from oneseal.certificates.models import Certificate
from oneseal.certificates.rules.showing import MINUTES
from oneseal.certificates.views import shown
from oneseal.documents.selectors import open_file
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.identity.forms import attempt
from oneseal.kernel.access import STAFF, Role
from oneseal.kernel.errors import RuleViolation

ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
@allow(Role.CITIZEN)
def wallet(request: HttpRequest) -> HttpResponse:
    """All certificates of the citizen and of whom they act for."""
    rows: list[dict[str, Any]] = [
        {"row": row, "words": shown.words(row), "tone": shown.tone(row), "chip": shown.chip(row)}
        for row in selectors.wallet(actor_of(request))
    ]
    standing = [each for each in rows if each["row"].stands and not shown.over(each["row"])]
    context = {"standing": standing, "ended": [each for each in rows if each not in standing]}
    return render(request, "certificates/wallet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@idempotent
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """One certificate; POST makes a copy for one use."""
    actor = actor_of(request)
    row = selectors.access_certificate(actor, certificate_id)
    form = CopyForm(request.POST or None, certificate=row)
    if request.method == "POST":
        if attempt(form, lambda: services.make_copy(actor, certificate_id=row.pk, **form.cleaned_data)):
            messages.success(request, gettext("加注件已制作，只能用于您写的用途，到期自动失效。"))
            return redirect("certificates:certificate", certificate_id=row.pk)
        return _show(request, row, form, 422)
    return _show(request, row, form)


def _show(request: HttpRequest, row: Certificate, form: CopyForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "row": row,
        "words": shown.words(row),
        "tone": shown.tone(row),
        "chip": shown.chip(row),
        "apply": selectors.apply_links(row.item_id),
        "renew_by": shown.renewable(row),
        "renewal_near": shown.renewal_near(row),
        "lines": row.content["lines"],
        "copies": list(row.copies.all()),
        "usable": shown.usable(row),
        "newer": getattr(row, "superseded_by", None),
        "form": form,
        "timeline": shown.timeline(row, seals=False),
        "acts": row.acts.select_related("document").filter(status="approved"),
    }
    return render(request, "certificates/certificate.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(Role.CITIZEN)
@limit("30/h", by="account", methods=("POST",))
@idempotent
def show(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Show a certificate at a window: a code of eight digits for some minutes, to be scanned or typed."""
    actor = actor_of(request)
    row = selectors.access_certificate(actor, certificate_id)
    refused = ""
    if request.method == "POST":
        try:
            services.show_certificate(actor, certificate_id=row.pk)
            return redirect("certificates:show", certificate_id=row.pk)
        except RuleViolation as error:
            refused = sentence(error)
    shown_now = selectors.own_presentation(actor, row.pk)
    context = {"row": row, "shown": shown_now, "minutes": MINUTES, "refused": refused}
    return render(request, "certificates/show.html", context, status=422 if refused else 200)


@require_safe
@never_cache
@allow(Role.CITIZEN)
def show_qr(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """The live code as a QR code, for the window's scanner."""
    actor = actor_of(request)
    shown_now = selectors.own_presentation(actor, selectors.access_certificate(actor, certificate_id).pk)
    if shown_now is None:
        raise Http404
    return _qr(shown_now.code)


@require_safe
@allow(Role.CITIZEN)
def qr(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """The QR code that leads to the public verification."""
    row = selectors.access_certificate(actor_of(request), certificate_id)
    return _qr(f"{settings.PUBLIC_URL}/verify/{row.verify_code}/")


def _qr(text: str) -> HttpResponse:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=2, scale=5)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@require_safe
@allow(Role.CITIZEN, *STAFF)
def download(request: HttpRequest, certificate_id: int, form: str) -> HttpResponseBase:
    """The sealed file, `pdf` or `ofd`, made now if the worker has not made it yet."""
    if form not in {"pdf", "ofd"}:
        raise Http404
    row = services.render_certificate(selectors.access_certificate(actor_of(request), certificate_id).pk)
    return _send(row.pdf if form == "pdf" else row.ofd, "download" in request.GET or form == "ofd")


@require_safe
@allow(Role.CITIZEN)
def copy_file(request: HttpRequest, copy_id: int) -> HttpResponseBase:
    """A marked copy as PDF."""
    copy = selectors.access_copy(actor_of(request), copy_id)
    return _send(services.render_copy(copy.pk).file, "download" in request.GET)


def _send(file: Any, as_attachment: bool) -> HttpResponseBase:
    response = FileResponse(
        open_file(file), as_attachment=as_attachment, filename=file.name, content_type=file.media_type
    )
    response["Content-Security-Policy"] = ALONE
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@allow(Role.CITIZEN)
@idempotent
def withdraw(request: HttpRequest, copy_id: int) -> HttpResponse:
    """Declare a marked copy void."""
    actor = actor_of(request)
    copy = selectors.access_copy(actor, copy_id)
    services.withdraw_copy(actor, copy_id=copy_id)
    messages.success(request, gettext("加注件已作废，别人再扫码会看到“已作废”。"))
    return redirect("certificates:certificate", certificate_id=copy.certificate_id)
