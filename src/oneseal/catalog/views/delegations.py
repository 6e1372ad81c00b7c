"""Letters of delegation 行政许可委托书: draft, approve, withdraw; the public list (2.21)."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog import services
from oneseal.catalog.forms.delegations import DelegationForm, ReasonForm
from oneseal.catalog.models import Delegation
from oneseal.catalog.selectors import delegations as selectors
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.lists import keyset_page
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor, Role

TONES = {"draft": "amber", "returned": "grey", "approved": "green", "ended": "grey"}


@require_safe
@allow_everyone
def public(request: HttpRequest) -> HttpResponse:
    """What others do in the bureau's name, for everybody."""
    return render(request, "catalog/delegations_public.html", {"rows": selectors.public_delegations()})


@require_safe
@allow(*selectors.READERS)
def delegations(request: HttpRequest) -> HttpResponse:
    """All letters, newest first."""
    actor = actor_of(request)
    page = keyset_page(selectors.visible_delegations(actor), ("-id",), request.GET)
    context = {
        "page": page,
        "rows": [(row, TONES[row.state], is_over(row)) for row in page.rows],
        "keeper": actor.has(Role.ITEM_KEEPER),
    }
    return render(request, "catalog/delegations.html", context)


def is_over(row: Delegation) -> bool:
    """Whether the term of an approved letter has run out."""
    return row.state == "approved" and row.to_on < clock.today()


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Draft a letter."""
    actor = actor_of(request)
    form = DelegationForm(request.POST or None, actor=actor, initial={"from_on": clock.today()})
    made: list[Delegation] = []
    if request.method == "POST" and attempt(form, lambda: made.append(_draft(actor, form.cleaned_data))):
        messages.success(request, gettext("已起草，等待局领导批准。批准以前不生效。"))
        return redirect("catalog:delegation", made[0].pk)
    return render(request, "catalog/delegation_new.html", {"form": form}, status=422 if form.errors else 200)


def _draft(actor: Actor, data: dict[str, Any]) -> Delegation:
    given = {**data, "item_ids": data["items"]}
    given.pop("items")
    return services.draft_delegation(actor, services.Proposal(**given))


@require_safe
@allow(*selectors.READERS)
def delegation(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """One letter with its acts and history."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_delegation(actor, delegation_id))


@require_POST
@allow(Role.ITEM_KEEPER, Role.BUREAU_HEAD)
@idempotent
def act(request: HttpRequest, delegation_id: int, verb: str) -> HttpResponse:
    """Approve, return or withdraw."""
    if verb not in {"approve", "return", "end"}:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_delegation(actor, delegation_id)
    form = Form(request.POST) if verb == "approve" else ReasonForm(request.POST, auto_id=f"id_{verb}_%s")
    if attempt(form, lambda: _do(actor, delegation_id, verb, form.cleaned_data)):
        messages.success(request, _done(verb))
        return redirect("catalog:delegation", delegation_id)
    return _show(request, actor, row, **{verb: form})


def _do(actor: Actor, pk: int, verb: str, data: dict[str, Any]) -> None:
    if verb == "approve":
        services.approve_delegation(actor, delegation_id=pk)
    elif verb == "return":
        services.return_delegation(actor, delegation_id=pk, **data)
    else:
        services.end_delegation(actor, delegation_id=pk, **data)


def _done(verb: str) -> str:
    return {
        "approve": gettext("已批准。委托书已编号、盖章并公布。"),
        "return": gettext("已退回起草人。"),
        "end": gettext("已撤回。受委托单位从现在起不能再办理。"),
    }[verb]


def _show(request: HttpRequest, actor: Actor, row: Delegation, **bound: Form) -> HttpResponse:
    head = actor.has(Role.BUREAU_HEAD)
    acts = {"draft": ["approve", "return"] if head else [], "approved": ["end"]}.get(row.state, [])
    if not actor.has(Role.BUREAU_HEAD, Role.ITEM_KEEPER):
        acts = []
    context = {
        "row": row,
        "acts": acts,
        "tone": TONES[row.state],
        "over": is_over(row),
        "items": row.items.order_by("name"),
        "timeline": timeline(Subject("delegation", row.pk)),
        "approve_form": bound.get("approve", Form()),
        "return_form": bound.get("return", ReasonForm(auto_id="id_return_%s")),
        "end_form": bound.get("end", ReasonForm(auto_id="id_end_%s")),
    }
    return render(request, "catalog/delegation.html", context, status=422 if bound else 200)
