"""What visitors do at kiosks, on the window's tablet and in the corner; machines of other makers."""

import base64
import io
import json
from datetime import timedelta

import pytest
from django.test import Client
from PIL import Image

from oneseal.cases import services as cases
from oneseal.cases.tests import factories as house_of
from oneseal.catalog import selectors as catalog
from oneseal.devices import selectors, services
from oneseal.devices.models import Confirmation, Help, HelpLine, Sheet
from oneseal.devices.rules.screens import ASK_WITHIN, HELP_WITHIN, SHEET_DAYS
from oneseal.devices.tests import factories
from oneseal.devices.tests.factories import Stand
from oneseal.feedback.tests import factories as evaluations
from oneseal.foundation import clock
from oneseal.hall.tests import factories as slips
from oneseal.kernel.access import NOBODY
from oneseal.kernel.errors import Conflict, NotFound
from oneseal.output import services as shelving
from oneseal.output.tests import factories as output
from oneseal.queueing.tests.factories import NINE, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Stand:
    return factories.stand()


def code_of(made: Stand) -> str:
    """The item's code in addresses."""
    return catalog.access_item(NOBODY, made.place.house.item_id).code


def window_draft(made: Stand) -> int:
    """A draft that the clerk began at the window."""
    house = made.place.house
    case = cases.start_draft(
        house["clerk"], item_id=house.item_id, applicant_id=house.applicant(), channel="window"
    )
    return int(case.pk)


def test_a_guide_with_its_papers(made: Stand) -> None:
    browser = made.browser()
    with clock.at(NINE):
        assert "点拼音首字母" in browser.get("/device/items/guide/").content.decode()
        assert "没有找到" in browser.get("/device/items/guide/?q=QQQQZZ").content.decode()
        assert browser.get("/device/items/guide/?page=99999999999").status_code == 200
        page = browser.get(f"/device/item/{code_of(made)}/").content.decode()
        assert "要带的材料" in page
        assert "登录后直接申请" in page
        assert browser.get("/device/items/nothing/").status_code == 404
        assert browser.get("/device/item/nothing/").status_code == 404


def test_where_a_case_stands_is_forgotten_with_the_visitor(made: Stand) -> None:
    with clock.at(NINE):
        case = house_of.submitted(made.place.house)
        browser = made.browser()
        asked = {"number": case.number, "proof": "0000"}
        assert browser.post("/device/query/", asked).status_code == 422
        asked["proof"] = case.applicant.number[-4:]
        assert browser.post("/device/query/", asked).headers["Location"] == "/device/query/found/"
        assert case.number in browser.get("/device/query/found/").content.decode()
        browser.post("/device/reset/")
        assert browser.get("/device/query/found/").headers["Location"] == "/device/"


def test_where_a_result_lies(made: Stand) -> None:
    house = made.place.house
    shelving.set_up_unit(house["administrator"], unit="a", rows=1, boxes=1)
    case = output.decided(house)
    shelving.put_on_shelf(house["clerk"], case_id=case.pk)
    case.delivery.refresh_from_db()
    browser, asked = made.browser(), {"code": case.delivery.pickup_code, "proof": "0000"}
    assert browser.post("/device/collect/", asked).status_code == 422
    asked["proof"] = case.applicant.number[-4:]
    assert browser.post("/device/collect/", asked).headers["Location"] == "/device/collect/shelf/"
    assert "A-1-01" in browser.get("/device/collect/shelf/").content.decode()
    browser.post("/device/reset/")
    assert browser.get("/device/collect/shelf/").status_code == 302


def test_a_form_filled_at_a_station_is_taken_over_once(made: Stand) -> None:
    house, browser = made.place.house, made.browser()
    with clock.at(NINE):
        page = f"/device/fill/{code_of(made)}/"
        assert "填好了，取码" in browser.get(page).content.decode()
        refused = browser.post(page, {"do": "keep"})
        assert (refused.status_code, "缺的到窗口补" in refused.content.decode()) == (422, True)
        browser.post(page, {"do": "keep", "form-name": "张伟"})
        shown = browser.get("/device/sheet/").content.decode()
        code = shown.split('os-station-number">')[1][:8]
        sheet = Sheet.objects.get()
        assert (sheet.data["name"], sheet.complete, code.isdecimal()) == ("张伟", True, True)
        browser.post("/device/reset/")
        assert browser.get("/device/sheet/").headers["Location"] == "/device/"
        clerk = house.client("clerk")
        assert clerk.post("/desk/devices/sheets/", {"code": "00000000"}).status_code == 422
        assert (
            "还没有这个事项的窗口草稿" in clerk.post("/desk/devices/sheets/", {"code": code}).content.decode()
        )
        case = window_draft(made)
        assert "调入" in clerk.post("/desk/devices/sheets/", {"code": code}).content.decode()
        taken = clerk.post("/desk/devices/sheets/", {"code": code, "case": str(case)})
        assert taken.headers["Location"] == f"/desk/cases/{case}/fill/"
        with pytest.raises(Conflict):
            services.take_sheet(house["clerk"], code=code, case_id=case)
    with clock.at(NINE + timedelta(days=SHEET_DAYS)):
        with pytest.raises(NotFound):
            selectors.sheet_by_code(house["clerk"], services.sheet_digest(code))
        assert services.drop_sheets() == 1


def picture() -> str:
    """A drawing as a canvas gives it."""
    out = io.BytesIO()
    Image.new("RGBA", (90, 26), (0, 0, 0, 255)).save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def test_the_applicant_checks_and_signs_on_the_tablet(made: Stand) -> None:
    place, house = made.place, made.place.house
    window = place.windows["01"]
    tablet = factories.stand(place, "tablet", "01 号平板", window=window.pk).browser()
    place.opened()
    with clock.at(NINE):
        case = window_draft(made)
        cases.save_draft(house["clerk"], case_id=case, data={"name": "张伟"})
        clerk = house.client("clerk")
        assert "给申请人确认" in clerk.get(f"/desk/cases/{case}/check/").content.decode()
        assert tablet.get("/device/waiting/").status_code == 204
        clerk.post(f"/desk/devices/ask/{case}/")
        row = Confirmation.objects.get()
        page = f"/device/confirm/{row.uid}/"
        assert tablet.get("/device/waiting/").headers["HX-Redirect"] == page
        assert "张伟" in tablet.get(page).content.decode()
        assert made.browser().get(page).status_code == 404
        assert tablet.post(page, {"do": "sign"}).status_code == 422
        assert tablet.post(page, {"do": "sign", "signature": "data:image/png;base64,%%"}).status_code == 422
        assert tablet.post(page, {"do": "object", "said": " "}).status_code == 422
        tablet.post(page, {"do": "object", "said": "名字不对"})
        answer = f"/desk/devices/answer/{case}/"
        assert "名字不对" in clerk.get(answer).content.decode()
        clerk.post(f"/desk/devices/ask/{case}/")
        row = Confirmation.objects.latest("id")
        tablet.post(f"/device/confirm/{row.uid}/", {"do": "sign", "signature": picture()})
        row.refresh_from_db()
        assert (row.state, row.signature is not None) == ("signed", True)
        said = clerk.get(answer).content.decode()
        assert "申请人已核对签名" in said
        assert "内容又改过" not in said
        assert clerk.get(f"/files/{row.signature_id}/").status_code == 200
        assert house.client("李娜").get(f"/files/{row.signature_id}/").status_code == 404
        cases.save_draft(house["clerk"], case_id=case, data={"name": "张大伟"})
        assert "内容又改过" in clerk.get(answer).content.decode()


def test_a_visitor_signs_for_a_slip_on_the_tablet(made: Stand) -> None:
    place, house = made.place, made.place.house
    tablet = factories.stand(place, "tablet", "01 号平板", window=place.windows["01"].pk).browser()
    with clock.at(NINE):
        slip, clerk = slips.guide(house), house.client("clerk")
        page, ask = f"/desk/slips/{slip.pk}/", f"/desk/devices/ask/slip/{slip.pk}/"
        assert "给办事人看、签收" not in clerk.get(page).content.decode()
        assert clerk.post(ask, headers={"HX-Request": "true"}).status_code == 409
    place.opened()
    with clock.at(NINE):
        assert "给办事人看、签收" in clerk.get(page).content.decode()
        assert house.client("reviewer").post(ask).status_code == 403
        part = clerk.post(ask, headers={"HX-Request": "true"}).content.decode()
        assert ("等待申请人核对" in part, "<html" in part) == (True, False)
        row = Confirmation.objects.get()
        shown = tablet.get(f"/device/confirm/{row.uid}/").content.decode()
        assert ("南州市农业农村局" in shown, "请看窗口给您的单子" in shown) == (True, True)
        done = tablet.post(f"/device/confirm/{row.uid}/", {"do": "sign", "signature": picture()})
        assert "要纸质单子的" in done.content.decode()
        row.refresh_from_db()
        assert clerk.get(f"/files/{row.signature_id}/").status_code == 200
        assert house.client("reviewer").get(f"/files/{row.signature_id}/").status_code == 404
        assert "来访人看了单子" in clerk.get(page).content.decode()
        assert Confirmation.objects.get().subject == ("window_slip", slip.pk)


def test_a_draft_is_shown_from_the_workbench(made: Stand) -> None:
    place, house = made.place, made.place.house
    factories.stand(place, "tablet", "01 号平板", window=place.windows["01"].pk)
    place.opened()
    with clock.at(NINE):
        case = window_draft(made)
        place.ticket()
        clerk = house.client("clerk")
        for verb, asked in (("next", {}), ("begin", {}), ("identify", {"applicant": house.applicant()})):
            clerk.post(f"/desk/workbench/{verb}/", asked)
        page = clerk.get("/desk/workbench/").content.decode()
        assert ("正在录入" in page, f"/desk/devices/ask/{case}/" in page) == (True, True)


def test_a_question_is_taken_back_or_ends(made: Stand) -> None:
    place, house = made.place, made.place.house
    stand = factories.stand(place, "tablet", "01 号平板", window=place.windows["01"].pk)
    case = window_draft(made)
    with clock.at(NINE), pytest.raises(Conflict, match="还没有坐到"):
        services.ask(house["clerk"], case_id=case)
    place.opened()
    with clock.at(NINE):
        first = services.ask(house["clerk"], case_id=case)
        second = services.ask(house["clerk"], case_id=case)
        first.refresh_from_db()
        assert first.state == "withdrawn"
        assert selectors.asked_on(stand.device) == second
        services.withdraw(house["clerk"], confirmation_id=second.pk)
        with pytest.raises(Conflict):
            services.sign(stand.device, confirmation_id=second.pk, name="张伟")
        third = services.ask(house["clerk"], case_id=case)
    with clock.at(NINE + ASK_WITHIN):
        assert selectors.asked_on(stand.device) is None
        assert services.end_questions() == 1
        third.refresh_from_db()
        assert third.state == "withdrawn"
    with clock.at(NINE):
        third = services.ask(house["clerk"], case_id=case)
    with clock.at(NINE), pytest.raises(NotFound):
        services.sign(made.device, confirmation_id=third.pk, name="张伟")
    with clock.at(NINE):
        assert services.sign(stand.device, confirmation_id=third.pk, name="张伟").state == "signed"


def test_a_call_from_the_corner_is_answered(made: Stand) -> None:
    house = made.place.house
    corner = factories.stand(made.place, "corner", "自助区").browser()
    with clock.at(NINE):
        assert made.browser().get("/device/help/").status_code == 404
        assert "请再呼叫" in corner.post("/device/help/", {"text": "我不会填"}).content.decode()
        corner.post("/device/help/", {"do": "call"})
        corner.post("/device/help/", {"text": "我不会填"})
        row = Help.objects.get()
        clerk = house.client("clerk")
        assert "自助区" in clerk.get("/desk/devices/calls/").content.decode()
        page = f"/desk/devices/calls/{row.uid}/"
        assert clerk.post(page, {"text": "您好"}).status_code == 422
        clerk.post(f"{page}take/")
        assert clerk.post(f"{page}take/").status_code == 409
        clerk.post(page, {"text": "您好，请点取号"})
        part = corner.get("/device/help/", headers={"HX-Request": "true"}).content.decode()
        assert "请点取号" in part
        assert "<html" not in part
        assert "我不会填" in clerk.get(page, headers={"HX-Request": "true"}).content.decode()
        sent = corner.post("/device/help/", {"phrase": "我听不清"}, headers={"HX-Request": "true"})
        assert "我听不清" in sent.content.decode()
        assert 'hx-swap-oob="true"' in sent.content.decode()
        corner.post("/device/help/", {"do": "end"})
        assert HelpLine.objects.count() == 0
        corner.post("/device/help/", {"do": "call"})
    with clock.at(NINE + HELP_WITHIN + timedelta(seconds=1)):
        assert services.end_stale() == 1


def test_the_tablet_asks_who_was_served_to_judge(made: Stand) -> None:
    place = made.place
    tablet = factories.stand(place, "tablet", "01 号平板", window=place.windows["01"].pk).browser()
    with clock.at(NINE):
        assert "请在窗口办理" in tablet.get("/device/").content.decode()
        evaluations.visit(place.house, 1, window="02", place=place.hall.name)
        evaluations.visit(place.house, 2, window="01", place="分厅")
        assert tablet.get("/device/waiting/").status_code == 204
        row = evaluations.visit(place.house, 3, window="01", place=place.hall.name)
        asked = tablet.get("/device/waiting/").headers["HX-Redirect"]
        assert asked == f"/evaluate/{row.code}/"
        thanks = tablet.post(asked, {"level": "5"}).headers["Location"]
        assert "data-station-return" in tablet.get(thanks).content.decode()
        visit = evaluations.visit(place.house, 4)
        made.browser().post(f"/evaluate/{visit.code}/?way=sms", {"level": "5"})
        assert evaluations.ways() == ["tablet", "kiosk"]
        assert tablet.get("/device/waiting/").status_code == 204
        assert Client().get("/device/waiting/").headers["Location"] == "/device/"


def test_a_machine_of_another_maker(made: Stand) -> None:
    client = Client()

    def post(
        path: str, body: dict[str, object], token: str = "", minutes: float = 0
    ) -> tuple[int, dict[str, object]]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with clock.at(later(minutes)):
            answer = client.post(
                f"/api/v1/devices/{path}", json.dumps(body), content_type="application/json", headers=headers
            )
        return answer.status_code, answer.json()

    with clock.at(NINE):
        code = services.issue_code(made.place["administrator"], device_id=made.device.pk)
    status, paired = post("pair", {"code": code})
    token = str(paired["token"])
    assert (status, paired["name"]) == (201, "一楼一体机")
    assert post("pair", {"code": code})[0] == 404
    status, beat = post("beat", {"paper": 0, "printer": "error", "clock": later(0).isoformat()}, token)
    assert (status, beat["troubles"], beat["token"]) == (200, ["paper_out", "printer"], "")
    status, ticket = post("tickets", {"line": made.place.lines["A"].pk}, token)
    assert (status, ticket["number"]) == (201, "A001")
    assert post("query", {"number": "1", "proof": "1234"}, token)[0] == 404
    assert post("tickets", {"line": made.place.lines["A"].pk}, "x")[0] == 401
    renewed = str(post("beat", {}, token, 6)[1]["token"])
    assert post("beat", {}, renewed, 7)[0] == 200
    assert post("beat", {}, token, 8)[0] == 403
    assert post("beat", {}, renewed, 8)[0] == 403
