"""From bill to receipt over the real protocol: repeated, lost, late, forged and contradicting words of the provider."""

import urllib.request
from datetime import timedelta

import pytest
from django.test import Client

from oneseal.cases import services as cases
from oneseal.cases.tests.factories import House, at_decision
from oneseal.documents import selectors as documents
from oneseal.fees import jobs, services
from oneseal.fees.counterpart import Counterpart
from oneseal.fees.models import Bill, Order, Refund
from oneseal.fees.tests import factories
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.seals.rules.messages import Key

pytestmark = pytest.mark.django_db


def told(bill: Bill) -> list[str]:
    return [each.kind.removeprefix("fees.") for each in entries(Subject("bill", bill.pk))]


def said(provider: Counterpart, number: str, **changes: object) -> dict[str, str]:
    return provider.message(provider.ledger.query({"order_no": number}) | changes)


def test_a_bill_is_paid_once_however_often_the_provider_says_so(provider: Counterpart) -> None:
    made = factories.house()
    case = factories.granted(made)
    bill = Bill.objects.get()
    with pytest.raises(RuleViolation, match="还没有缴清") as refused:
        factories.deliver(made, case)
    assert (refused.value.code, refused.value.basis) == ("fee_owed", "《收费目录》第一项")
    order = services.start_payment(made["张伟"], bill_id=bill.pk)
    assert services.start_payment(made["张伟"], bill_id=bill.pk).pk == order.pk
    page = urllib.request.urlopen(order.pay_url).read().decode()
    assert "16.00 元" in page
    urllib.request.urlopen(order.pay_url, data=b"")
    assert services.take_callback(said(provider, order.number), address="1.2.3.4") is True
    assert services.take_callback(said(provider, order.number), address="1.2.3.4") is False
    assert services.query_order(number=order.number) == "PAID"
    bill.refresh_from_db()
    assert (bill.state, bill.paid, Order.objects.get().surplus) == ("paid", 1600, False)
    assert told(bill) == ["billed", "ordered", "paid"]
    receipt = documents.access_document(made["张伟"], bill.receipt_id or 0)
    assert (receipt.kind, receipt.data["total_fen"]) == ("fee_receipt", 1600)
    with pytest.raises(Conflict):
        services.start_payment(made["张伟"], bill_id=bill.pk)


def test_a_lost_call_back_is_found_by_asking(provider: Counterpart) -> None:
    made = factories.house()
    bill = factories.bill(made)
    order = services.start_payment(made["张伟"], bill_id=bill.pk)
    provider.pay(order.number)
    jobs.ask_provider()
    assert Bill.objects.get().state == "open"
    with clock.at(clock.now() + timedelta(minutes=3)):
        jobs.ask_provider()
    assert Bill.objects.get().state == "paid"


def test_forged_call_backs_are_refused_and_kept(provider: Counterpart) -> None:
    made = factories.house()
    bill = factories.bill(made)
    order = services.start_payment(made["张伟"], bill_id=bill.pk)
    claim = {
        "order_no": order.number,
        "state": "PAID",
        "fen": 1600,
        "trade_no": "T1",
        "paid_at": clock.now().isoformat(),
    }
    provider.manner.forge = True
    with pytest.raises(Forbidden) as forged:
        services.take_callback(provider.message(claim), address="6.6.6.6")
    assert (forged.value.code, forged.value.basis) == ("forged_callback", "电子签名法第十三条")
    provider.manner.forge = False
    altered = provider.message(claim) | {"app_id": "other"}
    with pytest.raises(Forbidden):
        services.take_callback(altered, address="6.6.6.6")
    with pytest.raises(Conflict, match="不符"):
        services.take_callback(provider.message(claim | {"fen": 1}), address="6.6.6.6")
    with pytest.raises(NotFound):
        services.take_callback(provider.message(claim | {"order_no": "nobody"}), address="6.6.6.6")
    assert Bill.objects.get().state == "open"
    alarms = [each for each in entries(Subject("bill", bill.pk)) if each.kind == "fees.forged_callback"]
    assert [each.data["why"] for each in alarms] == ["signature", "signature", "amount_differs"]
    assert alarms[0].data["address"] == "6.6.6.6"


def test_the_door_of_call_backs(provider: Counterpart, client: Client) -> None:
    made = factories.house()
    order = services.start_payment(made["张伟"], bill_id=factories.bill(made).pk)
    provider.pay(order.number)
    assert client.post("/gateways/payment/notify/", {"sign": "x"}).status_code == 403
    answer = client.post("/gateways/payment/notify/", said(provider, order.number))
    assert (answer.status_code, answer.content) == (200, b"success")
    assert Bill.objects.get().state == "paid"


def test_an_answer_that_the_provider_did_not_sign_is_not_believed(provider: Counterpart) -> None:
    made = factories.house()
    bill = factories.bill(made)
    provider.key = Key.new()
    with pytest.raises(Conflict, match="没有扣款"):
        services.start_payment(made["张伟"], bill_id=bill.pk)
    assert Order.objects.get().state == "live"


def test_money_for_a_closed_order_of_a_void_bill_goes_back(provider: Counterpart) -> None:
    made = factories.house()
    bill = factories.bill(made)
    order = services.start_payment(made["张伟"], bill_id=bill.pk)
    with pytest.raises(Conflict, match="正在支付"):
        services.void_bill(made["clerk"], bill_id=bill.pk, reason="开错")
    assert services.close_order(made["clerk"], bill_id=bill.pk) == "CLOSED"
    services.void_bill(made["clerk"], bill_id=bill.pk, reason="开错")
    late = {
        "order_no": order.number,
        "state": "PAID",
        "fen": 1600,
        "trade_no": "T",
        "paid_at": clock.now().isoformat(),
    }
    assert services.take_callback(provider.message(late), address="") is True
    assert (Bill.objects.get().state, Order.objects.get().surplus) == ("void", True)
    assert (Refund.objects.get().fen, Refund.objects.get().state) == (1600, "asked")


def test_without_a_provider_nothing_is_ordered() -> None:
    made = factories.house()
    bill = factories.bill(made)
    with pytest.raises(Conflict, match="没有接入"):
        services.start_payment(made["张伟"], bill_id=bill.pk)
    assert not Order.objects.exists()


def _paying_when_it_ends(provider: Counterpart) -> tuple[House, Order]:
    """A charge owed before the decision, on its way to the provider when the applicant withdraws."""
    made = factories.house(due="decision")
    case = at_decision(made)
    services.bill_case(case_id=case.pk, moment="accepted")
    order = services.start_payment(made["张伟"], bill_id=Bill.objects.get().pk)
    cases.withdraw_case(made["张伟"], case_id=case.pk)
    factories.news()
    assert Bill.objects.get().state == "open"
    return made, order


def test_what_is_paid_after_the_application_ended_is_asked_back(provider: Counterpart) -> None:
    _, order = _paying_when_it_ends(provider)
    provider.pay(order.number)
    services.query_order(number=order.number)
    factories.news()
    refund = Refund.objects.get()
    assert (refund.fen, refund.state, refund.order.surplus) == (1600, "asked", False)
    services.settle_ended(bill_id=refund.order.bill_id, at=clock.now())
    assert Refund.objects.count() == 1


def test_a_payment_given_up_after_the_end_leaves_nothing_owed(provider: Counterpart) -> None:
    made, order = _paying_when_it_ends(provider)
    services.close_order(made["clerk"], bill_id=order.bill_id)
    factories.news()
    assert Bill.objects.get().state == "void"


def test_what_was_paid_before_the_end_is_left_to_the_cashiers(provider: Counterpart) -> None:
    made = factories.house(due="decision")
    case = at_decision(made)
    services.bill_case(case_id=case.pk, moment="accepted")
    order = services.start_payment(made["张伟"], bill_id=Bill.objects.get().pk)
    provider.pay(order.number)
    services.query_order(number=order.number)
    cases.withdraw_case(made["张伟"], case_id=case.pk)
    factories.news()
    assert not Refund.objects.exists()
