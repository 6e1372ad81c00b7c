"""Other systems read themes, begin one application for all items, hand it in and follow it."""

from typing import Any

from django.test import Client

from oneseal.bundles import services
from oneseal.bundles.models import Joint
from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.cases.tests.test_api import picture
from oneseal.identity.tests.factories import SUNLI, api_client

URL, JSON = "/api/v1/joint-applications", "application/json"


def begun(api: Client, key: str, **changes: Any) -> Any:
    """A draft without a sign board."""
    sent = {
        "theme": "restaurant",
        "applicant": SUNLI,
        "answers": {"board": ["no"]},
        "form": factories.DATA,
        **changes,
    }
    return api.post(URL, sent, JSON, headers={"Idempotency-Key": key})


def test_themes_are_read_for_a_situation(made: House) -> None:
    api = api_client(made.cast, "一体化平台", ["catalog:read"])
    (listed,) = api.get("/api/v1/themes").json()
    assert (listed["code"], listed["items"]) == ("restaurant", ["register", "food", "sign"])
    asked = api.get("/api/v1/themes/restaurant").json()
    assert asked["unanswered"] == ["board"]
    found = api.get("/api/v1/themes/restaurant", {"answer": "board=no"}).json()
    assert (found["unanswered"], found["appliable"], found["promise_days"]) == ([], True, 6)
    waits = {each["code"]: each["waits"] for each in found["parts"]}
    assert waits == {"register": [], "food": ["register"], "seal": ["register"]}
    assert set(found["form"]["properties"]) >= set(factories.DATA)
    spared = {each["code"]: each["produced_by"] for each in found["materials"] if not each["asked"]}
    assert spared == {"licence": "register"}
    assert [each["key"] for each in found["figures"]] == ["links", "materials", "days", "trips"]
    assert all(each["saved"] == each["before"] - each["after"] for each in found["figures"])
    assert api.get("/api/v1/themes/nothing").status_code == 404
    assert Client().get("/api/v1/themes").status_code == 401


def test_one_application_from_begin_to_the_first_result(made: House) -> None:
    api = api_client(made.cast, "一体化平台", ["cases:write", "cases:read"])
    answer = begun(api, "a", form={"contact_phone": "13800000000"})
    assert answer.status_code == 201, answer.text
    draft = answer.json()
    assert begun(api, "a", form={"contact_phone": "13800000000"}).json() == draft
    assert Joint.objects.count() == 1
    assert (draft["state"], draft["missing"]) == ("draft", ["charter", "site", "plan"])
    one = f"{URL}/{draft['id']}"
    early = api.post(f"{one}/submission", {"declared": True}, JSON)
    assert early.status_code == 422
    assert "company_name" in {each["field"] for each in early.json()["errors"]}
    assert api.patch(one, {"form": factories.DATA}, JSON).status_code == 200
    for code in draft["missing"]:
        added = api.post(f"{one}/materials", {"code": code, "file": picture()})
        assert added.status_code == 201, added.text
    done = api.post(f"{one}/submission", {"declared": True}, JSON).json()
    assert (done["state"], done["applicant"], done["number"][0]) == ("running", "孙丽", "L")
    assert {each["code"]: each["state"] for each in done["items"]} == {
        "register": "running",
        "food": "waiting",
    }
    factories.decide(made, Joint.objects.get(), "register")
    now = api.get(one).json()
    assert [each["state"] for each in now["items"]] == ["granted", "waiting"]
    assert now["errands"][0]["state"] == "sent"
    services.give_yields(made["clerk"], joint_id=Joint.objects.get().pk, data=factories.USCC)
    assert api.get(one).json()["items"][1]["state"] == "running"


def test_nobody_else_sees_or_begins_it(made: House) -> None:
    api = api_client(made.cast, "一体化平台", ["cases:write", "cases:read"])
    one = f"{URL}/{begun(api, 'a').json()['id']}"
    other = api_client(made.cast, "自助终端", ["cases:write", "cases:read"])
    assert other.get(one).status_code == 404
    assert other.post(f"{one}/submission", {"declared": True}, JSON).status_code == 404
    reader = api_client(made.cast, "只读", ["cases:read"])
    assert begun(reader, "b").status_code == 403
    assert begun(Client(), "c").status_code == 401
    assert begun(api, "d", theme="nothing").status_code == 404
    assert "孙丽" not in made.client("clerk").get("/desk/joint/?view=all").text
