"""Photographs on the public display of posts (inventory 1.15), applicants' hidden values, claims at the window."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors, services
from oneseal.kernel.access import Role


@require_GET
@allow_everyone
def photo(request: HttpRequest, staff_id: int) -> HttpResponse:
    """The photograph of somebody on the display."""
    image = selectors.photo(staff_id)
    if image is None:
        raise Http404
    return HttpResponse(image, content_type="image/jpeg", headers={"Cache-Control": "max-age=3600"})


@require_POST
@allow(*selectors.DESK)
def unmask(request: HttpRequest, applicant_id: int, field: str) -> HttpResponse:
    """A hidden number or phone in full, against a reason that is journaled."""
    value = services.unmask_applicant(
        actor_of(request), applicant_id, field=field, reason=request.POST.get("reason", "")
    )
    return render(request, "components/masked.html", {"text": value, "url": ""})


@require_GET
@allow(Role.CLERK)
def claims(request: HttpRequest) -> HttpResponse:
    """Claims to represent an organisation that wait for a look at the papers."""
    rows = [
        (row, selectors.masked(row.principal), selectors.masked(row.agent)) for row in selectors.open_claims()
    ]
    return render(request, "identity/claims.html", {"rows": rows})


@require_POST
@allow(Role.CLERK)
@idempotent
def confirm_claim(request: HttpRequest, authorisation_id: int) -> HttpResponse:
    """The papers were seen."""
    services.confirm_authorisation(actor_of(request), authorisation_id)
    messages.success(request, gettext("已确认，申请人可以替单位办理业务了。"))
    return redirect("identity:claims")
