"""The provider's daily file compared with our books, both ways; what differs waits for the cashier."""

from datetime import date, datetime

from oneseal.fees import events, selectors
from oneseal.fees.gateway import provider
from oneseal.fees.models import Difference, Order, Reconciliation, Refund
from oneseal.fees.rules import protocol
from oneseal.fees.rules.counter import Way
from oneseal.fees.rules.states import OrderState, RefundState
from oneseal.fees.services.paying import query_order
from oneseal.fees.services.refunding import query_refund
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_
from oneseal.seals import comparing
from oneseal.seals.rules.statements import Mismatch, Movement


def compare_day(*, bureau_id: int, day: date) -> Reconciliation:
    """Compare one day with the provider's file. May run again. Raises Unreachable, ValueError for half a file."""
    return COMPARISON.compare(bureau_id, day)


def _ours(bureau_id: int, first: datetime, after: datetime) -> list[Movement]:
    paid = Order.objects.filter(
        bill__bureau=bureau_id,
        state=OrderState.PAID,
        way=Way.ONLINE,
        paid_at__gte=first,
        paid_at__lt=after,
    )
    back = Refund.objects.filter(
        order__bill__bureau=bureau_id,
        order__way=Way.ONLINE,
        state=RefundState.DONE,
        done_at__gte=first,
        done_at__lt=after,
    )
    return [
        *(Movement(protocol.PAY, each.number, each.trade_no, each.fen) for each in paid),
        *(Movement(protocol.REFUND, each.number, each.trade_no, each.fen) for each in back),
    ]


def _ask(each: Mismatch) -> None:
    """A call-back and the queries were lost until now, or it is none of ours: then it stays a difference."""
    if each.ours is not None:
        return
    if each.kind == protocol.PAY and Order.objects.filter(number=each.number).exists():
        query_order(number=each.number)
    elif each.kind == protocol.REFUND and Refund.objects.filter(number=each.number).exists():
        query_refund(number=each.number)


def _keep(bureau_id: int, day: date, each: Mismatch) -> None:
    comparing.keep_difference(Difference, bureau_id, day, each, kind=each.kind)


COMPARISON = comparing.Comparison(
    provider, Reconciliation, "reconciliation", _ours, _ask, _keep, events.Compared
)


def settle_difference(actor: Actor, *, difference_id: int, said: str) -> Difference:
    """Say what became of a difference. For cashiers."""
    if not actor.has(*selectors.CASHIERS):
        raise Forbidden("cashiers_only", N_("只有窗口人员可以核实差异。"))
    return comparing.settle(
        actor,
        Difference,
        difference_id=difference_id,
        said=said,
        subject="difference",
        event=events.DifferenceSettled,
    )
