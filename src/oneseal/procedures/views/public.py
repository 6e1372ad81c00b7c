"""Pages of those who were told of a hearing, and what everybody may read."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.cases import selectors as cases
from oneseal.foundation.access import actor_of, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.ratelimit import limit
from oneseal.identity.forms import attempt
from oneseal.procedures import selectors, services
from oneseal.procedures.forms import words
from oneseal.procedures.rules.states import CONVENED, TOLD
from oneseal.procedures.views.keeping import standing


class ReasonForm(forms.Form):
    """Why a hearing is asked for, or why the presider should be recused."""

    reason = words(_("理由和意见"))


@require_http_methods(["GET", "POST"])
@never_cache
@allow_everyone
@limit("20/h", by="account", methods=("POST",))
@idempotent
def told(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the hearing, or for the presider's recusal; whoever has the address of the paper may."""
    actor = actor_of(request)
    member = selectors.access_told(uid)
    row = member.proceeding
    form = ReasonForm(request.POST or None)
    service = services.ask_hearing if row.state == TOLD else services.challenge_presider
    if request.method == "POST" and attempt(
        form, lambda: service(actor, uid=uid, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, gettext("已收到，我们会书面答复您。"))
        return redirect("procedures:told", uid=uid)
    context = {
        "member": member,
        "row": row,
        "shown": selectors.shown(row, list(row.members.select_related("staff", "expert")), staff=False),
        "form": form if row.state in {TOLD, CONVENED} else None,
        "asking": row.state == TOLD,
        "own": not actor.is_staff and cases.may_see(actor, row.case),
    }
    response = render(request, "procedures/told.html", context, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@allow_everyone
def hearings(request: HttpRequest) -> HttpResponse:
    """Announced hearings that anybody may attend."""
    return render(request, "procedures/hearings.html", {"rows": list(selectors.announced_hearings()[:100])})


@require_safe
@allow_everyone
def quotas(request: HttpRequest) -> HttpResponse:
    """Limited licences and how many places there are."""
    page = keyset_page(selectors.public_quotas(), ("-first", "-id"), request.GET)
    return render(request, "procedures/quotas.html", {"page": page})


@require_safe
@allow_everyone
def quota(request: HttpRequest, quota_id: int) -> HttpResponse:
    """Who is in line for one quota, in the order in which places go."""
    row = selectors.access_quota(quota_id)
    return render(request, "procedures/quota.html", standing(row))
