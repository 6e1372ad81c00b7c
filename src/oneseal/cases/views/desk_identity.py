"""The clerk compares the document of whoever came for a case."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from oneseal.assurance import services as assurance
from oneseal.assurance.forms import SeeForm
from oneseal.cases import selectors
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role

BACK: Final = {"check": "cases:desk_check", "deliver": "cases:desk_deliver"}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK)
@idempotent
def see(request: HttpRequest, case_id: int, back: str) -> HttpResponse:
    """Whose document was compared; back to where one was."""
    if back not in BACK:
        raise Http404
    actor = actor_of(request)
    case = selectors.case_page(actor, case_id).case
    form = SeeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form,
        lambda: assurance.see_document(
            actor,
            applicant_id=case.applicant_id,
            agent_id=case.agent_id,
            item_code=case.item.code,
            **form.cleaned_data,
        ),
    ):
        messages.success(request, gettext("已登记：今天在本局窗口办这位申请人的事都算数。"))
        return redirect(BACK[back], case_id=case_id)
    context = {
        "form": form,
        "about": f"{case.item_name} · {case.applicant_name}",
        "back": reverse(BACK[back], args=[case_id]),
    }
    return render(request, "assurance/desk/see.html", context, status=422 if form.errors else 200)
