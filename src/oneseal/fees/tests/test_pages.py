"""The pages of payers and cashiers, each in its states."""

import pytest

from oneseal.fees import services
from oneseal.fees.counterpart import Counterpart
from oneseal.fees.models import Bill, Difference, Refund
from oneseal.fees.tests import factories
from oneseal.foundation import clock

pytestmark = pytest.mark.django_db


def test_the_payer_pays_from_the_page(provider: Counterpart) -> None:
    made = factories.house()
    case = factories.granted(made)
    bill = Bill.objects.get()
    client = made.client("张伟")
    assert "去缴费" in client.get(f"/my/cases/{case.pk}/").text
    assert bill.number in client.get("/my/bills/").text
    address = f"/my/bills/{bill.uid}/"
    assert "16 元" in client.get(address).text
    assert client.post(f"{address}pay/").status_code == 302
    assert "打开支付页面" in client.get(address).text
    script = client.post(f"{address}pay/", headers={"HX-Request": "true"})
    assert script.headers["HX-Redirect"].startswith(provider.url)
    provider.pay(bill.orders.get().number)
    client.post(f"{address}check/")
    assert "电子票据" in client.get(address).text
    assert made.client("王芳").get(address).status_code == 404


def test_refunds_and_differences_pass_two_pairs_of_eyes(provider: Counterpart) -> None:
    made = factories.house()
    bill = factories.bill(made)
    clerk, head = made.client("clerk"), made.client("section_head")
    address = f"/desk/fees/{bill.pk}/"
    assert "作废" in clerk.get(address).text
    order = services.start_payment(made["张伟"], bill_id=bill.pk)
    assert "关闭支付订单" in clerk.get(address).text
    provider.pay(order.number)
    services.query_order(number=order.number)
    assert clerk.post(f"{address}refund/", {"fen": "99", "reason": "多收"}).status_code == 422
    assert clerk.post(f"{address}refund/", {"fen": "6", "reason": "多收"}).status_code == 302
    refund = Refund.objects.get()
    assert clerk.post(f"/desk/fees/refunds/{refund.pk}/approve/").status_code == 403
    assert "批准退款" in head.get(address).text
    assert head.post(f"/desk/fees/refunds/{refund.pk}/approve/").status_code == 302
    services.send_refund(refund_id=refund.pk)
    services.send_refund(refund_id=refund.pk)
    bill.refresh_from_db()
    assert (bill.state, bill.refunded) == ("part_refunded", 600)
    provider.ledger.create(
        {"order_no": f"{made.bureau_id}-X", "fen": 5, "subject": "", "notify_url": "", "return_url": ""}
    )
    provider.ledger.pay(f"{made.bureau_id}-X")
    services.compare_day(bureau_id=made.bureau_id, day=clock.today())
    services.compare_day(bureau_id=made.bureau_id, day=clock.today())
    row = Difference.objects.get()
    assert (row.ours, row.theirs) == (None, 5)
    for view in ("open", "paid", "refunds", "differences"):
        assert clerk.get(f"/desk/fees/?view={view}").status_code == 200
    assert clerk.post(f"/desk/fees/differences/{row.pk}/", {"said": "测试交易"}).status_code == 302
    assert "测试交易" in head.get("/desk/fees/?view=differences").text


def test_the_counter_takes_money_and_two_colleagues_close_the_day() -> None:
    made = factories.house()
    bill = factories.bill(made)
    clerk, second = made.client("clerk"), made.client("second_clerk")
    address = f"/desk/fees/{bill.pk}/"
    refused = clerk.post(f"{address}take/", {"way": "cash", "slip": ""})
    assert refused.status_code == 422
    assert clerk.post(f"{address}take/", {"way": "cash", "slip": "No.7"}).status_code == 302
    assert "No.7" in clerk.get(address).text
    assert "No.7" in clerk.get("/desk/fees/drawer/").text
    counted = {"cash": "15.00", "card": "0"}
    assert clerk.post("/desk/fees/drawer/", counted).status_code == 302
    assert "更正清点" in clerk.get("/desk/fees/drawer/").text
    assert second.post("/desk/fees/drawer/", {"cash": "16", "card": "0"}).status_code == 422
    assert second.post("/desk/fees/drawer/", counted).status_code == 302
    assert "有差异" in second.get("/desk/fees/drawer/").text
    row = Difference.objects.get()
    assert "两人实点" in clerk.get(f"/desk/fees/differences/{row.pk}/").text
    services.ask_refund(made["clerk"], bill_id=bill.pk, fen=600, reason="多收")
    refund = Refund.objects.get()
    services.approve_refund(made["section_head"], refund_id=refund.pk)
    assert "窗口退还" in clerk.get(address).text
    pay_out = f"/desk/fees/refunds/{refund.pk}/pay-out/"
    assert clerk.post(pay_out, {"slip": ""}).status_code == 422
    assert clerk.post(pay_out, {"slip": "R-1"}).status_code == 302
    assert "6 元" in second.get("/desk/fees/drawer/").text
