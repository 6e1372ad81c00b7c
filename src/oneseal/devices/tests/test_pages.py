"""The device's pages and the registry's; what a visitor leaves behind."""

import pytest

from oneseal.devices import services
from oneseal.devices.models import Device
from oneseal.devices.stations import COOKIE, FORGET_SECONDS
from oneseal.devices.tests import factories
from oneseal.devices.tests.factories import Stand
from oneseal.foundation import clock
from oneseal.queueing.tests.factories import NINE, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Stand:
    return factories.stand()


def test_registered_paired_and_used(made: Stand) -> None:
    with clock.at(NINE):
        admin = made.place.house.client("administrator")
        refused = admin.post(
            "/desk/devices/new/", {"kind": "zone_board", "name": "屏", "hall": made.place.hall.pk}
        )
        assert (refused.status_code, "请选择分区" in refused.content.decode()) == (422, True)
        admin.post("/desk/devices/new/", {"kind": "guide", "name": "引导机", "hall": made.place.hall.pk})
        row = Device.objects.get(name="引导机")
        shown = admin.post(f"/desk/devices/{row.uid}/code/").content.decode()
        code = shown.split('os-code-shown">')[1][:8]
        browser = made.place.house.client("张伟")
        assert "请先退出登录" in browser.post("/device/pair/", {"code": code}).content.decode()
        browser.logout()
        assert browser.post("/device/pair/", {"code": "12345678"}).status_code == 422
        assert browser.post("/device/pair/", {"code": code}).headers["Location"] == "/device/"
        assert browser.cookies[COOKIE]["httponly"]
        assert browser.cookies[COOKIE]["samesite"] == "Strict"
        home = browser.get("/device/")
        assert "排队办事先取号" in home.content.decode()
        assert "登录办事" not in home.content.decode()
        assert home.headers["Cache-Control"] == "no-store, private"


def test_acts_on_the_page_of_a_device(made: Stand) -> None:
    admin, page = made.place.house.client("administrator"), f"/desk/devices/{made.device.uid}/"
    assert "请写明" not in admin.get(page).content.decode()
    assert admin.post(f"{page}lock/", {"reason": ""}).status_code == 422
    assert admin.post(f"{page}lock/", {"reason": "检修"}).status_code == 302
    assert "检修" in admin.get(page).content.decode()
    assert "已锁定" in admin.get("/desk/devices/").content.decode()
    assert admin.post(f"{page}lock/", {"reason": "检修"}).status_code == 422
    assert admin.post(f"{page}unlock/").status_code == 302
    assert admin.post(f"{page}paper/", {"sheets": "9999"}).status_code == 422
    assert admin.post(f"{page}paper/", {"sheets": "300"}).status_code == 302
    assert "300 张" in admin.get(page).content.decode()
    assert admin.post(f"{page}nothing/").status_code == 404
    clerk = made.place.house.client("clerk")
    assert clerk.post(f"{page}retire/").status_code == 422
    assert "停用" not in clerk.get(page).content.decode()
    assert admin.post(f"{page}retire/").status_code == 302
    assert "已停用" in admin.get("/desk/devices/?retired=1").content.decode()


def test_a_ticket_that_the_next_visitor_does_not_see(made: Stand) -> None:
    browser = made.browser()
    with clock.at(NINE):
        assert "综合受理" in browser.get("/device/ticket/").content.decode()
        assert browser.post("/device/ticket/", {"line": "x"}).status_code == 422
        taken = browser.post("/device/ticket/", {"line": str(made.place.lines["A"].pk)})
        page = taken.headers["Location"]
        assert "A001" in browser.get(page).content.decode()
        assert browser.get(f"{page}qr.svg").headers["Content-Type"] == "image/svg+xml"
        done = browser.post("/device/reset/")
        assert done.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert browser.get(page).headers["Location"] == "/device/"
        assert browser.get("/device/").status_code == 200


def test_an_account_is_signed_out_by_the_server_when_nobody_is_there(made: Stand) -> None:
    with clock.at(NINE):
        browser = made.place.house.client("张伟")
        browser.cookies[COOKIE] = made.key
        assert "张伟" in browser.get("/my/cases/").content.decode()
    with clock.at(later(FORGET_SECONDS / 60)):
        assert browser.get("/my/cases/").status_code == 200
    with clock.at(later(2 * FORGET_SECONDS / 60 + 0.1)):
        assert browser.get("/my/cases/").headers["Location"].startswith("/sign-in/")


def test_nobody_works_at_the_desk_on_a_machine_in_the_hall(made: Stand) -> None:
    browser = made.browser()
    for page in ("/desk/", "/sign-in/staff/"):
        assert browser.get(page).headers["Location"] == "/device/"
    asked = browser.get("/desk/work/", headers={"HX-Request": "true"})
    assert asked.headers["HX-Redirect"] == "/device/"


def test_every_page_on_a_device_can_be_left(made: Stand) -> None:
    with clock.at(NINE):
        page = made.browser().get("/halls/")
        assert "清除并返回首页" in page.content.decode()
        assert "清除并返回首页" not in made.place.house.client("张伟").get("/halls/").content.decode()


@pytest.mark.parametrize(
    ("kind", "where"), [("hall_board", ""), ("zone_board", "zones/"), ("window_board", "windows/")]
)
def test_boards_show_their_place(made: Stand, kind: str, where: str) -> None:
    window = made.place.windows["01"]
    stand = factories.stand(made.place, kind, kind, zone=window.zone_id, window=window.pk)
    with clock.at(NINE):
        assert where in stand.browser().get("/device/").headers["Location"]


def test_a_device_does_what_its_kind_does(made: Stand) -> None:
    stand = factories.stand(made.place, "samples", "样表机")
    with clock.at(NINE):
        assert stand.browser().get("/device/ticket/").status_code == 404
    assert services.identify(made.key).device is not None
    assert made.browser().post("/device/forget/").status_code == 422
