"""Parcels through the courier's real protocol: late, twice, lost, forged; returned; signature is delivery."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases.selectors import any_case
from oneseal.foundation import clock, history
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.notices.tests.factories import messages_about
from oneseal.output import jobs, selectors, services
from oneseal.output.counterpart import Counterpart, Ledger, signature
from oneseal.output.models import CourierDifference, Parcel, Trace
from oneseal.output.rules.parcels import Way
from oneseal.output.tests import factories

pytestmark = pytest.mark.django_db
NOTIFY = "/gateways/courier/notify/"


def sent(courier: Counterpart) -> tuple[Any, Any, Parcel]:
    made = factories.house()
    case = factories.decided(made, "courier")
    return made, case, services.send_result(made["clerk"], case_id=case.pk)


def told(courier: Counterpart, row: Parcel) -> int:
    """The courier's call-back about a parcel as it is now, handed over."""
    said = courier.ledger.query({"order_no": row.number})
    return Client().post(NOTIFY, courier.message(said)).status_code


def test_signature_is_delivery(courier: Counterpart) -> None:
    made, case, row = sent(courier)
    assert row.waybill.startswith("YS")
    assert row.postage == 1200
    assert services.send_result(made["clerk"], case_id=case.pk).pk == row.pk
    case.delivery.refresh_from_db()
    assert case.delivery.courier_number == row.waybill
    courier.move(row.number, "COLLECTED")
    assert told(courier, row) == 200
    at = clock.now() + timedelta(hours=20)
    with clock.at(at):
        courier.move(row.number, "SIGNED", signed_by="张伟")
    with clock.at(at + timedelta(hours=3)):
        assert told(courier, row) == 200
        assert told(courier, row) == 200
    row, case = Parcel.objects.get(), any_case(case.pk)
    assert (row.state, row.signed_by, row.ended_at) == ("signed", "张伟", at)
    assert (case.state, case.closed_at, case.delivery.delivered_at) == ("closed", at, at)
    assert row.proof is not None
    assert row.proof.sha256 == row.proof_digest
    assert Trace.objects.count() == 3
    assert case.delivery.receipt is not None
    assert selectors.proof_readable(made["clerk"], row.proof)
    assert not selectors.proof_readable(made["王芳"], row.proof)


def test_while_a_courier_has_it_nobody_hands_it_over(courier: Counterpart) -> None:
    from oneseal.cases import services as cases

    made, case, row = sent(courier)
    with pytest.raises(RuleViolation, match="快递途中"):
        cases.deliver_case(made["clerk"], case_id=case.pk, recipient="张伟")
    with pytest.raises(Conflict):
        services.choose_delivery(made["张伟"], case_id=case.pk, method="pickup", to={})
    services.cancel_parcel(made["clerk"], parcel_id=row.pk)
    services.choose_delivery(made["张伟"], case_id=case.pk, method="pickup", to={})
    assert courier.ledger.query({"order_no": row.number})["state"] == "CANCELLED"


def test_a_collected_parcel_cannot_be_called_off(courier: Counterpart) -> None:
    made, _, row = sent(courier)
    courier.move(row.number, "COLLECTED")
    with pytest.raises(Conflict, match="已经取件"):
        services.cancel_parcel(made["clerk"], parcel_id=row.pk)
    assert Parcel.objects.get().state == "ordered"


def test_news_in_reverse_order_change_nothing_back(courier: Counterpart) -> None:
    _, _, row = sent(courier)
    courier.move(row.number, "COLLECTED")
    early = courier.ledger.query({"order_no": row.number})
    courier.move(row.number, "SIGNED", signed_by="张伟")
    assert told(courier, row) == 200
    assert Client().post(NOTIFY, courier.message(early)).status_code == 200
    assert Parcel.objects.get().state == "signed"


def test_a_lost_callback_is_asked_for(courier: Counterpart) -> None:
    _, case, row = sent(courier)
    courier.move(row.number, "COLLECTED")
    courier.move(row.number, "SIGNED", signed_by="张伟")
    jobs.ask_courier()
    assert Parcel.objects.get().state == "ordered"
    with clock.at(clock.now() + jobs.PATIENCE + timedelta(minutes=1)):
        jobs.ask_courier()
    assert Parcel.objects.get().state == "signed"
    assert any_case(case.pk).state == "closed"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"proof_sha256": "0" * 64}, "proof_differs"),
        ({"proof": "!"}, "proof_unreadable"),
        ({"waybill_no": "YS1"}, "waybill_differs"),
        ({"order_no": "1-unknown"}, "parcel_not_found"),
        ({"at": "yesterday"}, "content"),
    ],
)
def test_news_that_do_not_fit_are_refused_and_kept(
    courier: Counterpart, change: dict[str, str], why: str
) -> None:
    made, case, row = sent(courier)
    courier.move(row.number, "COLLECTED")
    courier.move(row.number, "SIGNED", signed_by="张伟")
    said = courier.ledger.query({"order_no": row.number}) | change
    assert Client().post(NOTIFY, courier.message(said)).status_code in {404, 409}
    assert Parcel.objects.get().state == "ordered"
    assert any_case(case.pk).state == "granted"
    subject = Subject("courier", made.bureau_id) if "order_no" in change else Subject("parcel", row.pk)
    (alarm,) = [each for each in history.entries(subject) if each.kind == "output.forged_news"]
    assert alarm.data["why"] == why


def test_a_forged_callback_is_refused(courier: Counterpart) -> None:
    _, _, row = sent(courier)
    courier.move(row.number, "COLLECTED")
    courier.manner.forge = True
    assert told(courier, row) == 403
    assert Parcel.objects.get().state == "ordered"


def test_a_silent_courier_gets_the_order_later(courier: Counterpart, settings: Any) -> None:
    made = factories.house()
    case = factories.decided(made, "courier")
    address, settings.COURIER_GATEWAY = settings.COURIER_GATEWAY, "http://127.0.0.1:9/gateway"
    with pytest.raises(Conflict, match="暂时没有回应"):
        services.send_result(made["clerk"], case_id=case.pk)
    row = Parcel.objects.get()
    assert row.state == "asked"
    settings.COURIER_GATEWAY = address
    jobs.ask_courier()
    row.refresh_from_db()
    assert row.state == "ordered"
    case.delivery.refresh_from_db()
    assert case.delivery.courier_number == row.waybill


def test_a_returned_parcel_is_sent_again_or_fetched(courier: Counterpart) -> None:
    made, case, row = sent(courier)
    courier.move(row.number, "COLLECTED")
    courier.move(row.number, "RETURNED", reason="电话无人接听")
    assert told(courier, row) == 200
    row.refresh_from_db()
    assert (row.state, row.return_reason) == ("returned", "电话无人接听")
    assert [each.count() for each in selectors.waiting_parcels(made["clerk"])] == [1, 0, 0]
    again = services.send_result(made["clerk"], case_id=case.pk)
    assert again.pk != row.pk
    services.cancel_parcel(made["clerk"], parcel_id=again.pk)
    services.choose_delivery(made["clerk"], case_id=case.pk, method="pickup", to={})
    assert services.put_on_shelf(made["clerk"], case_id=case.pk).place.code == "A-1-01"


def test_an_address_that_cannot_be_is_said_before_a_courier_comes(courier: Counterpart) -> None:
    made = factories.house()
    case = factories.decided(made)
    with pytest.raises(RuleViolation, match="门牌号"):
        services.choose_delivery(
            made["张伟"], case_id=case.pk, method="courier", to=factories.HOME | {"place": "城东"}
        )
    with pytest.raises(Conflict):
        services.send_result(made["clerk"], case_id=case.pk)


def test_papers_of_the_applicant(courier: Counterpart) -> None:
    from oneseal.cases.tests.factories import submitted

    made = factories.house()
    case = submitted(made)
    row = services.send_papers(made["张伟"], case_id=case.pk, contents="租赁合同原件1份", to=factories.HOME)
    assert row.way == Way.IN
    with pytest.raises(Conflict):
        services.open_papers(made["clerk"], parcel_id=row.pk, complete=True)
    courier.move(row.number, "COLLECTED")
    courier.move(row.number, "SIGNED", signed_by="收发室")
    assert told(courier, row) == 200
    case.refresh_from_db()
    assert case.state == "submitted"
    with pytest.raises(RuleViolation, match="写明缺什么"):
        services.open_papers(made["clerk"], parcel_id=row.pk, complete=False)
    services.open_papers(made["clerk"], parcel_id=row.pk, complete=False, found="缺第3页")
    with pytest.raises(Conflict):
        services.open_papers(made["clerk"], parcel_id=row.pk, complete=True)
    assert "papers_incomplete" in [each.template for each in messages_about("case", case.pk)]
    with pytest.raises(Forbidden):
        services.open_papers(made["张伟"], parcel_id=row.pk, complete=True)


def test_by_hand_where_no_courier_is_set() -> None:
    made = factories.house()
    case = factories.decided(made, "courier")
    with pytest.raises(Conflict, match="没有接入快递"):
        services.send_result(made["clerk"], case_id=case.pk)
    row = services.send_by_hand(made["clerk"], case_id=case.pk, courier="邮政", waybill="EMS1")
    with pytest.raises(RuleViolation):
        services.sign_by_hand(
            made["clerk"], parcel_id=row.pk, recipient="张伟", at=clock.now() - timedelta(days=1)
        )
    at = clock.now()
    with clock.at(at + timedelta(days=1)):
        services.sign_by_hand(made["clerk"], parcel_id=row.pk, recipient="张伟", at=at + timedelta(hours=9))
    assert any_case(case.pk).closed_at == at + timedelta(hours=9)


def test_the_bill_of_a_day(courier: Counterpart) -> None:
    made, _, row = sent(courier)
    Ledger(courier.ledger.path).create(
        {"order_no": f"{made.bureau_id}-stray", "applicant": {}, "way": "out", "notify_url": ""}
    )
    Parcel.objects.filter(pk=row.pk).update(postage=900)
    compared = services.compare_day(bureau_id=made.bureau_id, day=clock.today())
    assert (compared.movements, compared.fen) == (2, 2400)
    services.compare_day(bureau_id=made.bureau_id, day=clock.today())
    found = {each.number: (each.ours, each.theirs) for each in CourierDifference.objects.all()}
    assert found == {f"{made.bureau_id}-stray": (None, 1200), row.number: (900, 1200)}
    first = CourierDifference.objects.earliest("id")
    services.settle_difference(made["clerk"], difference_id=first.pk, said="已与快递公司核对")
    with pytest.raises(Conflict):
        services.settle_difference(made["clerk"], difference_id=first.pk, said="再次")


def test_a_courier_that_contradicts_itself_is_a_difference(courier: Counterpart) -> None:
    made, _, row = sent(courier)
    Parcel.objects.filter(pk=row.pk).update(postage=900, waybill="YS-other")
    courier.ledger.create({"order_no": "stray", "applicant": {}, "way": "out", "notify_url": ""})
    services.compare_day(bureau_id=made.bureau_id, day=clock.today())
    found = {each.number: (each.ours, each.theirs) for each in CourierDifference.objects.all()}
    assert found == {"stray": (None, 1200), row.number: (900, 1200)}


def test_the_proof_is_the_same_each_time() -> None:
    assert signature("YS1", "2026-11-01") == signature("YS1", "2026-11-01")
