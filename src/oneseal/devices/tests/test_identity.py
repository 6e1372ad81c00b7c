"""Pairing, heartbeats, a stolen identity, a wrong clock, locks."""

import json
from dataclasses import replace

import pytest
from django.test import Client

from oneseal.devices import selectors, services
from oneseal.devices.models import Device
from oneseal.devices.rules.health import OFFLINE_AFTER, Trouble
from oneseal.devices.stations import COOKIE
from oneseal.devices.tests import factories
from oneseal.devices.tests.factories import Stand
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.queueing import services as queue
from oneseal.queueing.tests.factories import NINE, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Stand:
    return factories.stand()


def beat(browser: Client, minutes: float, **said: object) -> int:
    """A heartbeat of a page; what the server sets as cookie stays in the browser."""
    with clock.at(later(minutes)):
        body = {"clock": later(minutes).isoformat(), **said}
        return browser.post("/device/beat/", json.dumps(body), content_type="application/json").status_code


def test_a_code_pairs_once(made: Stand) -> None:
    keeper = made.place["administrator"]
    with clock.at(NINE):
        code = services.issue_code(keeper, device_id=made.device.pk)
        assert services.identify(made.key).problem == "void"
        device, key = services.pair(code=code)
        assert (device.generation, services.identify(key).device) == (2, device)
        with pytest.raises(NotFound, match="已经用过"):
            services.pair(code=code)
    assert sorted(each.kind for each in entries(Subject("device", made.device.pk))) == [
        "devices.code_issued",
        "devices.code_issued",
        "devices.paired",
        "devices.paired",
        "devices.registered",
    ]


def test_a_code_counts_for_a_quarter_of_an_hour(made: Stand) -> None:
    with clock.at(NINE):
        code = services.issue_code(made.place["administrator"], device_id=made.device.pk)
    with clock.at(later(15)), pytest.raises(NotFound):
        services.pair(code=code)


def test_only_keepers_register(made: Stand) -> None:
    with pytest.raises(Forbidden):
        services.register_device(made.place["clerk"], kind="guide", name="x", hall=made.place.hall.pk)
    with pytest.raises(Conflict):
        factories.registered(made.place)
    with pytest.raises(RuleViolation, match="放在哪里"):
        factories.registered(made.place, "community", "社区机", hall=None)


def test_the_heartbeat_brings_a_new_key_that_counts_from_its_first_use(made: Stand) -> None:
    browser = made.browser()
    assert beat(browser, 1) == 200
    assert browser.cookies[COOKIE].value == made.key
    assert beat(browser, 6) == 200
    assert browser.cookies[COOKIE].value != made.key
    assert beat(browser, 7) == 200
    made.device.refresh_from_db()
    assert (made.device.counter, made.device.state, made.device.next_digest) == (2, "active", "")


def test_a_lost_answer_is_made_again(made: Stand) -> None:
    browser = made.browser()
    beat(browser, 6)
    browser.cookies[COOKIE] = made.key
    assert beat(browser, 7) == 200
    assert beat(browser, 8) == 200
    made.device.refresh_from_db()
    assert (made.device.counter, made.device.state) == (2, "active")


def test_an_identity_used_from_two_places_locks_both_and_is_told(made: Stand) -> None:
    own, thief = made.browser(), made.browser()
    beat(own, 1)
    beat(thief, 6)
    beat(thief, 7)
    assert beat(own, 8) == 403
    assert beat(thief, 8) == 403
    made.device.refresh_from_db()
    assert (made.device.state, made.device.copied) == ("locked", True)
    page = own.get("/device/")
    assert (page.status_code, "暂停使用" in page.content.decode()) == (403, True)
    assert own.get("/halls/").headers["Location"] == "/device/"
    with clock.at(later(8)):
        admin = made.place.house.client("administrator")
        assert "设备身份被复制" in admin.get("/messages/").content.decode()
    with pytest.raises(Conflict, match="重新配对"):
        services.unlock_device(made.place["administrator"], device_id=made.device.pk)
    with clock.at(later(9)):
        code = services.issue_code(made.place["administrator"], device_id=made.device.pk)
        assert services.pair(code=code)[0].state == "active"
    assert beat(thief, 10) == 403


def test_locked_by_hand_and_unlocked(made: Stand) -> None:
    keeper, browser = made.place["coordinator"], made.browser()
    with pytest.raises(RuleViolation, match="为什么"):
        services.lock_device(keeper, device_id=made.device.pk, reason=" ")
    services.lock_device(keeper, device_id=made.device.pk, reason="屏幕碎了")
    assert beat(browser, 1) == 403
    services.unlock_device(keeper, device_id=made.device.pk)
    assert beat(browser, 1) == 200
    services.retire_device(keeper, device_id=made.device.pk)
    assert browser.get("/device/").headers["Location"] == "/device/pair/"
    with pytest.raises(Conflict):
        services.issue_code(keeper, device_id=made.device.pk)


@pytest.mark.parametrize("key", ["", "x", "a.b.c.d~x", "~"])
def test_a_strange_key_is_no_device(key: str) -> None:
    assert services.identify(key).problem == "void"


def test_a_wrong_clock_is_shown_and_told_and_the_servers_counts(made: Stand) -> None:
    browser = made.browser()
    beat(browser, 1, clock=later(-9).isoformat())
    made.device.refresh_from_db()
    assert (made.device.clock_seconds, made.device.troubles) == (-600, ["clock"])
    assert made.device.seen_at == later(1)
    with clock.at(later(1)):
        admin = made.place.house.client("administrator")
        assert "时钟不准" in admin.get("/messages/").content.decode()
        page = admin.get(f"/desk/devices/{made.device.uid}/").content.decode()
    assert "比服务器慢 600 秒" in page
    beat(browser, 2)
    made.device.refresh_from_db()
    assert made.device.troubles == []


@pytest.mark.parametrize(
    "body", ["", "x", "[]", '{"clock": 5, "printed": -1, "network_ms": "y"}', '{"clock": "2026-01-01"}']
)
def test_a_strange_heartbeat_says_nothing(made: Stand, body: str) -> None:
    with clock.at(later(1)):
        answer = made.browser().post("/device/beat/", body, content_type="application/json")
    assert answer.status_code == 200
    made.device.refresh_from_db()
    assert (made.device.clock_seconds, made.device.troubles) == (None, [])


def test_a_silent_device_is_offline_and_stands_first(made: Stand) -> None:
    keeper = made.place["administrator"]
    factories.stand(made.place, "samples", "样表机", at=later(60))
    with clock.at(later(60)):
        rows = selectors.registry(keeper)
        assert [(each.device.name, each.troubles) for each in rows] == [
            ("一楼一体机", [Trouble.OFFLINE]),
            ("样表机", []),
        ]
        assert selectors.in_trouble(keeper).count() == 1
    with clock.at(NINE + OFFLINE_AFTER):
        assert selectors.troubles_of(made.device) == []


def test_paper(made: Stand) -> None:
    services.load_paper(made.place["clerk"], device_id=made.device.pk, sheets=52)
    browser = made.browser()
    beat(browser, 1, printed=2)
    assert Device.objects.get().troubles == ["paper_low"]
    with pytest.raises(RuleViolation):
        services.load_paper(made.place["clerk"], device_id=made.device.pk, sheets=5001)
    services.load_paper(made.place["clerk"], device_id=made.device.pk, sheets=500)
    assert Device.objects.get().troubles == []


def test_a_device_of_another_bureau_is_not_there(made: Stand) -> None:
    stranger = replace(made.place["administrator"], bureau_id=10**6)
    with pytest.raises(NotFound):
        services.issue_code(stranger, device_id=made.device.pk)
    assert selectors.registry(stranger) == []


def test_a_renewed_key_costs_few_statements(made: Stand, django_assert_num_queries: object) -> None:
    with clock.at(NINE), django_assert_num_queries(1):  # type: ignore[operator]
        assert services.identify(made.key).device is not None


def test_a_key_is_not_in_the_database(made: Stand) -> None:
    row = Device.objects.values().get()
    secret = made.key.split("~")[0].split(".")[-1]
    assert not [value for value in row.values() if secret in str(value)]


def test_places_have_to_fit(made: Stand) -> None:
    other = queue.keep_hall(made.place["coordinator"], name="分厅")
    with pytest.raises(RuleViolation, match="不在这个大厅"):
        factories.registered(made.place, "tablet", "平板", hall=other.pk, window=made.place.windows["01"].pk)
    factories.registered(made.place, "tablet", "平板", window=made.place.windows["01"].pk)
    with pytest.raises(Conflict):
        factories.registered(made.place, "tablet", "平板二", window=made.place.windows["01"].pk)
