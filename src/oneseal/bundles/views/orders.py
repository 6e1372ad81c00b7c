"""Orders of partners: the partner's own page, and the window's view of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.bundles import selectors, services
from oneseal.bundles.forms import FinishForm, ReasonForm, TakeForm
from oneseal.bundles.models import PartnerOrder
from oneseal.bundles.rules.states import ORDERS
from oneseal.bundles.selectors.partners import WATCHERS
from oneseal.bundles.views import shared
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.pages import tabs
from oneseal.foundation.problems import sentences
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

WHO = (Role.LIAISON, *WATCHERS)
VIEWS = {"open": N_("要办的"), "returned": N_("退回的"), "done": N_("办好的"), "all": N_("全部")}
FORMS: dict[str, type[Any]] = {"take": TakeForm, "finish": FinishForm, "return": ReasonForm}


@require_safe
@allow(*WHO)
def orders(request: HttpRequest) -> HttpResponse:
    """Orders, the most urgent first."""
    actor, view = actor_of(request), request.GET.get("view", "open")
    rows = selectors.open_orders(actor) if view == "open" else selectors.visible_orders(actor)
    if view in {"returned", "done"}:
        rows = rows.filter(state=view)
    page = keyset_page(rows, ("due", "id"), request.GET)
    context = {
        "page": page,
        "rows": [(row, shared.TONES[row.state]) for row in page.rows],
        "tabs": tabs(VIEWS, view),
    }
    return render(request, "bundles/orders.html", context)


@require_safe
@allow(*WHO)
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order with what may be done."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_order(actor, order_id))


def _show(
    request: HttpRequest, actor: Actor, row: PartnerOrder, refused: list[str] | None = None
) -> HttpResponse:
    verbs = ORDERS.allowed(row.state)
    context = {
        "order": row,
        "tone": shared.TONES[row.state],
        "forms": {verb: form() for verb, form in FORMS.items() if verb in verbs},
        "may_resend": row.state == "returned" and actor.has(Role.CLERK, Role.COORDINATOR),
        "watching": actor.has(*WATCHERS),
        "data": _told(row),
        "refused": refused or [],
    }
    return render(request, "bundles/order_page.html", context, status=422 if refused else 200)


def _told(row: PartnerOrder) -> list[tuple[str, str]]:
    """What the partner needs of the one form: the firm's name, its number, whom to call."""
    names = (
        ("company_name", gettext("企业名称")),
        ("org_uscc", gettext("统一社会信用代码")),
        ("legal_name", gettext("法定代表人")),
        ("contact_name", gettext("联系人")),
        ("contact_phone", gettext("联系电话")),
    )
    data = {**row.joint.data, **row.joint.yields}
    return [(label, str(data[name])) for name, label in names if data.get(name)]


@require_POST
@allow(*WHO)
@idempotent
def act(request: HttpRequest, order_id: int, verb: str) -> HttpResponse:
    """Take, finish, return, send again."""
    actor, sent = actor_of(request), request.POST
    acts = {
        "take": lambda: services.take_order(actor, order_id=order_id, by=sent.get("by", "")),
        "finish": lambda: services.finish_order(
            actor, order_id=order_id, reference=sent.get("reference", ""), note=sent.get("note", "")
        ),
        "return": lambda: services.return_order(actor, order_id=order_id, reason=sent.get("reason", "")),
        "resend": lambda: services.resend_order(actor, order_id=order_id),
    }
    if verb not in acts:
        raise Http404
    try:
        acts[verb]()
    except RuleViolation as error:
        return _show(request, actor, selectors.access_order(actor, order_id), sentences(error))
    messages.success(request, gettext("已记录。"))
    return redirect("bundles:order", order_id=order_id)
