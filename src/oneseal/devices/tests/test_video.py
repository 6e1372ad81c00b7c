"""Seeing each other in a call from a device: who may, what is refused, that nothing stays."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.devices import services
from oneseal.devices.models import Help, HelpLine
from oneseal.devices.rules.screens import HELP_WITHIN
from oneseal.devices.tests import factories
from oneseal.foundation import calls, clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict
from oneseal.queueing.tests.factories import NINE

pytestmark = pytest.mark.django_db


def call(browser: Client) -> Help:
    """A call from the corner."""
    browser.post("/device/help/", {"do": "call"})
    return Help.objects.exclude(state="ended").get()


def send(client: Client, base: str, peer: str, to: str, **body: Any) -> int:
    """A message of a page's script."""
    sent = json.dumps({"peer": peer, "to": to, "body": body})
    return client.post(f"{base}signal/", sent, content_type="application/json").status_code


def test_the_visitor_and_who_answers_meet() -> None:
    made = factories.stand(kind="corner", name="自助区")
    house, corner = made.place.house, made.browser()
    with clock.at(NINE):
        clerk = house.client("clerk")
        row = call(corner)
        desk = f"/desk/devices/calls/{row.uid}/"
        assert corner.post("/device/help/join/").status_code == 409
        assert clerk.post(f"{desk}join/").status_code == 409
        clerk.post(f"{desk}take/")
        page = corner.get("/device/help/")
        assert "camera=(self), microphone=(self), display-capture=(self)" in page["Permissions-Policy"]
        assert "不录音、不录像" in page.content.decode()
        own = corner.post("/device/help/join/").json()["peer"]
        other = clerk.post(f"{desk}join/").json()["peer"]
        there = clerk.get(f"{desk}hear/?peer={other}").json()["peers"]
        assert there == [{"peer": own, "name": "自助区", "host": False}]
        assert send(clerk, desk, other, own, type="offer") == 200
        heard = corner.get(f"/device/help/hear/?peer={own}&after=0").json()
        assert (heard["peers"][0]["host"], heard["signals"][0]["body"]) == (True, {"type": "offer"})
        assert send(corner, "/device/help/", other, own, type="answer") == 404
        assert send(corner, "/device/help/", own, own, sdp="x" * calls.LONGEST) == 422
        assert corner.post("/device/help/signal/", b"[]", content_type="application/json").status_code == 422
        told = entries(Subject("device", made.device.pk), kinds=frozenset({"devices.help_seen"}))
        assert [each.data["by_staff"] for each in told] == [False, True]
        corner.post("/device/help/", {"do": "end"})
        assert clerk.get(f"{desk}hear/?peer={other}").status_code == 409
        assert corner.get(f"/device/help/hear/?peer={own}").status_code == 404
        assert corner.post("/device/help/join/").status_code == 404
        assert calls.alive([f"help:{row.uid}"]) == set()


def test_nobody_else_looks_on() -> None:
    made = factories.stand(kind="corner", name="自助区")
    house, corner = made.place.house, made.browser()
    with clock.at(NINE):
        row = call(corner)
        services.take(house["clerk"], help_id=row.pk)
        peer = corner.post("/device/help/join/").json()["peer"]
        desk = f"/desk/devices/calls/{row.uid}/"
        assert house.client("coordinator").post(f"{desk}join/").status_code == 409
        assert house.client("coordinator").get(f"{desk}hear/?peer={peer}").status_code == 409
        assert house.client("reviewer").post(f"{desk}join/").status_code == 403
        with pytest.raises(Conflict):
            services.say(row, "您好", actor=house["coordinator"])
        other = factories.stand(made.place, "community", "社区终端", site="金桥社区", hall=None).browser()
        assert other.get(f"/device/help/hear/?peer={peer}").status_code == 404


def test_the_next_visitor_finds_no_call() -> None:
    made = factories.stand(kind="corner", name="自助区")
    house, corner = made.place.house, made.browser()
    with clock.at(NINE):
        row = call(corner)
        services.take(house["clerk"], help_id=row.pk)
        services.say(row, "张伟，您好", actor=house["clerk"])
        next_one = made.browser()
        assert "您好" not in next_one.get("/device/help/").content.decode()
        assert next_one.post("/device/help/join/").status_code == 404
        assert call(next_one) != row
        row.refresh_from_db()
        assert (row.state, HelpLine.objects.count()) == ("ended", 0)
        next_one.post("/device/reset/")
        assert not Help.objects.exclude(state="ended").exists()


def test_a_call_in_which_somebody_is_seen_does_not_end_by_itself() -> None:
    made = factories.stand(kind="corner", name="自助区")
    house = made.place.house
    with clock.at(NINE):
        row = services.take(house["clerk"], help_id=services.call(made.device).pk)
        peer = services.enter_video(row)
    later = NINE + HELP_WITHIN + timedelta(seconds=1)
    with clock.at(later):
        services.hear(row, peer=peer, after=0)
        assert services.end_stale() == 0
    with clock.at(later + calls.QUIET + timedelta(seconds=1)):
        assert services.end_stale() == 1
