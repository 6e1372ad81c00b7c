"""The pages: from the case's menu to the procedure, the applicant's answer, what everybody may read."""

import pytest
from django.test import Client

from oneseal.cases.tests import factories as case_factories
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.tests import factories
from oneseal.procedures.tests.factories import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return case_factories.house()


def test_a_hearing_by_its_pages(made: House, client: Client) -> None:
    case = factories.reviewed(made)
    reviewer = made.client("reviewer")
    start = f"/desk/cases/{case.pk}/procedures/hearing-right/"
    assert start in reviewer.get(f"/desk/cases/{case.pk}/").text
    assert "事由" not in reviewer.get(start).text
    assert reviewer.post(start, {"question": ""}).status_code == 422
    made_at = reviewer.post(start, {"question": "拟不予许可"})
    row = Proceeding.objects.get()
    assert made_at.headers["Location"] == f"/desk/procedures/{row.pk}/"
    citizen = made.client("张伟")
    uid = Member.objects.get().uid
    assert f"/hearing/{uid}/" in citizen.get(f"/my/cases/{case.pk}/").text
    assert client.post(f"/hearing/{uid}/", {"reason": ""}).status_code == 422
    assert client.post(f"/hearing/{uid}/", {"reason": "不同意"}).status_code == 302
    assert "听证申请已经收到" in client.get(f"/hearing/{uid}/").text
    page = reviewer.get(f"/desk/procedures/{row.pk}/convene/")
    assert "至少提前7个工作日" in page.text
    given = {
        "held_at": factories.in_workdays(8).strftime("%Y-%m-%dT%H:%M"),
        "place": "三楼会议室",
        "presider": made.staff("reviewer"),
        "recorder": made.staff("second_clerk"),
        "public": "on",
    }
    assert (
        "请另选"
        in reviewer.post(
            f"/desk/procedures/{row.pk}/convene/", given | {"presider": made.staff("second_clerk")}
        ).text
    )
    given["presider"] = made.staff("item_keeper")
    assert reviewer.post(f"/desk/procedures/{row.pk}/convene/", given).status_code == 302
    assert "三楼会议室" in client.get("/hearings/").text
    keeper = made.client("item_keeper")
    assert case.number in keeper.get("/desk/procedures/").text
    assert keeper.get(f"/desk/procedures/{row.pk}/").status_code == 200
    assert made.client("administrator").get(f"/desk/procedures/{row.pk}/").status_code == 404


def test_lists_and_public_pages_open_empty(made: House, client: Client) -> None:
    head = made.client("section_head")
    for address in ("/desk/procedures/", "/desk/procedures/experts/", "/desk/procedures/quotas/"):
        assert head.get(address).status_code == 200
    for address in ("/hearings/", "/quotas/"):
        assert client.get(address).status_code == 200
    assert client.get("/quotas/99/").status_code == 404
    assert head.post("/desk/procedures/experts/", {"name": "高建国"}).status_code == 422
