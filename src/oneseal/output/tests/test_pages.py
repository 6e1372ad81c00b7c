"""The counter's and the applicant's pages."""

import pytest
from django.test import Client

from oneseal.cases.tests.factories import House, submitted
from oneseal.output import services
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
    from oneseal.foundation import clock
    from oneseal.output.models import CourierDifference

    services.compare_day(bureau_id=made.bureau_id, day=clock.today())
    row = CourierDifference.objects.get()
    assert "核实" in clerk.get("/desk/parcels/?view=bill").text
    assert clerk.post(f"/desk/parcels/differences/{row.pk}/", {"said": "快递公司测试单"}).status_code == 302
    assert "快递公司测试单" in clerk.get("/desk/parcels/?view=bill").text
