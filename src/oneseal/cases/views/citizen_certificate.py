"""Electronic certificates in an application: what the applicant holds is used instead of typed and uploaded (4.12)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from oneseal.cases import services
from oneseal.cases.views import citizen_kit as kit
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation


@require_POST
@allow(Role.CITIZEN)
@idempotent
def use(request: HttpRequest, case_id: int, certificate_id: int) -> HttpResponse:
    """From the page of materials."""
    page = kit.fillable(request, case_id)
    if isinstance(page, HttpResponse):
        return page
    return use_now(request, case_id, certificate_id, "cases:materials")


def use_now(request: HttpRequest, case_id: int, certificate_id: int, back: str) -> HttpResponse:
    """Use it and say what it filled, and what was left because it had been filled in otherwise."""
    try:
        used = services.use_certificate(actor_of(request), case_id=case_id, certificate_id=certificate_id)
    except RuleViolation as error:
        messages.error(request, sentence(error))
        return redirect(back, case_id=case_id)
    messages.success(
        request, gettext("已用电子证照填入：%(names)s。请核对。") % {"names": "、".join(used.filled)}
    )
    if used.differing:
        text = gettext("您填的和证照上的不一样，没有改动：%(names)s。")
        messages.warning(request, text % {"names": "、".join(used.differing)})
    return redirect(back, case_id=case_id)
