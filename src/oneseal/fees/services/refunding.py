"""Refunds: asked for with the reason, approved by somebody else, done by the provider, each once."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from oneseal.cases.rules.states import CaseState
from oneseal.fees import events, gateway, selectors
from oneseal.fees.models import Bill, Order, Refund
from oneseal.fees.rules.charges import refundable
from oneseal.fees.rules.states import BILL, REFUND, BillState, OrderState, RefundState
from oneseal.fees.services.billing import drop_case, on_behalf
from oneseal.foundation import clock, jobs
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from oneseal.cases.models import Case

WITHOUT_RESULT = frozenset({CaseState.WITHDRAWN, CaseState.TERMINATED, CaseState.NOT_ACCEPTED})


def ask_refund(actor: Actor, *, bill_id: int, fen: int, reason: str) -> Refund:
    """Ask for money back of a paid bill (分), with the reason; another person decides. For cashiers."""
    if not actor.has(*selectors.CASHIERS):
        raise Forbidden("cashiers_only", N_("只有窗口人员可以申请退款。"))
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明退款的原因。"), field="reason")
    with transaction.atomic():
        bill = lock(Bill, bill_id)
        selectors.access_bill(actor, bill_id)
        BILL.step(bill.state, "refund_part")
        order = bill.orders.filter(state=OrderState.PAID, surplus=False).first()
        if order is None:
            raise RuleViolation("nothing_paid", N_("这张缴费单没有收过款，不能退款。"), field="fen")
        return open_refund(actor, order, fen, reason.strip()[:300])


def open_refund(actor: Actor, order: Order, fen: int, reason: str) -> Refund:
    """The refund's row, under the bill's lock. Raises RuleViolation for more than is left."""
    rows = list(order.refunds.exclude(state=RefundState.REJECTED))
    done = sum(each.fen for each in rows if each.state == RefundState.DONE)
    under_way = sum(each.fen for each in rows if each.state != RefundState.DONE)
    refundable(order.fen, done, under_way, fen)
    number = f"{order.number}-R{order.refunds.count() + 1:02d}"
    refund = Refund.objects.create(
        order=order,
        number=number,
        fen=fen,
        reason=reason,
        asked_by_id=actor.staff_id or None,
        asked_at=clock.now(),
    )
    _tell(actor, order.bill, events.RefundAsked(number, order.number, fen), reason=reason)
    return refund


def settle_ended(*, bill_id: int, at: datetime) -> Refund | None:
    """A payment was under way when an application ended: what was paid for it since is asked back, the rest falls.

    `at` is when the payment was settled, one way or the other. Charges paid before the end are left to the cashiers:
    whether they go back is theirs to judge. May run twice.
    """
    with transaction.atomic():
        bill = lock(Bill, bill_id)
        lines = [each for each in bill.lines.select_related("case") if _ended_before(each.case, at)]
        if bill.state == BillState.OPEN:
            for case_id in sorted({each.case_id for each in lines}):
                drop_case(case_id=case_id, why="申请已结束")
        order = bill.orders.filter(state=OrderState.PAID, surplus=False).first()
        fen = sum(each.fen for each in lines)
        if bill.state != BillState.PAID or order is None or not fen:
            return None
        if order.refunds.exclude(state=RefundState.REJECTED).exists():
            return None
        return open_refund(SYSTEM, order, fen, "申请结束以后才支付，应当退回")


def _ended_before(case: "Case", at: datetime) -> bool:
    return case.state in WITHOUT_RESULT and case.closed_at is not None and case.closed_at < at


def approve_refund(actor: Actor, *, refund_id: int) -> Refund:
    """Agree to a refund that somebody else asked for; it goes to the provider by itself. Again where it failed.

    Money taken at the counter is handed back there (services.pay_out_refund).
    """
    with transaction.atomic():
        bill, refund = _locked_by(actor, refund_id, "approve")
        values = {
            "state": REFUND.step(refund.state, "approve"),
            "settled_by_id": actor.staff_id,
            "settled_at": clock.now(),
        }
        _move(actor, bill, refund, events.RefundApproved(refund.number, refund.fen), values)
        if refund.order.counter_id is None:
            jobs.defer("fees.send_refund", refund_id=refund.pk)
    return refund


def reject_refund(actor: Actor, *, refund_id: int, reason: str) -> Refund:
    """Do not agree, with the reason."""
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明为什么不同意退款。"), field="reason")
    with transaction.atomic():
        bill, refund = _locked_by(actor, refund_id, "reject")
        values = {
            "state": REFUND.step(refund.state, "reject"),
            "settled_by_id": actor.staff_id,
            "settled_at": clock.now(),
            "said": reason.strip()[:300],
        }
        _move(actor, bill, refund, events.RefundRejected(refund.number), values, reason=reason.strip()[:300])
    return refund


def send_refund(*, refund_id: int) -> None:
    """Hand an approved refund to the provider, or ask what became of it: the same number is given back once.

    Raises Unreachable; the job tries again.
    """
    refund = Refund.objects.select_related("order").get(pk=refund_id)
    if refund.state != RefundState.APPROVED:
        return
    asked = {
        "order_no": refund.order.number,
        "refund_no": refund.number,
        "fen": refund.fen,
        "reason": refund.reason,
    }
    take_refund(refund.number, gateway.provider.current().call("refund.create", asked), by="query")


def query_refund(*, number: str) -> None:
    """Ask what became of a refund under way; one that the provider does not know is sent again."""
    said = gateway.provider.current().call("refund.query", {"refund_no": number})
    if said.get("state") == "NONE":
        send_refund(refund_id=Refund.objects.get(number=number).pk)
    else:
        take_refund(number, said, by="query")


def take_refund(number: str, said: Mapping[str, Any], *, by: str) -> bool:
    """The provider's word on a refund; whether it was news. PROCESSING changes nothing."""
    found = Refund.objects.filter(number=number).values_list("order__bill_id", flat=True).first()
    if found is None:
        raise NotFound("refund_not_found", N_("没有这笔退款。"))
    with transaction.atomic():
        bill = lock(Bill, found)
        refund = Refund.objects.select_related("order").get(number=number)
        if refund.state != RefundState.APPROVED or said.get("state") not in {"DONE", "FAILED"}:
            return False
        if said["state"] == "FAILED":
            values: dict[str, object] = {"state": REFUND.step(refund.state, "fail")}
            _move(SYSTEM, bill, refund, events.RefundFailed(number), values)
            return True
        finish_refund(SYSTEM, bill, refund, trade_no=str(said.get("trade_no", ""))[:64], by=by)
    return True


def finish_refund(actor: Actor, bill: Bill, refund: Refund, *, trade_no: str, by: str) -> None:
    """The money is back with the payer; under the bill's lock."""
    values: dict[str, object] = {
        "state": REFUND.step(refund.state, "confirm"),
        "done_at": clock.now(),
        "trade_no": trade_no,
    }
    event = events.Refunded(refund.number, refund.fen, by)
    _move(actor, bill, refund, event, values, *_of_bill(bill, refund))


def _of_bill(bill: Bill, refund: Refund) -> list[Update]:
    """What a refund changes on its bill; surplus was never the bill's."""
    if refund.order.surplus:
        return []
    refunded = bill.refunded + refund.fen
    verb = "refund_all" if refunded == bill.paid else "refund_part"
    values = {"state": BILL.step(bill.state, verb), "refunded": refunded}
    return [Update(Bill, bill.pk, values, expect={"refunded": bill.refunded})]


def _locked_by(actor: Actor, refund_id: int, verb: str) -> tuple[Bill, Refund]:
    """A refund under its bill's lock, for another than who asked (four eyes)."""
    if not actor.has(*selectors.APPROVERS):
        raise Forbidden("approvers_only", N_("退款由科室负责人、局领导或综合协调岗批准。"))
    bill = lock(Bill, selectors.access_refund(actor, refund_id).order.bill_id)
    refund = selectors.access_refund(actor, refund_id)
    REFUND.step(refund.state, verb)
    if refund.asked_by_id == actor.staff_id:
        raise Forbidden(
            "own_refund",
            N_("退款须由申请人以外的另一人批准，请让同事办理。"),
            basis="内部控制：申请与批准分离",
        )
    return bill, refund


def _move(
    actor: Actor,
    bill: Bill,
    refund: Refund,
    event: Event,
    values: dict[str, object],
    *more: Update,
    reason: str = "",
) -> None:
    change = Update(Refund, refund.pk, values, expect={"state": refund.state})
    record(on_behalf(actor, bill), Subject("bill", bill.pk), event, changes=[change, *more], reason=reason)
    for name, value in values.items():
        setattr(refund, name, value)


def _tell(actor: Actor, bill: Bill, event: Event, *, reason: str) -> None:
    record(on_behalf(actor, bill), Subject("bill", bill.pk), event, reason=reason)
