"""Requests to replace window staff within a year, and the centre's answer (inventory 1.7)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.identity import selectors, services
from oneseal.identity.forms import attempt
from oneseal.identity.forms.desk import AnswerForm
from oneseal.kernel.access import Role

READERS = (Role.ADMINISTRATOR, Role.SECTION_HEAD, Role.BUREAU_HEAD)


@require_safe
@allow(*READERS)
def replacements(request: HttpRequest) -> HttpResponse:
    """Every request, those that wait first to be seen as newest."""
    return _page(request, None, 0)


@require_POST
@allow(Role.BUREAU_HEAD)
@idempotent
def answer(request: HttpRequest, replacement_id: int) -> HttpResponse:
    """Approve or refuse, with the reason where refused."""
    actor, form = actor_of(request), AnswerForm(request.POST)
    approve = request.POST.get("do") == "approve"
    if attempt(
        form,
        lambda: services.answer_replacement(
            actor, replacement_id, approve=approve, answer=form.cleaned_data["answer"]
        ),
    ):
        told = gettext("已批准，现在可以结束任岗。") if approve else gettext("已答复不批准。")
        messages.success(request, told)
        return redirect("identity:replacements")
    return _page(request, form, replacement_id)


def _page(request: HttpRequest, refused: AnswerForm | None, refused_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = keyset_page(selectors.visible_replacements(actor), ("-asked_at", "-id"), request.GET)
    context = {
        "page": page,
        "refused": refused,
        "refused_id": refused_id,
        "blank": AnswerForm(auto_id=False),
        "may_answer": actor.has(Role.BUREAU_HEAD),
        "me": actor.staff_id,
    }
    return render(request, "identity/replacements.html", context, status=422 if refused else 200)
