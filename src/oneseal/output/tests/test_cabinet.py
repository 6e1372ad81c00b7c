"""A cabinet through its controller's real protocol: put in, taken by the right person, jammed, silent, lied to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from oneseal.cases import services as cases
from oneseal.cases.selectors import any_case
from oneseal.foundation import clock, history
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices.tests.factories import messages_about
from oneseal.output import jobs, selectors, services
from oneseal.output.cabinet_counterpart import Counterpart
from oneseal.output.models import Opening, Place, Stored
from oneseal.output.rules import boxes
from oneseal.output.selectors import cabinets
from oneseal.output.tests import factories
from oneseal.output.tests.factories import MACHINE, at_box, told

pytestmark = pytest.mark.django_db


def number_of(made: Any, who: str = "张伟") -> str:
    return str(made.cast.applicants[who].number)


def opened(made: Any, row: Any, case: Any, **said: str) -> Opening:
    """The recipient at the device beside the cabinet."""
    asked = {"pickup_code": case.delivery.pickup_code, "identifier": number_of(made), "device": "东门一体机"}
    return services.collect(SYSTEM, cabinet=row, **(asked | said))


def test_from_the_clerks_hand_to_the_recipients(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.decided(made)
    services.put_on_shelf(made["clerk"], case_id=case.pk)
    door = services.load_box(made["clerk"], cabinet_id=row.pk, case_id=case.pk)
    assert (door.state, door.place.code, selectors.place_of(case.pk)) == ("open", "G-1-01", "A-1-01")
    at_box(controller, door, "put", "shut")
    assert (door.state, selectors.place_of(case.pk)) == ("done", "G-1-01")
    case.delivery.refresh_from_db()
    assert case.delivery.shelf == "一楼取件柜 G-1-01"
    factories.news()
    said = [each.data for each in messages_about("case", case.pk) if "G-1-01" in str(each.data)]
    assert {each["pickup_code"] for each in said} == {case.delivery.pickup_code}
    with pytest.raises(Conflict, match="自助取件柜 G-1-01"):
        cases.deliver_case(made["clerk"], case_id=case.pk, recipient="张伟", identifier=number_of(made))
    door = opened(made, row, case)
    assert (door.state, door.recipient, door.device) == ("open", "张伟", "东门一体机")
    assert any_case(case.pk).state == "granted"
    at_box(controller, door, "take", "shut")
    assert told(controller, door) == 200
    case = any_case(case.pk)
    assert (door.state, case.state, case.closed_at) == ("done", "closed", door.closed_at)
    assert (case.delivery.recipient, case.delivery.receipt is not None) == ("张伟", True)
    assert selectors.stored_of(case.pk) is None
    entries = history.entries(Subject("shelf_place", door.place_id))
    (done,) = [each for each in entries if each.data.get("digest") == door.record_digest]
    assert (done.kind, done.data["state"]) == ("output.door_moved", "done")
    assert number_of(made) not in str([each.data for each in entries])


@pytest.mark.parametrize("wrong", [{"pickup_code": "000000"}, {"identifier": "110101199001011237"}])
def test_wrong_tries_lock_the_box(controller: Counterpart, wrong: dict[str, str]) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    case.delivery.pickup_code = "123456"
    case.delivery.save()
    for _ in range(5):
        with pytest.raises(NotFound, match="没有查到"):
            opened(made, row, case, **wrong)
    case.delivery.refresh_from_db()
    assert case.delivery.wrong_codes == 5
    with pytest.raises(RuleViolation, match="到出件窗口领取"):
        opened(made, row, case)
    assert Opening.objects.filter(purpose="collect").count() == 0


def test_who_was_authorised_takes_it_and_a_stranger_not(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    with pytest.raises(NotFound):
        opened(made, row, case, identifier=number_of(made, "王芳"))
    kept = any_case(case.pk)
    kept.agent = made.cast.applicants["王芳"]
    kept.save()
    door = opened(made, row, case, identifier=number_of(made, "王芳"))
    at_box(controller, door, "take", "shut")
    assert (any_case(case.pk).delivery.recipient, door.relation) == ("王芳", "代领人")


def test_shut_without_taking_it_lies_there_still(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    door = opened(made, row, case)
    with pytest.raises(Conflict, match="刚刚有人打开"):
        opened(made, row, case)
    at_box(controller, door, "shut")
    assert (door.state, any_case(case.pk).state) == ("kept", "granted")
    at_box(controller, opened(made, row, case), "take", "shut")
    assert any_case(case.pk).state == "closed"


def test_taken_while_it_is_changed_to_courier_is_a_doubt(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    door = opened(made, row, case)
    services.choose_delivery(made["张伟"], case_id=case.pk, method="courier", to=factories.HOME)
    at_box(controller, door, "take", "shut")
    assert (door.state, any_case(case.pk).state) == ("doubt", "granted")


def test_a_door_left_open_is_a_doubt_until_somebody_looked(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    clerk, door = made["clerk"], opened(made, row, case)
    controller.hand(MACHINE, door.place.code, "take")
    with clock.at(clock.now() + boxes.PATIENCE + timedelta(seconds=2)):
        assert services.sweep_doors() == 1
        controller.hand(MACHINE, door.place.code, "shut")
        assert told(controller, door) == 200
        door.refresh_from_db()
        assert (door.state, any_case(case.pk).state) == ("doubt", "granted")
        assert [each.pk for each in cabinets.doors_in_doubt(clerk)] == [door.pk]
        with pytest.raises(Forbidden):
            services.settle_door(made["supervisor"], opening_id=door.pk, found="taken", said="电话核实")
        with pytest.raises(RuleViolation, match="怎样核实"):
            services.settle_door(clerk, opening_id=door.pk, found="taken", said="")
        services.settle_door(clerk, opening_id=door.pk, found="taken", said="电话联系，本人取走")
        with pytest.raises(Conflict):
            services.settle_door(clerk, opening_id=door.pk, found="taken", said="再次")
    assert any_case(case.pk).state == "closed"


def test_what_is_missing_is_not_delivered(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    door = opened(made, row, case)
    controller.hand(MACHINE, door.place.code, "take")
    controller.ledger.switch(MACHINE, on=False)
    with clock.at(clock.now() + boxes.PATIENCE + timedelta(seconds=2)):
        services.follow_door(door)
        assert door.state == "doubt"
        controller.switch(MACHINE, on=True)
        assert told(controller, door) == 200
        services.settle_door(made["clerk"], opening_id=door.pk, found="missing", said="本人说没有取到")
    door.refresh_from_db()
    assert (door.state, any_case(case.pk).state, selectors.place_of(case.pk)) == ("missing", "granted", "")


def test_power_comes_back_and_it_lies_there(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    door = opened(made, row, case)
    controller.switch(MACHINE, on=False)
    controller.switch(MACHINE, on=True)
    assert told(controller, door) == 200
    door.refresh_from_db()
    assert (door.state, any_case(case.pk).state) == ("kept", "granted")


def test_a_jammed_box_is_not_used_until_it_is_mended(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    controller.hand(MACHINE, "G-1-01", "jam")
    with pytest.raises(Conflict, match="没有打开"):
        opened(made, row, case)
    place = Place.objects.get(code="G-1-01")
    assert (place.blocked_at is not None, selectors.place_of(case.pk)) == (True, "G-1-01")
    with pytest.raises(Conflict, match="暂停使用"):
        opened(made, row, case)
    key = services.take_out(made["clerk"], place_id=place.pk)
    assert (
        services.settle_door(made["clerk"], opening_id=key.pk, found="there", said="钥匙断了").state == "kept"
    )
    services.free_box(made["clerk"], place_id=place.pk)
    controller.hand(MACHINE, "G-1-01", "mend")
    at_box(controller, opened(made, row, case), "take", "shut")


def test_a_silent_controller_opens_nothing_later(controller: Counterpart, settings: Any) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    address, settings.CABINET_GATEWAY = settings.CABINET_GATEWAY, "http://127.0.0.1:9/gateway"
    with pytest.raises(Conflict, match="没有回应"):
        opened(made, row, case)
    settings.CABINET_GATEWAY = address
    with clock.at(clock.now() + timedelta(minutes=3)):
        jobs.watch_doors()
    assert Opening.objects.latest("id").state == "void"
    late = controller.ledger.call(
        "box.open",
        {
            "order_no": "1-late",
            "cabinet_no": MACHINE,
            "box": "G-1-01",
            "until": (clock.now() - timedelta(seconds=1)).isoformat(),
            "notify_url": "",
        },
    )
    assert late["state"] == "VOID"
    assert controller.ledger.boxes(MACHINE)[0]["door"] != "OPEN"


def test_news_that_are_not_the_controllers_are_refused(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    door = opened(made, row, case)
    controller.hand(MACHINE, door.place.code, "take")
    controller.hand(MACHINE, door.place.code, "shut")
    said = controller.ledger.query({"order_no": door.number})
    for change in ({"closed_at": "2020-01-01T00:00:00+00:00"}, {"occupied": "no"}, {"order_no": "1-x"}):
        assert Client().post(factories.DOORS, controller.message(said | change)).status_code in {404, 409}
    controller.manner.forge = True
    assert Client().post(factories.DOORS, controller.message(said)).status_code == 403
    assert any_case(case.pk).state == "granted"
    kinds = [
        each.data["why"]
        for each in history.entries(Subject("shelf_place", door.place_id))
        if each.kind == "output.forged_door_news"
    ]
    assert kinds == ["content", "content", "signature"]


def test_taken_out_again_by_the_clerk(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)
    clerk = made["clerk"]
    assert not cabinets.to_take_out(clerk).exists()
    with clock.at(clock.now() + timedelta(days=7)):
        (stored,) = cabinets.to_take_out(clerk)
    services.choose_delivery(made["张伟"], case_id=case.pk, method="courier", to=factories.HOME)
    factories.news()
    assert [each.pk for each in cabinets.to_take_out(clerk)] == [stored.pk]
    with pytest.raises(Conflict, match="自助取件柜"):
        services.send_by_hand(clerk, case_id=case.pk, courier="邮政", waybill="EMS1")
    with pytest.raises(Conflict, match="没领走"):
        services.retire_cabinet(made["administrator"], cabinet_id=row.pk)
    door = services.take_out(clerk, place_id=stored.place_id)
    at_box(controller, door, "take", "shut")
    assert Stored.objects.get().why == "taken_out"
    services.send_by_hand(clerk, case_id=case.pk, courier="邮政", waybill="EMS1")
    services.retire_cabinet(made["administrator"], cabinet_id=row.pk)


def test_books_against_what_the_controller_sees(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    factories.laid_in(made, controller, row)
    with controller.ledger.open() as rows:
        rows.execute("UPDATE boxes SET occupied = 1 - occupied")
    jobs.inspect_cabinets()
    row.refresh_from_db()
    assert row.troubles == [["G-1-01", "empty"], ["G-1-02", "occupied"]]
    assert row.seen_at is not None
    controller.ledger.switch(MACHINE, on=False)
    assert not services.inspect_cabinet(row)


def test_a_cabinet_refuses_what_is_not_for_it(controller: Counterpart, settings: Any) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.decided(made, "courier")
    with pytest.raises(Conflict, match="等人来领"):
        services.load_box(made["clerk"], cabinet_id=row.pk, case_id=case.pk)
    with pytest.raises(Forbidden):
        services.load_box(made["supervisor"], cabinet_id=row.pk, case_id=case.pk)
    for _ in range(2):
        factories.laid_in(made, controller, row)
    with pytest.raises(Conflict, match="没有空格"):
        factories.laid_in(made, controller, row)
    with pytest.raises(Conflict, match="柜号"):
        services.set_up_unit(made["administrator"], unit="g", rows=1, boxes=1)
    with pytest.raises(Conflict, match="登记过"):
        factories.cabinet(made, controller, "H")
    settings.CABINET_GATEWAY = ""
    with pytest.raises(Conflict, match="没有接入"):
        services.load_box(made["clerk"], cabinet_id=row.pk, case_id=case.pk)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_one_door(controller: Counterpart) -> None:
    made = factories.house()
    row = factories.cabinet(made, controller)
    case = factories.laid_in(made, controller, row)

    def come(_: int) -> str:
        try:
            return opened(made, row, case).state
        except Conflict as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, range(2))) == ["box_busy", "open"]
