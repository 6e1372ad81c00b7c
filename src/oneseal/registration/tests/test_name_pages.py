"""Names on the phone, at the desk, for other systems."""

import pytest
from django.test import Client

from oneseal.cases.tests.factories import House
from oneseal.identity.tests.factories import SUNLI, api_client
from oneseal.registration.models import EnterpriseName
from oneseal.registration.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return factories.house()


def sent(made: House, trade: str = "青禾") -> dict[str, str]:
    return {
        "region": factories.region(made),
        "trade": trade,
        "industry": "餐饮管理",
        "ending": "company:有限公司",
    }


def test_from_the_check_to_the_draft(made: House) -> None:
    anyone = Client()
    assert anyone.get("/names/").status_code == 200
    wrong = anyone.get("/names/", sent(made, "中华魂")).content.decode()
    assert "企业名称登记管理规定第十二条" in wrong
    free = anyone.get("/names/", sent(made)).content.decode()
    assert "可以申报" in free
    citizen = made.client("张伟")
    assert "青禾" in citizen.get("/my/names/new/", sent(made)).content.decode()
    given = {**sent(made), "applicant": str(made.applicant())}
    refused = citizen.post("/my/names/new/", given)
    assert refused.status_code == 422
    assert "请勾选承诺" in refused.content.decode()
    done = citizen.post("/my/names/new/", {**given, "undertaken": "on"}, follow=True)
    row = EnterpriseName.objects.get()
    assert row.full in done.content.decode()
    assert row.full in citizen.get("/my/names/").content.decode()
    assert made.client("李娜").get(f"/my/names/{row.pk}/").status_code == 404
    assert citizen.post(f"/my/names/{row.pk}/register/").status_code == 302
    assert citizen.post(f"/my/names/{row.pk}/release/").status_code == 302
    assert "已放弃" in citizen.get(f"/my/names/{row.pk}/").content.decode()


def test_the_register_at_the_desk(made: House) -> None:
    clerk, head = made.client("clerk"), made.client("section_head")
    assert "还没有名称" in clerk.get("/desk/names/").content.decode()
    given = {**sent(made), "undertaken": "on", "number": "110101199003077774"}
    assert "没有这个证件号码的申请人" in clerk.post("/desk/names/new/", given).content.decode()
    given["number"] = made.cast.applicants["张伟"].number
    assert clerk.post("/desk/names/new/", given).status_code == 302
    assert head.post("/desk/names/enter/", {"lines": ""}).status_code == 422
    assert head.post("/desk/names/enter/", {"lines": "云岭老面馆\n云岭枫林家具有限公司"}).status_code == 302
    listed = head.get("/desk/names/", {"view": "registered", "q": "枫林"}).content.decode()
    assert "云岭枫林家具有限公司" in listed
    assert "云岭老面馆" not in listed
    row = EnterpriseName.objects.get(state="reserved")
    assert "张伟" in head.get(f"/desk/names/{row.pk}/").content.decode()
    assert made.client("administrator").get("/desk/names/").status_code == 403


def test_a_system_checks_declares_and_gives_back(made: House) -> None:
    mine = api_client(made.cast, "市一体化平台", ["cases:write"])
    given = {
        "region": factories.region(made),
        "trade": "青禾",
        "industry": "餐饮",
        "form": "有限公司",
        "kind": "company",
    }
    assert Client().get("/api/v1/names/check", given).json()["free"]
    body = {"applicant": SUNLI, "parts": given, "undertaken": True}
    first = mine.post(
        "/api/v1/names", body, content_type="application/json", headers={"Idempotency-Key": "n"}
    )
    assert first.status_code == 201, first.text
    told = first.json()
    assert told["state"] == "reserved"
    again = mine.post("/api/v1/names", body, content_type="application/json")
    assert [each["code"] for each in again.json()["errors"]] == ["name_taken"]
    reasons = Client().get("/api/v1/names/check", given).json()["reasons"]
    assert [each["basis"] for each in reasons] == ["企业名称登记管理规定第十七条"]
    listed = mine.get("/api/v1/names", {"q": "青禾"}).json()
    assert [each["id"] for each in listed["names"]] == [told["id"]]
    other = api_client(made.cast, "自助终端", ["cases:write"])
    assert other.get("/api/v1/names").json() == {"names": [], "next": ""}
    assert other.get(f"/api/v1/names/{told['id']}").status_code == 404
    assert mine.post(f"/api/v1/names/{told['id']}/release").json()["state"] == "released"
