"""A certificate printer of another maker: it takes prints, reports them, is told again what it did not hear."""

import json
from typing import Any

import pytest
from django.test import Client

from oneseal.certificates import services as certificates
from oneseal.certificates.tests.factories import House
from oneseal.devices import services
from oneseal.devices.models import Device
from oneseal.devices.tests import factories
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.queueing.tests.factories import NINE

pytestmark = pytest.mark.django_db


def test_one_print_and_one_reading_by_the_machine() -> None:
    made = factories.stand(kind="printer", name="一楼打证机")
    headers = {"Authorization": f"Bearer {made.key}"}

    def call(path: str, **body: Any) -> Any:
        with clock.at(NINE):
            return Client().post(
                f"/api/v1/devices/{path}", json.dumps(body), content_type="application/json", headers=headers
            )

    assert call("prints/next").json()["type"] == "urn:oneseal:problem:no_printer"
    house = House(cast=made.place.house.cast)
    keeper, kind = house["coordinator"], house.type.pk
    printer = certificates.set_up_printer(keeper, name="出件窗打证机", place="")
    certificates.receive_blanks(keeper, type_id=kind, series="A", first="1", last="3", source="单")
    certificates.issue_blanks(keeper, type_id=kind, printer_id=printer.pk, count=3)
    assert call("prints/next").json()["type"] == "urn:oneseal:problem:no_printer"
    desk, page = house.cast.client("administrator"), f"/desk/devices/{made.device.uid}/"
    assert desk.post(f"{page}prints/", {"printer_id": 0}).status_code == 422
    assert desk.post(f"{page}prints/", {"printer_id": printer.pk}).status_code == 302
    assert f'value="{printer.pk}" selected' in desk.get(page).text
    Device.objects.update(name="二楼打证机")
    assert call("prints/next").status_code == 204
    certificates.ask_print(house["clerk"], certificate_id=house.issued().pk, printer_id=printer.pk)
    job = call("prints/next").json()
    assert call("prints/next").json() == job
    assert call(f"prints/{job['uid']}/spoiled", why="卡纸撕破").json()["state"] == "waiting"
    job = call("prints/next").json()
    with clock.at(NINE):
        file = Client().get(f"/api/v1/devices/prints/{job['uid']}/file", headers=headers)
    assert file.content.startswith(b"%PDF")
    assert call(f"prints/{job['uid']}/done", blank="A1").status_code == 409
    assert call(f"prints/{job['uid']}/done", blank="A2").json()["state"] == "done"
    number = made.place.house.cast.applicants["张伟"].number
    read = call("identity-checks", number=number, way="reader", serial="R1")
    assert read.json()["level"] == 3
    assert call("identity-checks", number=number, way="fingerprint", serial="R2").status_code == 422


def test_which_device_prints_for_a_printer() -> None:
    made = factories.stand(kind="printer", name="一楼打证机")
    house, keeper = made.place.house, made.place["administrator"]
    printer = certificates.set_up_printer(keeper, name="出件窗打证机", place="").pk
    board, other = (factories.registered(made.place, kind, kind).pk for kind in ("hall_board", "printer"))

    def put(device: int, to: int | None = printer, who: Any = keeper) -> None:
        services.serve_printer(who, device_id=device, printer_id=to)

    with pytest.raises(Forbidden):
        put(other, who=house["clerk"])
    with pytest.raises(RuleViolation, match="可以打印证照"):
        put(board)
    with pytest.raises(NotFound):
        put(other, printer + 1)
    put(other)
    with pytest.raises(Conflict, match="另一台设备"):
        put(made.device.pk)
    services.retire_device(keeper, device_id=other)
    put(made.device.pk)
    put(made.device.pk, None)
    assert not Device.objects.exclude(state="retired").filter(blank_printer=printer).exists()
