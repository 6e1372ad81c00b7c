"""The payer's pages: what I owe, pay it, the receipt."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from oneseal.fees import gateway, selectors, services
from oneseal.fees.rules.states import BillState, OrderState
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation

TONES = {"open": "amber", "paid": "green", "part_refunded": "blue", "refunded": "grey", "void": "grey"}


@require_safe
@never_cache
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """My bills, newest first; several open ones of one payer can be made one."""
    actor = actor_of(request)
    page = keyset_page(selectors.visible_bills(actor).exclude(state=BillState.VOID), ("-id",), request.GET)
    context = {
        "page": page,
        "rows": [(row, TONES[row.state]) for row in page.rows],
        "groups": selectors.mergeable(actor),
    }
    return render(request, "fees/mine.html", context)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def merge(request: HttpRequest) -> HttpResponse:
    """One bill of those ticked."""
    chosen = [int(each) for each in request.POST.getlist("bills") if each.isdigit()]
    try:
        made = services.merge_bills(actor_of(request), bill_ids=chosen)
    except RuleViolation as error:
        messages.error(request, sentence(error))
        return redirect("fees:mine")
    messages.success(request, gettext("已合并成一张缴费单。"))
    return redirect("fees:bill", uid=made.uid)


@require_safe
@never_cache
@allow(Role.CITIZEN)
def bill(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One bill: what for, how much, pay, receipt."""
    return _show(request, uid)


def _show(request: HttpRequest, uid: UUID, refused: str = "") -> HttpResponse:
    found = selectors.bill_by_uid(actor_of(request), uid)
    context = {
        "bill": found,
        "lines": list(found.lines.all()),
        "tone": TONES[found.state],
        "order": found.orders.filter(state=OrderState.LIVE).first()
        if found.state == BillState.OPEN
        else None,
        "refunds": selectors.refunds_of(found),
        "configured": gateway.provider.is_configured(),
        "refused": refused,
    }
    return render(request, "fees/bill.html", context, status=422 if refused else 200)


@require_POST
@allow(Role.CITIZEN)
@limit("60/h", by="account", methods=("POST",))
def pay(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To the provider's cashier. The page's policy lets no form lead to another site, so a script or a link goes there."""
    actor = actor_of(request)
    found = selectors.bill_by_uid(actor, uid)
    try:
        order = services.start_payment(actor, bill_id=found.pk)
    except RuleViolation as error:
        return _show(request, uid, sentence(error))
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": order.pay_url})
    return redirect(f"{reverse('fees:bill', args=[uid])}#pay")


@require_POST
@allow(Role.CITIZEN)
@limit("60/h", by="account", methods=("POST",))
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask the provider what became of the payment, for those who do not want to wait."""
    found = selectors.bill_by_uid(actor_of(request), uid)
    order = found.orders.filter(state=OrderState.LIVE).first()
    try:
        state = services.query_order(number=order.number) if order else "PAID"
    except (RuleViolation, gateway.Unreachable):
        return _show(request, uid, gettext("支付机构暂时没有回应，请过几分钟再查。"))
    if state == "WAIT":
        messages.info(request, gettext("支付机构还没有收到款项。"))
    return redirect("fees:bill", uid=uid)
