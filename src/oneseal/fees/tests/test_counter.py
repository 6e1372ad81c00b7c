"""Money at the counter: paid once, never beside an order under way, counted by two, paid back by two."""

import pytest

from oneseal.fees import services
from oneseal.fees.counterpart import Counterpart
from oneseal.fees.models import Bill, Closing, Difference, Order, Refund
from oneseal.fees.rules import counter
from oneseal.fees.rules.counter import Way
from oneseal.fees.tests import factories
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("taken", "back", "there"),
    [
        ([], [], (0, 0)),
        ([("cash", 1600), ("card", 500), ("cash", 1)], [("cash", 600)], (1001, 500)),
        ([], [("card", 5)], (0, -5)),
    ],
)
def test_what_should_be_in_the_drawer(
    taken: list[tuple[str, int]], back: list[tuple[str, int]], there: tuple[int, int]
) -> None:
    sums = counter.in_drawer(taken, back)
    assert (sums[Way.CASH], sums[Way.CARD]) == there


def test_a_bill_is_paid_at_the_counter_once() -> None:
    made = factories.house()
    bill = factories.bill(made)
    order = services.take_payment(made["clerk"], bill_id=bill.pk, way="cash", slip="No.0001")
    bill.refresh_from_db()
    order.refresh_from_db()
    assert (bill.state, bill.paid, order.state, order.trade_no) == ("paid", 1600, "paid", "No.0001")
    assert bill.receipt_id
    told = [each.kind for each in entries(Subject("bill", bill.pk))]
    assert told == ["fees.billed", "fees.taken_at_counter", "fees.paid"]
    with pytest.raises(Conflict):
        services.take_payment(made["clerk"], bill_id=bill.pk, way="cash", slip="No.0002")
    with pytest.raises(Conflict):
        services.start_payment(made["张伟"], bill_id=bill.pk)


@pytest.mark.parametrize(("way", "slip"), [("online", "1"), ("", "1"), ("cash", " ")])
def test_how_it_came_and_the_receipt_are_named(way: str, slip: str) -> None:
    with pytest.raises(RuleViolation):
        counter.check_slip(way, slip)


def test_the_same_slip_pays_one_bill() -> None:
    made = factories.house()
    first, second = factories.bill(made), factories.bill(made)
    services.take_payment(made["clerk"], bill_id=first.pk, way="card", slip="POS-7")
    with pytest.raises(Conflict) as refused:
        services.take_payment(made["clerk"], bill_id=second.pk, way="card", slip="POS-7")
    assert refused.value.code == "slip_used"
    services.take_payment(made["clerk"], bill_id=second.pk, way="cash", slip="POS-7")


def test_only_clerks_take_money_and_not_while_the_payer_pays_online(provider: Counterpart) -> None:
    made = factories.house()
    bill = factories.bill(made)
    with pytest.raises(Forbidden):
        services.take_payment(made["section_head"], bill_id=bill.pk, way="cash", slip="1")
    order = services.start_payment(made["张伟"], bill_id=bill.pk)
    with pytest.raises(Conflict, match="正在支付"):
        services.take_payment(made["clerk"], bill_id=bill.pk, way="cash", slip="1")
    services.close_order(made["clerk"], bill_id=bill.pk)
    services.take_payment(made["clerk"], bill_id=bill.pk, way="cash", slip="1")
    late = {
        "order_no": order.number,
        "state": "PAID",
        "fen": 1600,
        "trade_no": "T",
        "paid_at": clock.now().isoformat(),
    }
    services.take_callback(provider.message(late), address="")
    assert Order.objects.get(number=order.number).surplus
    assert Bill.objects.get().paid == 1600


def test_two_count_the_drawer_and_what_differs_is_listed() -> None:
    made = factories.house()
    for slip in ("1", "2"):
        services.take_payment(made["clerk"], bill_id=factories.bill(made).pk, way="cash", slip=slip)
    services.count_drawer(made["clerk"], cash=3000, card=0)
    row = services.count_drawer(made["clerk"], cash=3100, card=0)
    assert (Closing.objects.count(), row.cash, row.cash_counted) == (1, 3200, 3100)
    with pytest.raises(Forbidden) as alone:
        services.check_drawer(made["clerk"], closing_id=row.pk, cash=3100, card=0)
    assert alone.value.code == "counted_by_same"
    second = made["second_clerk"]
    with pytest.raises(Conflict):
        services.count_drawer(second, cash=3200, card=0)
    with pytest.raises(RuleViolation) as differs:
        services.check_drawer(second, closing_id=row.pk, cash=3200, card=0)
    assert differs.value.code == "counts_differ"
    services.check_drawer(second, closing_id=row.pk, cash=3100, card=0)
    found = Difference.objects.get()
    assert (found.kind, found.ours, found.theirs, found.number) == ("cash", 3200, 3100, row.number)
    with pytest.raises(Conflict):
        services.check_drawer(second, closing_id=row.pk, cash=3100, card=0)
    with pytest.raises(RuleViolation) as empty:
        services.count_drawer(made["clerk"], cash=0, card=0)
    assert empty.value.code == "nothing_taken"


def test_money_of_the_counter_goes_back_at_the_counter(provider: Counterpart) -> None:
    made = factories.house()
    bill = factories.bill(made)
    services.take_payment(made["clerk"], bill_id=bill.pk, way="cash", slip="1")
    refund = services.ask_refund(made["clerk"], bill_id=bill.pk, fen=600, reason="多收")
    with pytest.raises(Conflict):
        services.pay_out_refund(made["clerk"], refund_id=refund.pk, slip="R1")
    services.approve_refund(made["section_head"], refund_id=refund.pk)
    services.pay_out_refund(made["clerk"], refund_id=refund.pk, slip="R1")
    with pytest.raises(Conflict):
        services.pay_out_refund(made["clerk"], refund_id=refund.pk, slip="R1")
    bill.refresh_from_db()
    assert (bill.state, bill.refunded, Refund.objects.get().trade_no) == ("part_refunded", 600, "R1")
    row = services.count_drawer(made["clerk"], cash=1000, card=0)
    assert row.cash == 1000
    services.compare_day(bureau_id=made.bureau_id, day=clock.today())
    assert not Difference.objects.exists()
