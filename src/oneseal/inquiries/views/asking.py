"""Pages of those who ask: put a question, see what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.catalog import selectors as catalog
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.inquiries import selectors, services
from oneseal.inquiries.forms import AskForm
from oneseal.inquiries.models import Inquiry
from oneseal.kernel.access import Actor, Role


@require_http_methods(["GET", "POST"])
@never_cache
@allow_everyone
@limit("20/h", by="account", methods=("POST",))
@idempotent
def ask(request: HttpRequest) -> HttpResponse:
    """A question, about the item in `?item=` or about anything."""
    actor = actor_of(request)
    code = request.GET.get("item", "")
    item = catalog.item_by_code(actor, code) if code else None
    form = AskForm(request.POST or None, signed_in=bool(actor.account_id))
    made: list[Inquiry] = []
    if request.method == "POST" and attempt(form, lambda: made.append(_ask(actor, item, form.cleaned_data))):
        messages.success(request, gettext("问题已收到。"))
        return redirect("inquiries:asked", uid=made[0].uid)
    context = {"form": form, "item": item, "days": services.answer_days()}
    return render(request, "inquiries/ask.html", context, status=422 if form.errors else 200)


def _ask(actor: Actor, item: Any, data: dict[str, str]) -> Inquiry:
    return services.ask_online(
        actor,
        bureau_id=actor.bureau_id or identity.bureau_ids()[0],
        item_id=item.pk if item else None,
        question=data["question"],
        name=data["name"],
        phone=data["phone"],
    )


@require_safe
@never_cache
@allow_everyone
def asked(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What became of a question; without sign-in, whoever has the address sees it."""
    inquiry = selectors.access_asked(actor_of(request), uid)
    context = {"inquiry": inquiry, "address": request.build_absolute_uri() if not inquiry.asker_id else ""}
    response = render(request, "inquiries/asked.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """What the citizen asked while signed in."""
    page = keyset_page(selectors.asked_by(actor_of(request)), ("-id",), request.GET)
    return render(request, "inquiries/mine.html", {"page": page})
