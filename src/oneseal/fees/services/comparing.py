"""The provider's daily file compared with our books, both ways; what differs waits for the cashier."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from oneseal.fees import events, gateway, selectors
from oneseal.fees.models import Difference, Order, Reconciliation, Refund
from oneseal.fees.rules import protocol
from oneseal.fees.rules.counter import Way
from oneseal.fees.rules.matching import Mismatch, differences
from oneseal.fees.rules.protocol import Movement
from oneseal.fees.rules.states import OrderState, RefundState
from oneseal.fees.services.paying import query_order
from oneseal.fees.services.refunding import query_refund
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_


def compare_day(*, bureau_id: int, day: date) -> Reconciliation:
    """Compare one day; what the provider has and we have not is asked for first, so only real differences are left.

    May run again: differences are listed once. Raises Unreachable, ValueError for a file that is not whole.
    """
    said = gateway.current().call("statement", {"day": day.isoformat()})
    theirs = [each for each in protocol.read_statement(str(said["file"])) if _is_of(bureau_id, each)]
    for each in differences(_ours(bureau_id, day), theirs):
        if each.ours is None:
            _ask_again(each)
    found = differences(_ours(bureau_id, day), theirs)
    values = {"compared_at": clock.now(), "movements": len(theirs), "fen": sum(each.fen for each in theirs)}
    with transaction.atomic():
        row, _ = Reconciliation.objects.update_or_create(bureau_id=bureau_id, day=day, defaults=values)
        for each in found:
            _list(bureau_id, day, each)
        event = events.Compared(day.isoformat(), row.movements, row.fen, len(found))
        record(
            Actor(name="系统", bureau_id=bureau_id, roles=frozenset()),
            Subject("reconciliation", row.pk),
            event,
        )
    return row


def _is_of(bureau_id: int, movement: Movement) -> bool:
    """The provider's file is for the whole installation; numbers begin with the bureau's id."""
    return movement.number.partition("-")[0] == str(bureau_id) or "-" not in movement.number


def _ours(bureau_id: int, day: date) -> list[Movement]:
    first = datetime.combine(day, time(), clock.LOCAL)
    span = (first, first + timedelta(days=1))
    paid = Order.objects.filter(
        bill__bureau=bureau_id,
        state=OrderState.PAID,
        way=Way.ONLINE,
        paid_at__gte=span[0],
        paid_at__lt=span[1],
    )
    back = Refund.objects.filter(
        order__bill__bureau=bureau_id,
        order__way=Way.ONLINE,
        state=RefundState.DONE,
        done_at__gte=span[0],
        done_at__lt=span[1],
    )
    return [
        *(Movement(protocol.PAY, each.number, each.trade_no, each.fen) for each in paid),
        *(Movement(protocol.REFUND, each.number, each.trade_no, each.fen) for each in back),
    ]


def _ask_again(each: Mismatch) -> None:
    """A call-back and the queries were lost until now, or it is none of ours: then it stays a difference."""
    try:
        if each.kind == protocol.PAY and Order.objects.filter(number=each.number).exists():
            query_order(number=each.number)
        elif each.kind == protocol.REFUND and Refund.objects.filter(number=each.number).exists():
            query_refund(number=each.number)
    except Conflict:
        return


def _list(bureau_id: int, day: date, each: Mismatch) -> None:
    Difference.objects.get_or_create(
        bureau_id=bureau_id,
        day=day,
        kind=each.kind,
        number=each.number[:64],
        defaults={"trade_no": each.trade_no[:64], "ours": each.ours, "theirs": each.theirs},
    )


def settle_difference(actor: Actor, *, difference_id: int, said: str) -> Difference:
    """Say what became of a difference. For cashiers."""
    if not actor.has(*selectors.CASHIERS):
        raise Forbidden("cashiers_only", N_("只有窗口人员可以核实差异。"))
    if not said.strip():
        raise RuleViolation("finding_missing", N_("请写明核实的结果，例如已向支付机构查证。"), field="said")
    with transaction.atomic():
        row = lock(Difference, difference_id)
        if row.bureau_id != actor.bureau_id or row.settled_at is not None:
            raise Conflict("settled_already", N_("这条差异已经核实过。请刷新页面。"))
        values = {"settled_at": clock.now(), "settled_by_id": actor.staff_id, "said": said.strip()[:300]}
        change = Update(Difference, row.pk, values, expect={"settled_at": None})
        record(
            actor,
            Subject("difference", row.pk),
            events.DifferenceSettled(row.number),
            changes=[change],
            reason=said.strip()[:300],
        )
    return row
