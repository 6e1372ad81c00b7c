"""A visitor takes a result out of the cabinet beside the device: on its page, signed in, by another maker's machine."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from oneseal.cases.selectors import any_case
from oneseal.devices import services
from oneseal.devices.tests import factories
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.output.cabinet_counterpart import Counterpart
from oneseal.output.tests import factories as output

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller(tmp_path: Path, settings: Any) -> Iterator[Counterpart]:
    """A controller whose call-backs the test hands over."""
    with Counterpart(tmp_path / "doors.sqlite", "bureau").quietly(settings) as made:
        yield made


def test_a_result_is_taken_at_the_device(controller: Counterpart) -> None:
    stand = factories.stand()
    house, browser = stand.place.house, stand.browser()
    cabinet = output.cabinet(house, controller)
    first, second = (output.laid_in(house, controller, cabinet) for _ in range(2))
    assert browser.get("/device/cabinet/").headers["Location"] == "/device/collect/"
    desk = house.client("administrator")
    page = f"/desk/devices/{stand.device.uid}/"
    assert "一楼取件柜" in desk.get(page).text
    assert desk.post(f"{page}beside/", {"cabinet": "nothing"}).status_code == 422
    assert desk.post(f"{page}beside/", {"cabinet": str(cabinet.uid)}).status_code == 302
    assert "/device/cabinet/" in browser.get("/device/").text
    asked = {"code": first.delivery.pickup_code, "document": "110101199001011237"}
    refused = browser.post("/device/cabinet/", asked)
    assert (refused.status_code, "没有查到" in refused.text) == (422, True)
    asked["document"] = house.cast.applicants["张伟"].number
    assert browser.post("/device/cabinet/", asked).headers["Location"] == "/device/cabinet/box/"
    shown = browser.get("/device/cabinet/box/").text
    assert ("G-1-01" in shown, "柜门已经打开" in shown) == (True, True)
    part = browser.get("/device/cabinet/box/", headers={"HX-Request": "true"}).text
    assert ("G-1-01" in part, "<html" in part) == (True, False)
    output.at_box(controller, output.newest_opening(), "take", "shut")
    assert browser.get("/device/cabinet/box/", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "已领取" in browser.get("/device/cabinet/box/").text
    assert any_case(first.pk).state == "closed"
    browser.post("/device/reset/")
    assert browser.get("/device/cabinet/box/").headers["Location"] == "/device/"
    browser.force_login(house.cast.account("张伟"))
    assert "已登录：张伟" in browser.get("/device/cabinet/").text
    browser.post("/device/cabinet/", {"code": second.delivery.pickup_code})
    assert output.newest_opening().recipient == "张伟"


def test_a_machine_of_another_maker_opens_its_own_cabinet_only(controller: Counterpart) -> None:
    stand = factories.stand()
    house = stand.place.house
    cabinet = output.cabinet(house, controller)
    case = output.laid_in(house, controller, cabinet)
    code = services.issue_code(stand.place["administrator"], device_id=stand.device.pk)
    _, token = services.pair(code=code)
    client = Client(headers={"Authorization": f"Bearer {token}"})
    asked = {"code": case.delivery.pickup_code, "document": house.cast.applicants["张伟"].number}

    def post() -> tuple[int, dict[str, Any]]:
        made = client.post("/api/v1/devices/boxes", json.dumps(asked), content_type="application/json")
        return made.status_code, made.json()

    assert post()[0] == 404
    with pytest.raises(Forbidden):
        services.stand_beside(house["clerk"], device_id=stand.device.pk, cabinet=cabinet.uid)
    services.stand_beside(house["administrator"], device_id=stand.device.pk, cabinet=cabinet.uid)
    status, box = post()
    assert (status, box["box"], box["state"]) == (201, "G-1-01", "open")
    output.at_box(controller, output.newest_opening(), "take", "shut")
    assert client.get(f"/api/v1/devices/boxes/{box['uid']}").json()["state"] == "done"
    board = factories.registered(stand.place, "hall_board", "主屏")
    with pytest.raises(RuleViolation, match="只有一体机"):
        services.stand_beside(house["administrator"], device_id=board.pk, cabinet=cabinet.uid)
