"""The pages of the hall: who opens them, what they keep, in how many statements."""

from datetime import timedelta

import pytest

from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.hall.models import WindowSlip
from oneseal.hall.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> cases.House:
    return cases.house()


def test_the_answer_page_of_a_clerk_has_no_refusal(made: cases.House) -> None:
    case = cases.submitted(made)
    page = made.client("clerk").get(f"/desk/cases/{case.pk}/answer/").text
    assert "指路单" in page
    assert "研判单" in page
    assert "不予受理" not in page
    assert "not-needed" not in page
    refused = made.client("clerk").get(f"/desk/cases/{case.pk}/answer/not-ours/")
    assert refused.status_code == 403
    assert "窗口无否决权" in refused.text
    assert "不予受理" in made.client("section_head").get(f"/desk/cases/{case.pk}/answer/").text


def test_a_clerk_gives_a_guide_and_the_head_decides(made: cases.House) -> None:
    case = cases.submitted(made)
    clerk, head = made.client("clerk"), made.client("section_head")
    address = f"/desk/slips/new/guide/?case={case.pk}"
    wrong = clerk.post(address, {"matter": "办养殖证", "reason": "市级发证"})
    assert wrong.status_code == 422
    assert "市级发证" in wrong.text
    said = {"matter": "办养殖证", "agency": "南州市农业农村局", "reason": "市级发证"}
    answer = clerk.post(address, said)
    slip = WindowSlip.objects.get()
    assert answer.headers["Location"] == f"/desk/slips/{slip.pk}/"
    shown = clerk.get(answer.headers["Location"]).text
    assert "南州市农业农村局" in shown
    assert "打印单子" in shown
    assert f"/desk/slips/{slip.pk}/settle/" not in shown
    assert f"/desk/slips/{slip.pk}/settle/" in head.get(f"/desk/slips/{slip.pk}/").text
    settle = {"outcome": "not_ours", "conclusion": "市级发证", "authority": "南州市农业农村局"}
    refused = head.post(f"/desk/slips/{slip.pk}/settle/", settle)
    assert refused.status_code == 422
    assert head.post(f"/desk/slips/{slip.pk}/settle/", {**settle, "basis": "渔业法"}).status_code == 302
    case.refresh_from_db()
    assert case.state == "not_accepted"


def test_a_list_for_a_visitor(made: cases.House) -> None:
    client = made.client("clerk")
    said = {"matter": "开小餐馆", "what_1": "没有操作间", "remedy_1": "", "phone": "13800138000"}
    wrong = client.post("/desk/slips/new/list/", said)
    assert wrong.status_code == 422
    assert "第1项没有写全" in wrong.text
    assert client.post("/desk/slips/new/list/", {**said, "remedy_1": "隔出来"}).status_code == 302
    slip = WindowSlip.objects.get()
    assert "138****8000" in client.get(f"/desk/slips/{slip.pk}/").text
    assert "13800138000" not in made.client("supervisor").get(f"/desk/slips/{slip.pk}/").text
    assert client.post(f"/desk/slips/{slip.pk}/escalate/", {"reason": "难"}).status_code == 422
    assert client.get("/desk/slips/new/nothing/").status_code == 404
    assert client.post(f"/desk/slips/{slip.pk}/nothing/").status_code == 404


def test_a_study_goes_to_the_review_and_ends(made: cases.House) -> None:
    slip = factories.study(made)
    client = made.client("coordinator")
    assert "提交会审" in client.get(f"/desk/slips/{slip.pk}/").text
    refused = client.post(f"/desk/slips/{slip.pk}/escalate/", {"reason": "意见不一"})
    assert refused.status_code == 422
    assert "意见不一" in refused.text
    factories.escalated(made, slip)
    said = {"outcome": "can_be_done", "conclusion": "按备案办理，已电话告知"}
    assert client.post(f"/desk/slips/{slip.pk}/settle/", said).status_code == 422
    with clock.at(clock.now() + timedelta(hours=3)):
        client = made.client("coordinator")
        assert client.post(f"/desk/slips/{slip.pk}/settle/", said).status_code == 302
        assert "按备案办理" in client.get(f"/desk/slips/{slip.pk}/").text


@pytest.mark.parametrize("who", ["clerk", "section_head", "coordinator", "supervisor"])
@pytest.mark.parametrize("asked", ["", "view=open&path=guide", "view=settled", "view=open&due=overdue&q=路"])
def test_the_lists(made: cases.House, who: str, asked: str, django_assert_max_num_queries: object) -> None:
    for give in (factories.guide, factories.listed, factories.study):
        give(made)
    client = made.client(who)
    client.get("/desk/slips/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert client.get(f"/desk/slips/?{asked}").status_code == 200


def test_a_head_of_another_section_sees_none(made: cases.House) -> None:
    case = cases.submitted(made)
    slip = factories.guide(made, case_id=case.pk)
    assert made.client("investment_head").get(f"/desk/slips/{slip.pk}/").status_code == 404
    assert made.client("reviewer").get(f"/desk/slips/{slip.pk}/").status_code == 404


def test_an_examiner_sees_the_slips_they_gave(made: cases.House) -> None:
    factories.guide(made)
    client = made.client("reviewer")
    said = {"matter": "无人机喷药", "question": "要不要许可"}
    given = client.post("/desk/slips/new/study/", said)
    assert given.status_code == 302
    assert client.get(given.headers["Location"]).status_code == 200
    shown = client.get("/desk/slips/?view=open").text
    assert "无人机喷药" in shown
    assert factories.MATTER not in shown
