"""The counter's and the applicant's pages."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.cases.tests.factories import House, submitted
from oneseal.foundation import clock
from oneseal.output import cabinet_counterpart, services
from oneseal.output.counterpart import Counterpart
from oneseal.output.models import Parcel
from oneseal.output.tests import factories

pytestmark = pytest.mark.django_db


def signed_in(made: House, who: str) -> Client:
    client = Client()
    client.force_login(made.cast.account(who))
    return client


def test_the_counter_from_shelf_to_courier(courier: Counterpart) -> None:
    made = factories.house()
    case = factories.decided(made)
    clerk, head = signed_in(made, "clerk"), signed_in(made, "section_head")
    page = f"/desk/cases/{case.pk}/deliver/"
    refused = clerk.post(f"/desk/cases/{case.pk}/output/put/", {"code": "Z-9-99"})
    assert (refused.status_code, "Z-9-99" in refused.text, "没有这个柜位" in refused.text) == (
        422,
        True,
        True,
    )
    assert clerk.post(f"/desk/cases/{case.pk}/output/put/", {"code": ""}).status_code == 302
    assert "没有找到" in clerk.get("/desk/shelf/", {"q": "Z"}).text
    assert "A-1-02" in head.get("/desk/shelf/").text
    assert head.post("/desk/shelf/units/", {"unit": "柜", "rows": "1", "boxes": "1"}).status_code == 422
    assert head.post("/desk/shelf/units/", {"unit": "b", "rows": "1", "boxes": "1"}).status_code == 302
    services.choose_delivery(made["clerk"], case_id=case.pk, method="courier", to=factories.HOME)
    assert "叫快递来取" in clerk.get(page).text
    assert clerk.post(f"/desk/cases/{case.pk}/output/send/").status_code == 302
    row = Parcel.objects.get()
    assert "看快递到哪儿" in clerk.get(page).text
    assert "确认送达" not in clerk.get(page).text
    courier.move(row.number, "COLLECTED")
    courier.move(row.number, "SIGNED", signed_by="张伟")
    assert clerk.post(f"/desk/parcels/{row.uid}/ask/").status_code == 302
    assert row.waybill in clerk.get("/desk/parcels/?view=done").text
    shown = clerk.get(f"/desk/parcels/{row.uid}/").text
    assert "签收凭证" in shown
    row.refresh_from_db()
    assert clerk.get(f"/files/{row.proof_id}/").status_code == 200
    assert signed_in(made, "reviewer").get("/desk/parcels/").status_code == 403


def test_the_applicant_chooses_and_sends(courier: Counterpart) -> None:
    made = factories.house()
    case = submitted(made)
    client, other = signed_in(made, "张伟"), signed_in(made, "王芳")
    page = f"/my/cases/{case.pk}/delivery/"
    assert page in client.get(f"/my/cases/{case.pk}/").text
    assert other.get(page).status_code == 404
    wrong = client.post(f"{page}choose/", {"method": "courier", "name": "张伟", "phone": "1", "place": ""})
    assert wrong.status_code == 422
    assert "快递员要打这个电话" in wrong.text
    assert client.post(f"{page}choose/", {"method": "courier", **factories.HOME}).status_code == 302
    assert factories.HOME["place"] in client.get(page).text
    assert client.post(f"{page}send/", {"contents": "", **factories.HOME}).status_code == 422
    assert client.post(f"{page}send/", {"contents": "合同1份", **factories.HOME}).status_code == 302
    row = Parcel.objects.get()
    assert row.waybill in client.get(page).text
    assert client.post(f"{page}cancel/").status_code == 302
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_the_bill_is_settled_on_its_page(courier: Counterpart) -> None:
    made = factories.house()
    clerk = signed_in(made, "clerk")
    courier.ledger.create(
        {"order_no": f"{made.bureau_id}-stray", "applicant": {}, "way": "out", "notify_url": ""}
    )
    from oneseal.output.models import CourierDifference

    services.compare_day(bureau_id=made.bureau_id, day=clock.today())
    row = CourierDifference.objects.get()
    assert "核实" in clerk.get("/desk/parcels/?view=bill").text
    assert clerk.post(f"/desk/parcels/differences/{row.pk}/", {"said": "快递公司测试单"}).status_code == 302
    assert "快递公司测试单" in clerk.get("/desk/parcels/?view=bill").text


def test_the_cabinets_pages(controller: cabinet_counterpart.Counterpart) -> None:
    made = factories.house()
    clerk, keeper = signed_in(made, "clerk"), signed_in(made, "administrator")
    values = {"name": "一楼柜", "site": "东门", "machine": factories.MACHINE, "unit": "G", "rows": "1"}
    assert keeper.post("/desk/cabinets/new/", values).status_code == 422
    page = keeper.post("/desk/cabinets/new/", values | {"boxes": "2", "hold_days": "7"}).headers["Location"]
    controller.ledger.provide(factories.MACHINE, ["G-1-01", "G-1-02"])
    case = factories.decided(made)
    assert "没有这个办件号" in clerk.post(f"{page}load/", {"number": "1"}).text
    assert clerk.post(f"{page}load/", {"number": case.number}).status_code == 302
    door = factories.newest_opening()
    assert "请放入结果" in clerk.get(f"/desk/cabinets/doors/{door.uid}/").text
    factories.at_box(controller, door, "put", "shut")
    assert "已放好" in clerk.get(f"/desk/cabinets/doors/{door.uid}/").text
    assert "到取件柜取出" in clerk.get(f"/desk/cases/{case.pk}/deliver/").text
    assert keeper.post(f"{page}retire/").status_code == 422
    clerk.post(f"{page}{door.place_id}/take/")
    door = factories.newest_opening()
    controller.ledger.switch(factories.MACHINE, on=False)
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert "待核实" in clerk.get(f"/desk/cabinets/doors/{door.uid}/").text
    settle = f"/desk/cabinets/doors/{door.uid}/settle/"
    assert clerk.post(settle, {"found": "taken"}).status_code == 422
    assert clerk.post(settle, {"found": "taken", "said": "我取出来了"}).status_code == 302
    assert "G-1-02" in clerk.get("/desk/shelf/labels/G/").text
    assert case.number in clerk.get(f"/desk/cases/{case.pk}/envelope/").text
    assert signed_in(made, "reviewer").get(page).status_code == 403
