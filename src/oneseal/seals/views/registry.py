"""The register of seals, for those who keep it and the head who answers for it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.display import day_text, moment_text
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role
from oneseal.seals import selectors, services
from oneseal.seals.forms import ReplaceForm, RetireForm, SealForm
from oneseal.seals.models import Seal


@require_GET
@allow(Role.ADMINISTRATOR, Role.BUREAU_HEAD)
def seals(request: HttpRequest) -> HttpResponse:
    """Every seal of the bureau, those in use first."""
    actor = actor_of(request)
    rows = list(selectors.visible_seals(actor))
    context = {"rows": rows, "now": clock.now(), "in_use": _in_use(rows)}
    return render(request, "seals/list.html", context)


def _in_use(rows: list[Seal]) -> bool:
    return any(row.kind == Seal.Kind.APPROVAL and row.state == Seal.State.ACTIVE for row in rows)


@require_http_methods(["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def new_seal(request: HttpRequest) -> HttpResponse:
    """Make a seal."""
    actor = actor_of(request)
    form = SealForm(request.POST or None, initial={"ring": identity.bureau_name(actor.bureau_id)})
    made: list[Seal] = []
    if request.method == "POST" and attempt(
        form,
        lambda: made.append(services.make_seal(actor, bureau_id=actor.bureau_id, order=form.order())),
    ):
        messages.success(request, gettext("印章已制作并登记。"))
        return redirect("seals:seal", seal_id=made[0].pk)
    return render(request, "seals/make.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@allow(Role.ADMINISTRATOR, Role.BUREAU_HEAD)
def seal(request: HttpRequest, seal_id: int) -> HttpResponse:
    """One seal: what it is, since when, what it was put on."""
    return _seal(request, seal_id)


def _seal(request: HttpRequest, seal_id: int, refused: RetireForm | None = None) -> HttpResponse:
    actor = actor_of(request)
    found = selectors.access_seal(actor, seal_id)
    newest = selectors.visible_uses(actor, seal_id=seal_id).order_by("-id")[:5]
    context = {
        "seal": found,
        "facts": _facts(found),
        "newest": newest,
        "now": clock.now(),
        "form": refused or RetireForm(),
        "may_keep": actor.has(Role.ADMINISTRATOR) and found.state == Seal.State.ACTIVE,
    }
    return render(request, "seals/seal.html", context, status=422 if refused else 200)


def _facts(found: Seal) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (gettext("种类"), found.get_kind_display()),
        (gettext("印章编码"), found.code),
        (gettext("有效期"), f"{day_text(found.valid_from, False)} – {day_text(found.valid_until, False)}"),
        (gettext("制作时间"), moment_text(found.made_at)),
    ]
    if found.retired_at:
        facts += [
            (gettext("停用时间"), moment_text(found.retired_at)),
            (gettext("停用原因"), found.retired_reason),
        ]
    return [*facts, (gettext("算法"), "SM2 / SM3 (GB/T 38540)")]


@require_safe
@allow(Role.ADMINISTRATOR, Role.BUREAU_HEAD)
def picture(request: HttpRequest, seal_id: int) -> HttpResponse:
    """The seal's picture."""
    found = selectors.access_seal(actor_of(request), seal_id)
    response = HttpResponse(found.picture, content_type="image/svg+xml")
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@require_POST
@allow(Role.ADMINISTRATOR)
@idempotent
def retire(request: HttpRequest, seal_id: int) -> HttpResponse:
    """Take a seal out of use."""
    actor, form = actor_of(request), RetireForm(request.POST)
    selectors.access_seal(actor, seal_id)
    if not attempt(
        form,
        lambda: services.retire_seal(actor, seal_id=seal_id, reason=form.cleaned_data["reason"]),
    ):
        return _seal(request, seal_id, form)
    messages.success(request, gettext("印章已停用，证书已吊销；以前盖的章仍然有效。"))
    return redirect("seals:seal", seal_id=seal_id)


@require_http_methods(["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def replace(request: HttpRequest, seal_id: int) -> HttpResponse:
    """Retire a seal and make the one that takes its place."""
    actor = actor_of(request)
    old = selectors.access_seal(actor, seal_id)
    form = ReplaceForm(request.POST or None, initial={"ring": identity.bureau_name(actor.bureau_id)})
    made: list[Seal] = []
    if request.method == "POST" and attempt(
        form,
        lambda: made.append(
            services.replace_seal(
                actor, seal_id=seal_id, order=form.order(), reason=form.cleaned_data["reason"]
            )
        ),
    ):
        messages.success(request, gettext("旧章已停用，新章已启用。"))
        return redirect("seals:seal", seal_id=made[0].pk)
    context = {"form": form, "old": old}
    return render(request, "seals/make.html", context, status=422 if form.errors else 200)


@require_GET
@allow(Role.ADMINISTRATOR, Role.BUREAU_HEAD)
def uses(request: HttpRequest) -> HttpResponse:
    """What the bureau's seals were put on, found by digest, person, reason or number."""
    actor, asked = actor_of(request), request.GET
    seal_id = int(asked["seal"]) if asked.get("seal", "").isdecimal() and len(asked["seal"]) < 18 else None
    rows = selectors.visible_uses(actor, seal_id=seal_id, words=asked.get("q", ""))
    context = {
        "page": keyset_page(rows, ("-id",), asked),
        "count": rows.count(),
        "asked": asked,
        "seal_id": seal_id,
        "seals": list(selectors.visible_seals(actor)),
    }
    return render(request, "seals/uses.html", context)
