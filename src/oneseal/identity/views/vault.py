"""My sign-ins to other systems: kept encrypted, shown to me alone after my password (inventory 1.20)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import client_address, limit
from oneseal.identity import selectors, services
from oneseal.identity.forms import attempt
from oneseal.identity.forms.desk import ReasonForm
from oneseal.identity.forms.vault import ChangeCredentialForm, KeepCredentialForm, RevealForm
from oneseal.identity.pages import saved
from oneseal.kernel.access import Role


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
@allow_staff
@idempotent
def credentials(request: HttpRequest) -> HttpResponse:
    """What I keep, and the form to keep one more."""
    actor = actor_of(request)
    form = KeepCredentialForm(request.POST or None)
    if saved(
        request,
        form,
        lambda: services.keep_credential(actor, **form.cleaned_data),
        gettext("已加密保管，只有您本人可以查看。"),
    ):
        return redirect("identity:credentials")
    return _page(request, form=form, status=422 if form.errors else 200)


@require_POST
@never_cache
@sensitive_post_parameters()
@allow_staff
@limit("10/m", by="account", methods=("POST",))
def reveal(request: HttpRequest, credential_id: int) -> HttpResponse:
    """Show one of mine, this once."""
    actor, form = actor_of(request), RevealForm(request.POST)
    shown: list[services.Revealed] = []
    address = client_address(request)
    if attempt(
        form,
        lambda: shown.append(
            services.reveal_credential(
                actor, credential_id, password=form.cleaned_data["current"], address=address
            )
        ),
    ):
        return _page(request, shown=shown[0])
    return _page(request, refused=form, refused_id=credential_id, status=422)


@require_POST
@never_cache
@sensitive_post_parameters()
@allow_staff
@idempotent
def change(request: HttpRequest, credential_id: int) -> HttpResponse:
    """Enter the new password after it was changed in the other system."""
    actor, form = actor_of(request), ChangeCredentialForm(request.POST, auto_id="changed_%s")
    if saved(
        request,
        form,
        lambda: services.change_credential(actor, credential_id, **form.cleaned_data),
        gettext("已更换。"),
    ):
        return redirect("identity:credentials")
    return _page(request, changed=form, changed_id=credential_id, status=422)


@require_POST
@allow_staff
@idempotent
def remove(request: HttpRequest, credential_id: int) -> HttpResponse:
    """Remove one of mine for good."""
    services.delete_credential(actor_of(request), credential_id)
    messages.success(request, gettext("已删除，不能恢复。"))
    return redirect("identity:credentials")


@require_POST
@allow(Role.ADMINISTRATOR)
@idempotent
def remove_for(request: HttpRequest, credential_id: int) -> HttpResponse:
    """An administrator removes what somebody who left kept, without ever seeing it."""
    actor = actor_of(request)
    kept = selectors.access_credential(actor, credential_id)
    form = ReasonForm(request.POST, actor=actor)
    if not saved(
        request,
        form,
        lambda: services.delete_credential(actor, credential_id, reason=form.cleaned_data["reason"]),
        gettext("已删除，不能恢复。"),
    ):
        messages.error(request, gettext("没有删除：请写明删除原因，例如“已调离”。"))
    return redirect("identity:person", kept.staff_id)


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    actor = actor_of(request)
    page = {
        "credentials": selectors.own_credentials(actor),
        "due": set(selectors.credentials_due(actor.staff_id)),
        "today": clock.today(),
        "form": KeepCredentialForm(),
        "blank_reveal": RevealForm(auto_id=False),
        "blank_change": ChangeCredentialForm(auto_id=False),
        **more,
    }
    return render(request, "identity/credentials.html", page, status=status)
