"""Numbered blanks and prints: one blank one print, the ledger adds up whatever happens."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from oneseal.certificates import selectors as certificates
from oneseal.certificates import services
from oneseal.certificates.models import Blank, BlankPrinter, Certificate, PrintJob
from oneseal.certificates.rules import blanks as rules
from oneseal.certificates.selectors import blanks as selectors
from oneseal.certificates.tests.factories import House
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


def supplied(house: House, size: int = 5, at_printer: int = 3) -> BlankPrinter:
    keeper = house["coordinator"]
    last = f"{size:06}"
    services.receive_blanks(
        keeper, type_id=house.type.pk, series="赣食", first="000001", last=last, source="印厂送货单 7"
    )
    printer = services.set_up_printer(keeper, name="一楼打证机", place="出件窗")
    services.issue_blanks(keeper, type_id=house.type.pk, printer_id=printer.pk, count=at_printer)
    return printer


def asked(house: House, printer: BlankPrinter, row: Certificate, why: str = "") -> PrintJob:
    return services.ask_print(house["clerk"], certificate_id=row.pk, printer_id=printer.pk, why=why)


def printed(house: House, printer: BlankPrinter, row: Certificate, why: str = "") -> PrintJob:
    asked(house, printer, row, why)
    job = services.take_print(house["clerk"], printer_id=printer.pk)
    assert job is not None
    assert job.blank is not None
    return services.finish_print(house["clerk"], printer_id=printer.pk, uid=job.uid, blank=job.blank.code)


def account(house: House) -> rules.Account:
    return selectors.ledger(house["clerk"])[0].account


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("1", "x", "last"), ("", "1", "first"), ("5", "4", "last"), ("1", "2001", "last")],
)
def test_wrong_numbers(first: str, last: str, field: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        rules.codes("赣食", first, last)
    assert refused.value.field == field
    assert rules.codes("赣食", "009", "010") == [(9, "赣食009"), (10, "赣食010")]


def test_one_print_one_blank_and_again_only_with_a_reason() -> None:
    house = House()
    printer, row = supplied(house), house.issued()
    first = printed(house, printer, row)
    with pytest.raises(RuleViolation, match="写明原因"):
        asked(house, printer, row)
    second = printed(house, printer, row, "持证人遗失")
    found = [certificates.answer_by_blank(code) for code in ("赣食000001", "赣食000002", "赣食000005")]
    assert found[0] is not None
    assert found[1] is not None
    assert (found[0].verdict.code, found[1].verdict.code, found[2]) == ("paper_void", "valid", None)
    assert (found[1].blank, selectors.standing_blank(row.pk)) == ("赣食000002", "赣食000002")
    again = services.finish_print(house["clerk"], printer_id=printer.pk, uid=second.uid, blank="赣食000002")
    assert again.done_at == second.done_at
    first.refresh_from_db()
    assert first.voided_at is not None
    assert account(house) == rules.Account(5, stock=2, printers=1, used=1, spoiled=1, destroyed=0)


def test_spoiled_in_the_machine_wrong_blank_given_up() -> None:
    house = House()
    printer, row = supplied(house), house.issued()
    asked(house, printer, row)
    clerk, here = house["clerk"], printer.pk
    job = services.take_print(clerk, printer_id=here)
    assert job is not None
    assert services.take_print(clerk, printer_id=here) == job
    with pytest.raises(Conflict, match="实际是"):
        services.finish_print(clerk, printer_id=here, uid=job.uid, blank="赣食000003")
    services.spoil_print(clerk, printer_id=here, uid=job.uid, why="卡纸撕破")
    job = services.take_print(clerk, printer_id=here)
    assert job is not None
    assert job.blank is not None
    assert job.blank.code == "赣食000002"
    services.cancel_print(clerk, printer_id=here, uid=job.uid)
    assert services.take_print(clerk, printer_id=here) is None
    assert account(house) == rules.Account(5, stock=2, printers=2, used=0, spoiled=1, destroyed=0)


def test_a_certificate_that_ended_meanwhile_is_not_given_out() -> None:
    house = House()
    printer, row = supplied(house), house.issued()
    asked(house, printer, row)
    job = services.take_print(house["clerk"], printer_id=printer.pk)
    assert job is not None
    Certificate.objects.filter(pk=row.pk).update(
        state="cancelled", ended="cancelled", ended_on=date(2026, 11, 1)
    )
    done = services.finish_print(house["clerk"], printer_id=printer.pk, uid=job.uid, blank="赣食000001")
    assert (done.state, account(house).spoiled) == ("cancelled", 1)
    with pytest.raises(Conflict, match="不是有效状态"):
        asked(house, printer, row)


def test_who_may_what() -> None:
    house = House()
    printer, row = supplied(house, size=3), house.issued()
    with pytest.raises(Forbidden):
        services.receive_blanks(
            house["clerk"], type_id=house.type.pk, series="A", first="1", last="2", source="x"
        )
    with pytest.raises(Conflict, match="已经登记过"):
        services.receive_blanks(
            house["coordinator"],
            type_id=house.type.pk,
            series="赣食",
            first="000003",
            last="000004",
            source="x",
        )
    with pytest.raises(Conflict, match="只有0张"):
        services.issue_blanks(house["coordinator"], type_id=house.type.pk, printer_id=printer.pk, count=1)
    with pytest.raises(Forbidden):
        services.ask_print(house["reviewer"], certificate_id=row.pk, printer_id=printer.pk)
    with pytest.raises(NotFound):
        services.spoil_blank(house["clerk"], code="赣食9", why="撕破")
    job = asked(house, printer, row)
    for who in ("reviewer", "张伟"):
        with pytest.raises(Forbidden):
            services.take_print(house[who], printer_id=printer.pk)
        with pytest.raises(Forbidden):
            services.finish_print(house[who], printer_id=printer.pk, uid=job.uid, blank="")
        with pytest.raises(Forbidden):
            services.spoil_print(house[who], printer_id=printer.pk, uid=job.uid, why="卡纸")


def test_destroyed_by_two() -> None:
    house = House()
    supplied(house)
    services.spoil_blank(house["clerk"], code="赣食000004", why="受潮")
    listed = services.list_destruction(house["coordinator"])
    with pytest.raises(Conflict, match="两个人"):
        services.witness_destruction(house["coordinator"], destruction_id=listed.pk)
    services.witness_destruction(house["administrator"], destruction_id=listed.pk)
    with pytest.raises(Conflict, match="已经销毁"):
        services.witness_destruction(house["administrator"], destruction_id=listed.pk)
    assert account(house) == rules.Account(5, stock=1, printers=3, used=0, spoiled=1, destroyed=1)
    assert account(house).adds_up


@pytest.mark.django_db(transaction=True)
def test_two_machines_of_one_printer_take_at_once() -> None:
    house = House()
    printer, row = supplied(house), house.issued()
    asked(house, printer, row)

    def take(_: int) -> str:
        try:
            job = services.take_print(house["clerk"], printer_id=printer.pk)
            return job.blank.code if job and job.blank else ""
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(take, range(2))) == {"赣食000001"}
    assert Blank.objects.filter(state="taken").count() == 1


def test_the_pages_from_delivery_to_paper() -> None:
    house = House()
    row = house.issued()
    office, clerk = house.cast.client("coordinator"), house.cast.client("clerk")
    made = {"type_id": house.type.pk, "series": "赣食", "first": "01", "last": "00", "source": "单 1"}
    refused = office.post("/desk/blanks/receive/", made)
    assert refused.status_code == 422
    assert 'value="赣食"' in refused.content.decode()
    office.post("/desk/blanks/receive/", {**made, "last": "03"})
    office.post("/desk/blanks/printer/", {"name": "一楼打证机", "place": ""})
    printer = BlankPrinter.objects.get().pk
    moved = {"way": "issue", "type_id": house.type.pk, "printer_id": printer, "count": 2}
    assert office.post("/desk/blanks/move/", moved).status_code == 302
    page = clerk.post(f"/desk/certificates/{row.pk}/print/", {"printer_id": printer, "why": ""})
    clerk.post(f"{page['Location']}take/")
    assert "赣食01" in clerk.get(page["Location"]).content.decode()
    assert clerk.post(f"{page['Location']}finish/", {"blank": "赣食02"}).status_code == 422
    clerk.post(f"{page['Location']}finish/", {"blank": "赣食01"})
    assert "赣食01" in clerk.get(f"/desk/certificates/{row.pk}/").content.decode()
    public = clerk.get("/verify/certificate/赣食01/").content.decode()
    assert "纸质证照的空白编号" in public
    assert "相符" in office.get("/desk/blanks/?view=all").content.decode()
