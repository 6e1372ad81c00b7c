"""Pages of the ledger: a unit, its items, figures, a breach to its end; the same by API."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.entry.models import Breach, EntryItem, EntryUnit
from oneseal.entry.tests import factories
from oneseal.entry.tests.factories import CODE, Ledger
from oneseal.foundation import clock
from oneseal.identity import services as identity
from oneseal.identity.services import OrganisationRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Ledger:
    return factories.ledger()


def test_a_unit_and_its_items(made: Ledger) -> None:
    keeper = made.place.house.client("coordinator")
    unit = identity.open_organisation(
        made["administrator"], OrganisationRecord("enterprise", "云岭市燃气公司", made.place.house.bureau_id)
    )
    refused = keeper.post("/desk/entry/units/new/", {"unit": unit.pk, "section_on": "2026-01-05"})
    assert refused.status_code == 422
    assert "集中到哪个科室" in refused.content.decode()
    assert keeper.post("/desk/entry/units/new/", {"unit": unit.pk, "batch": "第三批"}).status_code == 302
    assert keeper.post("/desk/entry/units/new/", {"batch": "第三批"}).status_code == 422
    row = EntryUnit.objects.get(unit=unit)
    path = f"/desk/entry/units/{row.pk}/items/new/"
    bad = keeper.post(path, {"name": "燃气报装", "state": "excepted", "why": "设备在现场"})
    assert bad.status_code == 422
    assert "政府同意的文号" in bad.content.decode()
    assert "设备在现场" in bad.content.decode()
    sent = {"name": "燃气报装", "state": "entered", "window": made.place.windows["01"].pk, "accepts": "on"}
    assert keeper.post(path, sent).status_code == 302
    page = keeper.get(f"/desk/entry/units/{row.pk}/").content.decode()
    assert "窗口还不能" in page
    assert "燃气报装" in keeper.get("/desk/entry/items/", {"view": "partial"}).content.decode()
    assert "云岭市燃气公司" in keeper.get("/desk/entry/").content.decode()
    entry = EntryItem.objects.get(name="燃气报装")
    assert keeper.post(f"/desk/entry/items/{entry.pk}/", {"state": "planned"}).status_code == 302
    assert made.place.house.client("clerk").get("/desk/entry/").status_code == 403
    assert "五" in made.place.house.client("bureau_head").get("/desk/entry/alls/").content.decode()


def test_figures_and_a_breach_to_its_end(made: Ledger) -> None:
    watcher, head = made.place.house.client("supervisor"), made.place.house.client("bureau_head")
    month = f"{factories.last_month():%Y-%m}"
    sent = {"item": made.other.pk, "month": month, "number": 12, "source": "单位月报"}
    assert watcher.post("/desk/entry/figures/", {**sent, "month": "去年"}).status_code == 422
    assert watcher.post("/desk/entry/figures/", sent).status_code == 302
    row = Breach.objects.get()
    path = f"/desk/entry/breaches/{row.pk}/"
    assert "由别人核实" in watcher.get(path).content.decode()
    assert head.post(f"{path}judge/", {"true": "yes"}).status_code == 422
    assert head.post(f"{path}judge/", {"true": "yes", "verdict": "属实"}).status_code == 302
    by = (clock.today() + timedelta(days=15)).isoformat()
    assert head.post(f"{path}order/", {"text": "通报全市", "mend_by": by}).status_code == 302
    assert watcher.post(f"{path}order/", {"text": "通报全市", "mend_by": by}).status_code == 422
    assert watcher.post(f"{path}close/", {"remedy": "已经进驻"}).status_code == 302
    assert "已经进驻" in head.get(path).content.decode()
    assert "单位报12件" not in head.get("/desk/entry/breaches/").content.decode()
    assert "云岭市自来水公司" in head.get("/desk/entry/breaches/", {"view": "all"}).content.decode()
    assert watcher.get("/desk/entry/breaches/new/").status_code == 200
    assert head.get("/desk/entry/breaches/new/").status_code == 403


def test_the_ledger_by_api(made: Ledger) -> None:
    _, token = identity.create_client(
        made["administrator"],
        name="市纪委监督平台",
        scopes=["entry"],
        expires_on=clock.today() + timedelta(days=30),
    )
    system = Client(headers={"Authorization": f"Bearer {token}"})
    assert Client().get("/api/v1/entry-ledger/units").status_code == 401
    units = system.get("/api/v1/entry-ledger/units").json()
    assert [each["unit"] for each in units] == ["云岭市税务局", "云岭市自来水公司"]
    listed = system.get("/api/v1/entry-ledger/items").json()["items"]
    assert {each["standing"] for each in listed} == {"planned"}
    sent = {"unit": CODE, "item": "用水报装", "month": f"{factories.last_month():%Y-%m}", "number": 3}
    sent |= {"source": "自来水公司营收系统"}
    path = "/api/v1/entry-ledger/figures"
    answer = system.post(path, sent, content_type="application/json", headers={"Idempotency-Key": "f1"})
    assert (answer.status_code, answer.json()["lead"]) == (201, True)
    assert system.post(path, sent | {"item": "没有"}, content_type="application/json").status_code == 404
    assert Breach.objects.get().by is None
    day = (clock.today() - timedelta(days=2)).isoformat()
    told = {"unit": CODE, "first": day, "last": day, "source": "自来水公司营收系统"}
    line = {"number": "8", "item": "用水报装", "accepted_on": day}
    lists = "/api/v1/entry-ledger/lists"
    done = system.post(lists, told | {"lines": [line]}, content_type="application/json")
    assert (done.status_code, done.json()["lines"]) == (
        201,
        [{"number": "8", "found": "unknown", "ours": ""}],
    )
    named = [line | {"applicant": "张伟"}]
    assert system.post(lists, told | {"lines": named}, content_type="application/json").status_code == 422
