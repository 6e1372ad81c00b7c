"""The pages of both sides, the public list, the API of a department's system."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.identity.services import create_client
from oneseal.supervision import selectors, services
from oneseal.supervision.models import Finding, Push
from oneseal.supervision.tests.factories import Pair, pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Pair:
    return pair()


def test_a_liaison_works_from_receipt_to_answer(made: Pair) -> None:
    row, liaison = made.pushed(), made.house.client("liaison")
    assert liaison.get("/desk/").headers["Location"] == "/desk/supervision/"
    assert row.number in liaison.get("/desk/supervision/").text
    page = liaison.get(f"/desk/supervision/{row.pk}/").text
    assert "签收后可以查看" in page
    assert liaison.post(f"/desk/supervision/{row.pk}/return/", {"reason": ""}).status_code == 422
    assert liaison.post("/desk/supervision/receive/").status_code == 302
    assert liaison.post(f"/desk/supervision/{row.pk}/claim/", {"person": ""}).status_code == 302
    report = {"matter": "closed", "number": "", "text": "已关门三个月"}
    assert liaison.post(f"/desk/supervision/{row.pk}/report/", report).status_code == 302
    found = Finding.objects.get(push=row)
    desk, address = made.house.client("reviewer"), f"/desk/supervision/findings/{found.pk}/"
    assert "已关门三个月" in desk.get(address).text
    assert desk.post(f"{address}accept/").status_code == 302
    assert desk.post(f"{address}answer/", {"measure": "noted", "text": ""}).status_code == 422
    assert desk.post(f"{address}answer/", {"measure": "noted", "text": "已记录"}).status_code == 302
    assert "已记录" in liaison.get(address).text
    assert 'id="panel-supervision"' in desk.get(f"/desk/cases/{row.case_id}/").text


def test_a_liaison_sees_nothing_else(made: Pair) -> None:
    row, stranger = made.pushed(), made.house.client("water")
    assert row.number not in stranger.get("/desk/supervision/?view=all").text
    for path in (f"/desk/supervision/{row.pk}/", f"/desk/supervision/{row.pk}/files/1/"):
        assert stranger.get(path).status_code == 404
    own = made.house.client("liaison")
    for path in (f"/desk/cases/{row.case_id}/", "/desk/cases/", "/desk/people/", "/desk/search/?q=张"):
        assert own.get(path).status_code in {403, 404}, path
    assert own.get("/desk/supervision/duties/").status_code == 403
    assert made.house.client("clerk").get("/desk/supervision/").status_code == 403


def test_papers_open_after_the_receipt(made: Pair) -> None:
    row = made.pushed()
    assert row.case.decisions.get().document is not None
    services.receive(made.house["liaison"], push_id=row.pk)
    known = selectors.papers(row)
    found = made.house.client("liaison").get(f"/desk/supervision/{row.pk}/").text
    assert all(each.name in found for each in known)


def test_the_bureau_sends_again_and_names_its_liaison(made: Pair) -> None:
    row = made.pushed()
    services.send_back(made.house["liaison"], push_id=row.pk, reason="由水利局监管")
    desk = made.house.client("coordinator")
    assert "由水利局监管" in desk.get(f"/desk/supervision/{row.pk}/").text
    resent = desk.post(f"/desk/supervision/{row.pk}/resend/", {"department": made.water.pk})
    assert resent.status_code == 302
    address = f"/desk/supervision/departments/{made.water.pk}/"
    named = desk.post(address, {"liaison": made.house.staff("section_head"), "client": ""})
    assert named.status_code == 302
    listed = desk.get("/desk/supervision/departments/").text
    assert "陈静" in listed
    assert "江水" in listed


def test_boundaries_are_drawn_up_edited_and_public(made: Pair) -> None:
    keeper = made.house.client("item_keeper")
    assert "1 个事项还没有" in keeper.get("/desk/supervision/duties/").text
    assert keeper.post("/desk/supervision/duties/draw-up/").status_code == 302
    address = f"/desk/supervision/duties/{made.house.item_id}/"
    short = {"department": made.water.pk, "approver": "审", "supervisor": "管"}
    assert keeper.post(address, short).status_code == 422
    full = {"department": made.water.pk, "approver": "审查取水条件", "supervisor": "检查取水计量"}
    assert keeper.post(address, full).status_code == 302
    public = Client().get("/duties/").text
    assert "检查取水计量" in public
    assert made.water.name in public
    assert "还没有公布" not in public
    assert made.market.name not in public


def test_a_departments_system_fetches_signs_and_reports(made: Pair) -> None:
    row = made.pushed()
    registered, token = create_client(
        made.house["administrator"],
        name="智慧监管平台",
        scopes=["supervision"],
        expires_on=clock.today() + timedelta(days=30),
    )
    api = Client(headers={"Authorization": f"Bearer {token}"})

    def post(path: str, body: dict[str, Any]) -> Any:
        return api.post(f"/api/v1/supervision{path}", json.dumps(body), "application/json")

    assert api.get("/api/v1/supervision/pushes").json()["pushes"] == []
    services.name_partner(
        made.house["supervisor"], department_id=made.market.pk, liaison_id=None, client_id=registered.pk
    )
    listed = api.get("/api/v1/supervision/pushes").json()["pushes"]
    assert [each["number"] for each in listed] == [row.number]
    signed = post(f"/pushes/{row.uid}/receipt", {"person": "高原", "claim": True})
    assert (signed.status_code, signed.json()["claimer"]) == (200, "高原")
    assert post(f"/pushes/{row.uid}/receipt", {"person": "高原"}).status_code == 409
    found = {"push": str(row.uid), "matter": "closed", "text": "已停业", "person": "高原"}
    made_finding = post("/findings", found)
    assert made_finding.status_code == 201
    uid = made_finding.json()["uid"]
    assert api.get(f"/api/v1/supervision/findings/{uid}").json()["state"] == "open"
    assert Push.objects.get().receiver == "高原"


def test_the_lists_cost_the_same_however_long(made: Pair, django_assert_num_queries: Any) -> None:
    made.pushed()
    liaison = made.house["liaison"]
    with django_assert_num_queries(1):
        assert len(selectors.push_list(liaison, {}).rows) == 1
    made.pushed()
    with django_assert_num_queries(1):
        assert len(selectors.push_list(liaison, {}).rows) == 2
    with django_assert_num_queries(2):
        selectors.figures(liaison, selectors.months(clock.today())[0])
