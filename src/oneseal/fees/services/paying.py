"""Paying: an order with the provider, and its word of what became of it, however often and in whatever order it comes.

The bill's row is locked first in every act. The provider is never asked inside a transaction.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from oneseal.documents import services as documents
from oneseal.fees import events, gateway, selectors
from oneseal.fees.models import Bill, Order
from oneseal.fees.rules.states import BILL, ORDER, OrderState
from oneseal.fees.services.billing import case_ids, on_behalf
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, NotFound
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


def start_payment(actor: Actor, *, bill_id: int) -> Order:
    """An order with the provider that the payer can pay at `pay_url`; the live one again where there is one.

    Raises Conflict where the bill owes nothing or the provider does not answer.
    """
    provider = gateway.provider.current()
    with transaction.atomic():
        bill = lock(Bill, bill_id)
        selectors.access_bill(actor, bill_id)
        BILL.step(bill.state, "order")
        order = bill.orders.filter(state=OrderState.LIVE).first() or _new_order(actor, bill)
    if order.pay_url:
        return order
    asked = {
        "order_no": order.number,
        "fen": order.fen,
        "subject": bill.number,
        "notify_url": f"{settings.PUBLIC_URL}{reverse('fees:notify')}",
        "return_url": f"{settings.PUBLIC_URL}{reverse('fees:bill', args=[bill.uid])}",
    }
    try:
        order.pay_url = str(provider.call("order.create", asked)["pay_url"])[:500]
    except (gateway.Unreachable, KeyError) as error:
        raise Conflict("provider_silent", N_("支付机构暂时没有回应，没有扣款。请过几分钟再试。")) from error
    Order.objects.filter(pk=order.pk, state=OrderState.LIVE).update(pay_url=order.pay_url)
    return order


def _new_order(actor: Actor, bill: Bill) -> Order:
    number = next_order_number(bill)
    order = Order.objects.create(bill=bill, number=number, fen=bill.total, made_at=clock.now())
    _tell(actor, bill, events.Ordered(number, bill.total))
    return order


def _tell(actor: Actor, bill: Bill, event: Event, *changes: Update, reason: str = "") -> None:
    record(on_behalf(actor, bill), Subject("bill", bill.pk), event, changes=changes, reason=reason)


def _locked(number: str) -> tuple[Bill, Order]:
    """The order and its bill under lock. Raises NotFound."""
    found = Order.objects.filter(number=number).values_list("bill_id", flat=True).first()
    if found is None:
        raise NotFound("order_not_found", N_("没有这个支付订单。"))
    bill = lock(Bill, found)
    return bill, Order.objects.get(number=number)


def next_order_number(bill: Bill) -> str:
    """The number of a bill's next order or payment; begins with the bureau's id, as the provider's file needs."""
    return f"{bill.bureau_id}-{bill.number}-{bill.orders.count() + 1:02d}"


def confirm_payment(*, number: str, fen: int, trade_no: str, paid_at: datetime, by: str) -> bool:
    """The provider says that an order is paid: by call-back, query or daily file (`by`). Whether that was news.

    Money for a bill that is paid or void already is kept apart as surplus and asked back for the payer at once.
    Raises Conflict where the amount is not the order's: nothing is taken as paid then.
    """
    with transaction.atomic():
        bill, order = _locked(number)
        if order.state == OrderState.PAID:
            return False
        if fen != order.fen:
            raise Conflict(
                "amount_differs",
                N_("支付机构报告的金额与订单 %(number)s 不符，没有入账，请财务核对。"),
                params={"number": number},
            )
        values: dict[str, object] = {
            "state": ORDER.step(order.state, "confirm"),
            "trade_no": trade_no,
            "paid_at": paid_at,
        }
        if BILL.allows(bill.state, "pay"):
            settle(bill, order, values, by)
        else:
            values["surplus"] = True
            change = Update(Order, order.pk, values, expect={"state": order.state})
            _tell(SYSTEM, bill, events.SurplusCame(number, fen, by), change)
            _give_back(order)
    return True


def settle(bill: Bill, order: Order, values: dict[str, object], by: str) -> None:
    """The bill is paid by this order; the receipt is issued, other orders can no longer matter."""
    receipt = documents.issue_document(
        on_behalf(SYSTEM, bill),
        bureau_id=bill.bureau_id,
        kind="fee_receipt",
        subject=Subject("bill", bill.pk),
        data=_receipt(bill, str(values["trade_no"]), values["paid_at"]),
    )
    now = {
        "state": BILL.step(bill.state, "pay"),
        "paid": bill.total,
        "paid_at": values["paid_at"],
        "receipt_id": receipt.pk,
    }
    changes = [
        Update(Bill, bill.pk, now, expect={"state": bill.state}),
        Update(Order, order.pk, values, expect={"state": order.state}),
    ]
    _tell(SYSTEM, bill, events.Paid(bill.number, case_ids(bill), bill.total, order.number, by), *changes)


def _receipt(bill: Bill, trade_no: str, paid_at: Any) -> dict[str, Any]:
    lines = list(bill.lines.all())
    names = dict.fromkeys(each.item_name for each in lines)
    return {
        "applicant": bill.payer,
        "person": bill.applicant.kind == "person",
        "item_name": "、".join(names)[:300],
        "bill_number": bill.number,
        "paid_on": local_day(paid_at),
        "trade_number": trade_no,
        "lines": [
            {"name": each.name, "standard": each.standard, "case_number": each.case_number, "fen": each.fen}
            for each in lines
        ],
        "total_fen": bill.total,
    }


def _give_back(order: Order) -> None:
    """Surplus money waits for a second person's approval like every refund."""
    from oneseal.fees.services.refunding import open_refund

    open_refund(SYSTEM, order, order.fen, "重复支付或缴费单已作废，多收款项退回")


def query_order(*, number: str) -> str:
    """Ask the provider what became of an order and act on it; the provider's word for its state.

    Finds payments whose call-back was lost, and orders that ended unpaid. Raises Unreachable, Conflict.
    """
    said = gateway.provider.current().call("order.query", {"order_no": number})
    return _act_on(number, said)


def close_order(actor: Actor, *, bill_id: int) -> str:
    """End the live order of a bill, so that the bill can be changed; what was paid meanwhile counts as paid."""
    bill = selectors.access_bill(actor, bill_id)
    order = bill.orders.filter(state=OrderState.LIVE).first()
    if order is None:
        raise Conflict("no_order", N_("这张缴费单没有正在进行的支付。请刷新页面。"))
    try:
        said = gateway.provider.current().call("order.close", {"order_no": order.number})
    except gateway.Unreachable as error:
        raise Conflict("provider_silent", N_("支付机构暂时没有回应，请过几分钟再试。")) from error
    return _act_on(order.number, said)


def _act_on(number: str, said: dict[str, Any]) -> str:
    state = str(said.get("state", ""))
    if state == "PAID":
        confirm_payment(
            number=number,
            fen=int(said["fen"]),
            trade_no=str(said["trade_no"])[:64],
            paid_at=datetime.fromisoformat(said["paid_at"]),
            by="query",
        )
    elif state in {"CLOSED", "NONE"}:
        _close(number)
    return state


def _close(number: str) -> None:
    with transaction.atomic():
        bill, order = _locked(number)
        if order.state == OrderState.LIVE:
            change = Update(
                Order, order.pk, {"state": ORDER.step(order.state, "close")}, expect={"state": order.state}
            )
            _tell(SYSTEM, bill, events.OrderClosed(number), change)
