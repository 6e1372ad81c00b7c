"""Verification of a certificate by everybody: where QR code, identifier and number lead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.certificates import selectors
from oneseal.foundation.access import allow_everyone
from oneseal.foundation.display import said
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


@require_safe
@allow_everyone
@limit("60/m")
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """What the public may know: whether it holds today, and if not, since when and why."""
    found = selectors.answer_by_code(code) or selectors.answer_by_blank(code)
    if found is None:
        raise NotFound(
            "unknown_code", N_("没有找到这个核验码对应的证照，它可能不是本局颁发的。请对照证照重新填写。")
        )
    verdict = found.verdict
    context = {"found": found, "sentence": said(verdict.sentence, verdict.params)}
    return render(request, "certificates/verified.html", context)
