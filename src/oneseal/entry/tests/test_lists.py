"""A unit's own list: previewed, taken in whole or not at all, followed once; by page and by API."""

from datetime import date, timedelta
from io import BytesIO
from operator import attrgetter
from typing import Any

import pytest

from oneseal.cases.tests import factories as cases
from oneseal.catalog.services.sheets import write_workbook
from oneseal.entry import selectors, services
from oneseal.entry.models import Breach, ListLine, UnitList
from oneseal.entry.rules.lists import COLUMNS
from oneseal.entry.services import ListSaid
from oneseal.entry.tests import factories
from oneseal.entry.tests.factories import Ledger
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Ledger:
    return factories.ledger()


def table(*rows: tuple[str, str], day: date | None = None) -> bytes:
    """A file of numbers and items, all of one day."""
    told = (day or clock.today()).isoformat()
    return write_workbook(COLUMNS, [[number, item, told, "", ""] for number, item in rows], "名单")


def said(unit: int) -> ListSaid:
    return ListSaid(
        unit, clock.today() - timedelta(days=9), clock.today() - timedelta(days=1), "业务系统导出"
    )


def test_compared_line_by_line_and_followed_once(made: Ledger) -> None:
    reporter, day = made["supervisor"], clock.today()
    ours = cases.submitted(made.place.house)
    with clock.at(clock.now() + timedelta(days=3)):
        file = table((ours.number, "发票代开"), ("税1", "发票代开"), ("税2", "发票代开"), day=day)
        row = services.import_list(reporter, said=said(made.department.pk), data=file, name="名单.xlsx")
        assert (row.total, row.unknown) == (3, 2)
        assert [line.found for line in row.lines.all()] == ["known", "unknown", "unknown"]
        with pytest.raises(Conflict):
            services.import_list(reporter, said=said(made.department.pk), data=file, name="名单.xlsx")
        with pytest.raises(Forbidden):
            services.follow_list(made["bureau_head"], list_id=row.pk)
        assert services.follow_list(reporter, list_id=row.pk) == 1
        lead = Breach.objects.get()
        assert (lead.source, lead.number, lead.item_id, lead.stage) == ("lists", 2, made.item.pk, "lead")
        assert "税1、税2" in lead.facts
        with pytest.raises(Conflict):
            services.follow_list(reporter, list_id=row.pk)
        again = table(("税2", "发票代开"), ("税3", "发票代开"), day=day)
        later = services.import_list(reporter, said=said(made.department.pk), data=again, name="二.xlsx")
        assert [line.found for line in later.lines.all()] == ["told", "unknown"]
        with pytest.raises(RuleViolation):
            made.lead(source="lists")


def test_accepted_outside_first_is_followed_with_the_rest(made: Ledger) -> None:
    reporter, early = made["supervisor"], clock.today() - timedelta(days=2)
    ours = [cases.submitted(made.place.house).number for _ in range(2)]
    file = table((ours[0], "发票代开"), ("税1", "发票代开"), day=early)
    row = services.import_list(reporter, said=said(made.department.pk), data=file, name="名单.xlsx")
    assert [line.found for line in row.lines.all()] == ["afterwards", "unknown"]
    other = table((ours[0], "发票代开"), (ours[1], "发票代开"), day=early)
    same = services.import_list(reporter, said=said(made.department.pk), data=other, name="二.xlsx")
    services.follow_list(reporter, list_id=row.pk)
    lead = Breach.objects.get()
    assert (lead.number, lead.item_id) == (2, made.item.pk)
    assert f"系统里没有的1件，单位先受理、后来才进系统的1件：{ours[0]}、税1" in lead.facts
    assert [line.found for line in same.lines.all()] == ["told", "afterwards"]
    services.follow_list(reporter, list_id=same.pk)
    assert [each.number for each in Breach.objects.order_by("pk")] == [2, 1]
    rows = selectors.unit_lists(reporter, {}).rows
    assert [*map(attrgetter("open", "outside"), rows)] == [(0, 2), (0, 2)]
    third = table((ours[0], "发票代开"), day=early)
    last = services.import_list(reporter, said=said(made.department.pk), data=third, name="三.xlsx")
    assert [(line.found, line.ours) for line in last.lines.all()] == [("told", ours[0])]


def test_all_or_nothing_and_by_whom(made: Ledger) -> None:
    day = clock.today() - timedelta(days=2)
    faulty = table(("1", "用水报装"), ("1", "用电报装"), day=day)
    asked: dict[str, Any] = {"said": said(made.utility.pk), "data": faulty, "name": "名单.xlsx"}
    assert len(services.preview_list(made["supervisor"], **asked).errors) == 2
    with pytest.raises(Violations):
        services.import_list(made["supervisor"], **asked)
    with pytest.raises(Forbidden):
        services.import_list(made["bureau_head"], **asked)
    assert UnitList.objects.count() == ListLine.objects.count() == 0


def test_previewed_confirmed_and_followed_on_the_page(made: Ledger) -> None:
    client = made.place.house.client("supervisor")
    day = clock.today() - timedelta(days=2)
    asked = {"unit": made.utility.pk, "first": day, "last": day, "source": "业务系统导出"}

    def sent(data: bytes, name: str) -> dict[str, Any]:
        file = BytesIO(data)
        file.name = name
        return {**asked, "file": file}

    wrong = client.post("/desk/entry/lists/new/", sent(table(("7", "用电报装"), day=day), "a.xlsx"))
    assert (wrong.status_code, "台账里没有“用电报装”" in wrong.content.decode()) == (422, True)
    bad = client.post("/desk/entry/lists/new/", sent("姓名\n张伟\n".encode(), "a.csv"))
    assert (bad.status_code, "第一行应是列名" in bad.content.decode()) == (422, True)
    shown = client.post("/desk/entry/lists/new/", sent(table(("7", "用水报装"), day=day), "a.xlsx"))
    page = shown.content.decode()
    assert shown.status_code == 200
    assert UnitList.objects.count() == 0
    token = page.split('name="token" value="')[1].split('"')[0]
    other = made.place.house.client("coordinator").post("/desk/entry/lists/new/", {**asked, "token": token})
    assert (other.status_code, "预览已过期" in other.content.decode()) == (422, True)
    assert client.post("/desk/entry/lists/new/", {**asked, "token": token}).status_code == 302
    row = UnitList.objects.get()
    listed = f"/desk/entry/lists/{row.pk}/"
    assert "系统里没有" in client.get("/desk/entry/lists/").content.decode()
    assert "把 1 件列为线索" in client.get(listed).content.decode()
    assert client.post(f"{listed}follow/").status_code == 302
    lead = Breach.objects.get()
    after = client.get(listed).content.decode()
    assert "把 1 件列为线索" not in after
    assert f"/desk/entry/breaches/{lead.pk}/" in after
    assert listed in client.get(f"/desk/entry/breaches/{lead.pk}/").content.decode()
    clerk = made.place.house.client("clerk")
    assert clerk.get("/desk/entry/lists/").status_code == 403
    assert clerk.post(f"{listed}follow/").status_code == 403
