"""A visitor of a kiosk reads their own record; the next one sees nothing of it."""

from pathlib import Path
from typing import Any

import pytest

from oneseal.devices.stations import COOKIE
from oneseal.devices.tests import factories
from oneseal.foundation import clock
from oneseal.queueing.tests.factories import NINE
from oneseal.records.counterpart import Counterpart
from oneseal.records.tests.test_asking import SAID

pytestmark = pytest.mark.django_db
TILE = "查医保社保公积金"


def test_a_record_at_a_kiosk_and_the_next_visitor(tmp_path: Path, settings: Any) -> None:
    made = factories.stand()
    house = made.place.house
    settings.PROVINCE_NAME = "省统一身份认证"
    with clock.at(NINE):
        assert TILE not in made.browser().get("/device/").content.decode()
        with Counterpart(tmp_path / "records.sqlite", "bureau").quietly(settings) as agencies:
            agencies.ledger.keep([("fund", house.cast.applicants["张伟"].number, "张伟", SAID)])
            assert TILE in made.browser().get("/device/").content.decode()
            browser = house.client("张伟")
            browser.cookies[COOKIE] = made.key
            session = browser.session
            session["account_authentication_methods"] = [{"method": "socialaccount"}]
            session["account_authentication_methods_user"] = str(house["张伟"].account_id)
            session.save()
            answered = browser.post("/my/records/fund/", {"agreed": "on"})
            assert "45,120.88" in answered.content.decode()
            assert "no-store" in answered["Cache-Control"]
            browser.post("/device/reset/")
            after = browser.get("/my/records/")
            assert (after.status_code, "/sign-in/" in after["Location"]) == (302, True)
