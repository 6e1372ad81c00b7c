"""One item: its versions, differences, the way of a draft to publication, the change ledger."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog import selectors, services
from oneseal.catalog.forms import LEDGER_KINDS, LedgerForm, PublishForm
from oneseal.catalog.selectors import keeping
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.problems import sentences
from oneseal.identity import selectors as identity
from oneseal.identity.forms import refuse
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation, Violations


@require_safe
@allow(Role.ITEM_KEEPER)
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Current version, draft with its gaps, all versions, ledger."""
    return _item_page(request, item_id)


def _item_page(request: HttpRequest, item_id: int, status: int = 200, **more: Any) -> HttpResponse:
    actor = actor_of(request)
    found = selectors.access_item(actor, item_id)
    state = keeping.item_state(found)
    shown = state.draft or state.current
    content = selectors.content_of(shown) if shown else None
    context = {
        "item": found,
        "state": state,
        "content": content,
        "guide": selectors.guide_of(shown) if shown else None,
        "departures": keeping.departures(found, content) if content else None,
        "ledger": keeping.ledger(actor, item_id=item_id)[:20],
        "publish": PublishForm(initial={"effective_from": clock.today()}),
        "ledger_form": LedgerForm(),
        "posts": {code: post.name for code, post in identity.posts_by_code(found.bureau_id).items()},
        "own_draft": bool(state.draft and state.draft.author_id == actor.account_id),
        **more,
    }
    return render(request, "catalog/item.html", context, status=status)


@require_POST
@allow(Role.ITEM_KEEPER)
@idempotent
def act(request: HttpRequest, item_id: int, version_id: int) -> HttpResponse:
    """Submit, return, publish or discard a draft; a refusal shows on the page with nothing lost."""
    actor = actor_of(request)
    selectors.access_item(actor, item_id)
    try:
        done = _act(actor, request, version_id)
    except (RuleViolation, Violations) as error:
        told = sentences(error)
        return _item_page(request, item_id, status=422, refused=told, reason=request.POST.get("reason", ""))
    messages.success(request, done)
    return redirect("catalog:item", item_id)


def _act(actor: Actor, request: HttpRequest, version_id: int) -> str:
    match request.POST.get("act"):
        case "submit":
            services.submit_for_review(actor, version_id=version_id)
            return gettext("已提交审核，由另一位事项管理员审核发布。")
        case "return":
            services.return_draft(actor, version_id=version_id, reason=request.POST.get("reason", ""))
            return gettext("已退回起草人。")
        case "discard":
            services.discard_draft(actor, version_id=version_id)
            return gettext("草稿已删除。")
        case _:
            form = PublishForm(request.POST)
            if not form.is_valid():
                raise RuleViolation("date_missing", gettext("请填写生效日期。"), field="effective_from")
            services.publish_version(
                actor, version_id=version_id, effective_from=form.cleaned_data["effective_from"]
            )
            return gettext("已发布。")


@require_POST
@allow(Role.ITEM_KEEPER)
@idempotent
def draft(request: HttpRequest, item_id: int) -> HttpResponse:
    """Start the next version, or go on with the draft that there is."""
    version = services.new_draft(actor_of(request), item_id=item_id)
    return redirect("catalog:edit", version.pk, "basic")


@require_safe
@allow(Role.ITEM_KEEPER)
def compare(request: HttpRequest, item_id: int, old: int, new: int) -> HttpResponse:
    """What changed from one version to another."""
    actor = actor_of(request)
    found = selectors.access_item(actor, item_id)
    before, after = selectors.access_version(actor, old), selectors.access_version(actor, new)
    changes = keeping.changes_between(before, after)
    context = {"item": found, "before": before, "after": after, "changes": changes}
    return render(request, "catalog/compare.html", context)


LEDGER_ACTS: dict[str, tuple[Callable[..., None], tuple[str, ...]]] = {
    "cancel": (services.cancel_item, ("basis", "note")),
    "suspend": (services.suspend_item, ("basis", "note")),
    "resume": (services.resume_item, ("basis", "note")),
    "delegate": (
        services.delegate_item,
        ("to_unit", "to_kind", "scope", "basis", "effective_on", "deadline"),
    ),
    "transfer": (services.transfer_item, ("from_unit", "basis", "effective_on")),
    "take_over": (services.take_over_item, ("from_unit", "basis", "effective_on")),
}


@require_http_methods(["POST"])
@allow(Role.ITEM_KEEPER)
@idempotent
def change(request: HttpRequest, item_id: int) -> HttpResponse:
    """Enter a change of who holds the power."""
    actor = actor_of(request)
    selectors.access_item(actor, item_id)
    form = LedgerForm(request.POST)
    if form.is_valid():
        service, names = LEDGER_ACTS[form.cleaned_data["kind"]]
        try:
            service(actor, item_id=item_id, **{name: form.cleaned_data[name] for name in names})
        except RuleViolation as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("已登记变动。"))
            return redirect("catalog:item", item_id)
    return _item_page(request, item_id, status=422, ledger_form=form)


@require_safe
@allow(Role.ITEM_KEEPER)
def ledger(request: HttpRequest) -> HttpResponse:
    """All changes of the bureau's powers."""
    kind = request.GET.get("kind", "")
    entries = keeping.ledger(actor_of(request), kind=kind)
    page = keyset_page(entries, ("-effective_on", "-id"), request.GET)
    context = {"page": page, "kind": kind, "kinds": LEDGER_KINDS}
    return render(request, "catalog/ledger.html", context)
