"""The certificates, for administrators; authorities' certificates and revocation lists, for everybody."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.display import moment_text
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role
from oneseal.seals import selectors, services
from oneseal.seals.certificate_forms import ImportForm, ListForm, RevokeForm
from oneseal.seals.models import Certificate

SOON = timedelta(days=60)
"""How long before its end a certificate is shown as expiring."""


@require_safe
@allow(Role.ADMINISTRATOR)
def certificates(request: HttpRequest) -> HttpResponse:
    """Every certificate with its term; what ends soon comes with a warning."""
    rows = list(selectors.visible_certificates(actor_of(request)))
    moment = clock.now()
    ending = [row for row in rows if not row.revoked_at and row.valid_until < moment + SOON]
    context = {"rows": rows, "now": moment, "soon": moment + SOON, "ending": ending}
    return render(request, "seals/certificates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """One certificate; posting revokes it."""
    actor = actor_of(request)
    found = selectors.access_certificate(actor, certificate_id)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: services.revoke_certificate(actor, certificate_id=certificate_id, **form.cleaned_data),
    ):
        messages.success(request, gettext("证书已吊销，吊销列表已公布。它以前盖的章仍然有效。"))
        return redirect("seals:certificate", certificate_id=certificate_id)
    context = {"certificate": found, "facts": _facts(found), "form": form, "now": clock.now()}
    status = 422 if form.errors else 200
    return render(request, "seals/certificate.html", context, status=status)


def _facts(found: Certificate) -> list[tuple[str, str]]:
    facts = [
        (gettext("用途"), found.get_usage_display()),
        (gettext("算法"), found.get_algorithm_display()),
        (gettext("来源"), found.get_origin_display()),
        (gettext("签发者"), found.issuer.name if found.issuer else gettext("自己签发（根证书）")),
        (gettext("序列号"), found.serial),
        (gettext("有效期"), f"{moment_text(found.valid_from)} – {moment_text(found.valid_until)}"),
        ("SHA-256", found.sha256),
    ]
    if found.revoked_at:
        facts.insert(0, (gettext("吊销时间"), moment_text(found.revoked_at)))
        facts.insert(1, (gettext("吊销原因"), found.get_revoked_reason_display()))
    return facts


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def import_certificate(request: HttpRequest) -> HttpResponse:
    """Take in a certificate of an outside authority."""
    actor = actor_of(request)
    form = ImportForm(request.POST or None, request.FILES or None, seals=selectors.visible_seals(actor))
    if request.method == "POST" and attempt(form, lambda: services.import_certificate(actor, form.given())):
        messages.success(request, gettext("证书已导入。"))
        return redirect("seals:certificates")
    context = {"form": form, "list": False}
    return render(request, "seals/import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def import_list(request: HttpRequest) -> HttpResponse:
    """Take in a revocation list of an outside authority."""
    actor = actor_of(request)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and attempt(
        form, lambda: services.import_list(actor, content=form.cleaned_data["content"].read())
    ):
        messages.success(request, gettext("吊销列表已导入，以后的核验按它判断。"))
        return redirect("seals:certificates")
    context = {"form": form, "list": True}
    return render(request, "seals/import.html", context, status=422 if form.errors else 200)


@require_safe
@allow_everyone
def authority_list(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """An authority's revocation list (RFC 5280), as certificates name its address."""
    found = selectors.published_list(certificate_id)
    response = HttpResponse(bytes(found.der), content_type="application/pkix-crl")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
@allow_everyone
def authority_certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """An authority's certificate, for readers who want to trust it."""
    found = selectors.published_certificate(certificate_id)
    response = HttpResponse(bytes(found.der), content_type="application/pkix-cert")
    response["Content-Disposition"] = f'attachment; filename="oneseal-{found.usage}-{found.algorithm}.cer"'
    return response
