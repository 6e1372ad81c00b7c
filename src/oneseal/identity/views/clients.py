"""The administrator's page of the systems that may call the API."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors, services
from oneseal.identity.forms import attempt
from oneseal.identity.forms.clients import ClientForm, WithdrawForm
from oneseal.identity.models import ApiClient
from oneseal.kernel.access import Role


@require_GET
@allow(Role.ADMINISTRATOR)
def clients(request: HttpRequest) -> HttpResponse:
    """Every system registered with the bureau."""
    return _page(request)


@require_http_methods(["GET", "POST"])
@never_cache
@allow(Role.ADMINISTRATOR)
@idempotent
def new_client(request: HttpRequest) -> HttpResponse:
    """Register a system; the answer shows its token, this once."""
    actor = actor_of(request)
    form = ClientForm(request.POST or None)
    made: list[tuple[ApiClient, str]] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(services.create_client(actor, **form.cleaned_data))
    ):
        client, token = made[0]
        return render(request, "identity/client_token.html", {"client": client, "token": token})
    page = {"form": form, "title": gettext("登记接入系统"), "back": "identity:clients"}
    return render(request, "identity/desk_form.html", page, status=422 if form.errors else 200)


@require_POST
@allow(Role.ADMINISTRATOR)
@idempotent
def withdraw_client(request: HttpRequest, client_id: int) -> HttpResponse:
    """End a token at once."""
    actor, form = actor_of(request), WithdrawForm(request.POST)
    if not attempt(
        form, lambda: services.withdraw_client(actor, client_id, reason=form.cleaned_data["reason"])
    ):
        return _page(request, refused=form, refused_id=client_id, status=422)
    messages.success(request, gettext("令牌已停用，该系统的调用立即被拒绝。"))
    return redirect("identity:clients")


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    page = {
        "clients": selectors.visible_clients(actor_of(request)),
        "today": clock.today(),
        "blank": WithdrawForm(auto_id=False),
        **more,
    }
    return render(request, "identity/clients.html", page, status=status)
