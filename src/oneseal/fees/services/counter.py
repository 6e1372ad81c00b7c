"""Money at the counter: taken with its receipt, paid back, counted by two at the end of the day."""

from django.db import IntegrityError, transaction

from oneseal.fees import events, selectors
from oneseal.fees.models import Bill, Closing, Difference, Order, Refund
from oneseal.fees.rules import counter as rules
from oneseal.fees.rules.counter import Way
from oneseal.fees.rules.states import BILL, OrderState, RefundState
from oneseal.fees.services.billing import being_paid, cashiers_only
from oneseal.fees.services.paying import next_order_number, settle
from oneseal.fees.services.refunding import finish_refund
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.foundation.numbering import next_number
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.kernel.text import N_


def take_payment(actor: Actor, *, bill_id: int, way: str, slip: str) -> Order:
    """Record that the whole of a bill was paid at the counter, by cash or card, with the number of its receipt or slip.

    For cashiers. An order under way with the provider must end first, so that nothing is paid twice; the same slip
    pays one bill. Raises RuleViolation, Conflict.
    """
    cashiers_only(actor)
    rules.check_slip(way, slip)
    with transaction.atomic():
        bill = lock(Bill, bill_id)
        selectors.access_bill(actor, bill_id)
        BILL.step(bill.state, "pay")
        if bill.orders.filter(state=OrderState.LIVE).exists():
            raise being_paid(bill)
        order = _new_order(actor, bill, way, slip.strip()[:64])
        event = events.TakenAtCounter(bill.number, order.fen, way, order.trade_no)
        record(actor, Subject("bill", bill.pk), event)
        paid = {"state": OrderState.PAID, "trade_no": order.trade_no, "paid_at": order.made_at}
        settle(bill, order, paid, "counter")
    return order


def _new_order(actor: Actor, bill: Bill, way: str, slip: str) -> Order:
    try:
        with transaction.atomic():
            return Order.objects.create(
                bill=bill,
                number=next_order_number(bill),
                fen=bill.total,
                made_at=clock.now(),
                way=way,
                counter_id=bill.bureau_id,
                trade_no=slip,
                taken_by_id=actor.staff_id,
            )
    except IntegrityError as error:
        raise Conflict("slip_used", N_("这个票据号已经收过另一笔款，请核对票据号。"), field="slip") from error


def pay_out_refund(actor: Actor, *, refund_id: int, slip: str) -> Refund:
    """Record that an approved refund of a payment at the counter was handed back, with the payee's receipt. For cashiers."""
    cashiers_only(actor)
    if not slip.strip():
        raise RuleViolation("slip_missing", N_("请填写退款收据的编号。"), field="slip")
    with transaction.atomic():
        bill = lock(Bill, selectors.access_refund(actor, refund_id).order.bill_id)
        refund = selectors.access_refund(actor, refund_id)
        if refund.order.counter_id is None:
            raise RuleViolation("not_at_counter", N_("网上收的款由支付机构原路退回，不能在窗口退。"))
        if refund.state != RefundState.APPROVED:
            raise Conflict("not_approved", N_("这笔退款还没有批准，或者已经退过。请刷新页面。"))
        finish_refund(actor, bill, refund, trade_no=slip.strip()[:64], by="counter")
    return refund


def count_drawer(actor: Actor, *, cash: int, card: int) -> Closing:
    """Count what the counter took since the last closing (分); the same person may correct it until it is checked.

    Everything taken until now goes into it, so nothing is left out and nothing counted twice. For cashiers.
    """
    cashiers_only(actor)
    with transaction.atomic():
        row = Closing.objects.select_for_update().filter(bureau=actor.bureau_id, checked_at=None).first()
        if row is not None and row.counted_by_id != actor.staff_id:
            raise Conflict("count_open", N_("同事的清点还没有复核，请先复核。"))
        row = row or _open(actor)
        values: dict[str, object] = {
            "cash_counted": cash,
            "card_counted": card,
            "counted_at": clock.now(),
        }
        event = events.DrawerCounted(row.number, row.cash, row.card, cash, card)
        record(actor, Subject("closing", row.pk), event, changes=[Update(Closing, row.pk, values)])
        row.cash_counted, row.card_counted = cash, card
    return row


def _open(actor: Actor) -> Closing:
    """A closing with everything that is in the drawer."""
    taken, given_back = selectors.drawer(actor.bureau_id)
    if not taken and not given_back:
        raise RuleViolation("nothing_taken", N_("窗口没有待日结的收款。"))
    sums = rules.in_drawer(
        [(each.way, each.fen) for each in taken], [(each.order.way, each.fen) for each in given_back]
    )
    now = clock.now()
    day = local_day(now)
    row = Closing.objects.create(
        bureau_id=actor.bureau_id,
        number=f"RJ{day:%Y%m%d}{next_number(actor.bureau_id, 'closing', day.year):04d}",
        cash=sums[Way.CASH],
        card=sums[Way.CARD],
        cash_counted=0,
        card_counted=0,
        counted_by_id=actor.staff_id,
        counted_at=now,
    )
    Order.objects.filter(pk__in=[each.pk for each in taken]).update(closing=row)
    Refund.objects.filter(pk__in=[each.pk for each in given_back]).update(closing=row)
    return row


def check_drawer(actor: Actor, *, closing_id: int, cash: int, card: int) -> Closing:
    """Count again what a colleague counted (分). Both agree, or nothing is closed; what differs from the books is listed."""
    cashiers_only(actor)
    with transaction.atomic():
        row = Closing.objects.select_for_update().filter(pk=closing_id, bureau=actor.bureau_id).first()
        if row is None:
            raise NotFound("closing_not_found", N_("没有找到这次日结。"))
        if row.checked_at is not None:
            raise Conflict("checked_already", N_("这次日结已经复核过。请刷新页面。"))
        rules.check_second(row.counted_by_id, actor.staff_id)
        first = {Way.CASH: row.cash_counted, Way.CARD: row.card_counted}
        rules.check_same(first, {Way.CASH: cash, Way.CARD: card})
        books = {Way.CASH: row.cash, Way.CARD: row.card}
        wrong = [way for way, fen in first.items() if fen != books[way]]
        _list(row, wrong, books, first)
        now = clock.now()
        values: dict[str, object] = {"checked_by_id": actor.staff_id, "checked_at": now}
        event = events.DrawerChecked(row.number, len(wrong))
        change = Update(Closing, row.pk, values, expect={"checked_at": None})
        record(actor, Subject("closing", row.pk), event, changes=[change])
        row.checked_at = now
    return row


def _list(row: Closing, wrong: list[Way], books: dict[Way, int], counted: dict[Way, int]) -> None:
    Difference.objects.bulk_create(
        [
            Difference(
                bureau_id=row.bureau_id,
                day=local_day(row.counted_at),
                kind=str(way),
                number=row.number,
                ours=books[way],
                theirs=counted[way],
            )
            for way in wrong
        ]
    )
