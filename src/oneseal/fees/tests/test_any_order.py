"""Whatever order the provider's words, our questions and refunds come in: our money is the provider's money."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oneseal.cases.tests.factories import House
from oneseal.fees import gateway, jobs, services
from oneseal.fees.counterpart import Ledger
from oneseal.fees.models import Bill, Order, Refund
from oneseal.fees.rules.states import RefundState
from oneseal.fees.tests import factories
from oneseal.foundation import clock
from oneseal.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db
WORDS = ["order", "pay", "tell", "ask", "close", "void", "refund", "approve", "send", "compare"]


class _Undo(Exception):
    pass


def _do(word: str, made: House, bill: Bill, ledger: Ledger) -> None:
    last = Order.objects.order_by("-id").first()
    refund = Refund.objects.order_by("-id").first()
    if word == "order":
        services.start_payment(made["张伟"], bill_id=bill.pk)
    elif word == "close":
        services.close_order(made["clerk"], bill_id=bill.pk)
    elif word == "void":
        services.void_bill(made["clerk"], bill_id=bill.pk, reason="开错")
    elif word == "refund":
        services.ask_refund(made["clerk"], bill_id=bill.pk, fen=700, reason="多收")
    elif word == "compare":
        services.compare_day(bureau_id=made.bureau_id, day=clock.today())
    elif word == "approve" and refund:
        services.approve_refund(made["section_head"], refund_id=refund.pk)
    elif word == "send" and refund:
        jobs.send_refund(refund_id=refund.pk)
    elif word == "pay" and last:
        ledger.pay(last.number)
    elif word in {"tell", "ask"} and last:
        services.query_order(number=last.number)


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(words=st.lists(st.sampled_from(WORDS), max_size=14))
def test_paid_is_what_the_provider_confirmed_less_what_went_back(words: list[str]) -> None:
    with TemporaryDirectory() as folder, suppress(_Undo), transaction.atomic():
        made = factories.house()
        bill = factories.bill(made)
        ledger = Ledger(Path(folder) / "provider.sqlite")
        with gateway.provider.use(ledger):
            for word in words:
                try:
                    _do(word, made, bill, ledger)
                except RuleViolation:
                    continue
            for order in Order.objects.all():
                services.query_order(number=order.number)
            for refund in Refund.objects.filter(state=RefundState.APPROVED):
                services.query_refund(number=refund.number)
            _check(bill, ledger)
        raise _Undo


def _check(bill: Bill, ledger: Ledger) -> None:
    bill.refresh_from_db()
    known = [ledger.query({"order_no": each.number}) for each in Order.objects.all()]
    confirmed = sum(each["fen"] for each in known if each["state"] == "PAID")
    surplus = Order.objects.filter(surplus=True).aggregate(fen=Sum("fen"))["fen"] or 0
    assert bill.paid + surplus == confirmed
    back = [ledger.refund_query({"refund_no": each.number}) for each in Refund.objects.all()]
    gone = sum(each["fen"] for each in back if each["state"] == "DONE")
    assert gone == sum(each.fen for each in Refund.objects.filter(state=RefundState.DONE))
    assert gone <= confirmed
