"""A certificate printer of another maker: it takes prints, reports them, is told again what it did not hear."""

import json
from typing import Any

import pytest
from django.test import Client

from oneseal.certificates import services as certificates
from oneseal.certificates.tests.factories import House
from oneseal.devices.tests import factories
from oneseal.foundation import clock
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
    printer = certificates.set_up_printer(keeper, name="一楼打证机", place="")
    certificates.receive_blanks(keeper, type_id=kind, series="A", first="1", last="3", source="单")
    certificates.issue_blanks(keeper, type_id=kind, printer_id=printer.pk, count=3)
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
