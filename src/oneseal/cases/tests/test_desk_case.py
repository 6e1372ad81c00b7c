"""The case page for staff and each act done from it: success, wrong role, conflict, nothing typed lost."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.cases import services
from oneseal.cases.models import Case, CaseStep, Extension
from oneseal.cases.tests import factories
from oneseal.foundation import history
from oneseal.foundation.journal import Subject

pytestmark = pytest.mark.django_db


def step_url(case: Case, key: str, verb: str) -> str:
    return f"/desk/cases/{case.pk}/steps/{factories.step_of(case, key).pk}/{verb}/"


def taken(made: factories.House) -> Case:
    case = factories.accepted(made)
    services.take_step(made["reviewer"], step_id=factories.step_of(case, "review").pk)
    return case


def kinds(case: Case) -> list[str]:
    return [entry.kind for entry in history.entries(Subject("case", case.pk))]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200),
        ("reviewer", 200),
        ("section_head", 200),
        ("deputy_head", 200),
        ("supervisor", 200),
        ("coordinator", 200),
        ("investment_reviewer", 404),
        ("administrator", 403),
        ("张伟", 403),
    ],
)
def test_who_opens_the_case_page(who: str, status: int) -> None:
    made = factories.house()
    case = factories.accepted(made)
    assert made.client(who).get(f"/desk/cases/{case.pk}/").status_code == status


def test_the_page_says_everything_once() -> None:
    made = factories.house()
    case = taken(made)
    page = made.client("reviewer").get(f"/desk/cases/{case.pk}/").content.decode()
    for text in (
        case.number,
        "张伟",
        "书面审查",
        "为什么是这一天",
        "审查并通过",
        "受理通知书",
        "受理了申请",
        "内部备注",
    ):
        assert text in page, text
    assert made.cast.applicants["张伟"].number not in page


def test_the_page_costs_a_fixed_number_of_statements() -> None:
    made = factories.house()
    case = factories.decided(made)
    client = made.client("clerk")
    client.get(f"/desk/cases/{case.pk}/")
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/desk/cases/{case.pk}/")
    assert len(seen) <= 24


def test_taking_and_being_too_late() -> None:
    made = factories.house()
    case = factories.accepted(made)
    url = step_url(case, "review", "take")
    client = made.client("reviewer")
    assert "已领取" in client.post(url, follow=True).content.decode()
    assert "请刷新页面" in client.post(url, follow=True).content.decode()
    assert kinds(case).count("cases.step_taken") == 1


def test_the_same_press_twice_is_one_act() -> None:
    made = factories.house()
    case = taken(made)
    client, url = made.client("reviewer"), step_url(case, "review", "pass")
    sent = {"opinion": "符合要求", "idempotency_key": "one"}
    first, second = client.post(url, sent), client.post(url, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert kinds(case).count("cases.step_passed") == 1


def test_review_points_are_asked_and_nothing_typed_is_lost() -> None:
    points = [
        {"code": "area", "text": "面积", "kind": "numeric", "minimum": 20, "unit": "平方米"},
        {"code": "fit", "text": "场所符合要求"},
    ]
    made = factories.house(steps=[{**factories.STEPS[0], "review_points": points}, *factories.STEPS[1:]])
    case = taken(made)
    client, url = made.client("reviewer"), step_url(case, "review", "pass")
    assert "不小于 20" in client.get(url).content.decode()
    answer = client.post(url, {"point_area": "18", "opinion": "现场另行说明了"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还没有核对" in page
    assert "现场另行说明了" in page
    assert 'value="18"' in page
    done = client.post(url, {"point_area": "25", "point_fit": "no", "opinion": "整改后符合"}, follow=True)
    page = done.content.decode()
    assert "已通过" in page
    assert "场所符合要求" in page


def test_what_follows_is_said_before_the_press() -> None:
    made = factories.house()
    case = taken(made)
    page = made.client("reviewer").get(step_url(case, "review", "pass")).content.decode()
    assert "复核（市场准入科审查岗）" in page
    assert "继续计时" in page


def test_return_names_the_step_and_keeps_the_words() -> None:
    made = factories.house()
    case = taken(made)
    services.pass_step(made["reviewer"], step_id=factories.step_of(case, "review").pk)
    services.take_step(made["reviewer"], step_id=factories.step_of(case, "check").pk)
    client, url = made.client("reviewer"), step_url(case, "check", "return")
    refused = client.post(url, {"opinion": "面积有误"})
    assert refused.status_code == 422
    assert "面积有误" in refused.content.decode()
    assert client.post(url, {"target": "review", "opinion": "面积有误"}).status_code == 302
    assert factories.step_of(case, "review").state == "taken"


def test_colleagues_delegate_sign_and_release() -> None:
    made = factories.house()
    case = taken(made)
    client = made.client("reviewer")
    assert "冯岚" in client.get(step_url(case, "review", "add_signers")).content.decode()
    sent: dict[str, Any] = {
        "signers": [made.staff("investment_reviewer"), made.staff("coordinator")],
        "when": "before",
        "how": "any",
        "asked": "请看消防",
    }
    assert client.post(step_url(case, "review", "add_signers"), sent).status_code == 302
    asked = CaseStep.objects.filter(case=case, origin="before")
    assert {step.holder_id for step in asked} == {
        made.staff("investment_reviewer"),
        made.staff("coordinator"),
    }
    for each in asked:
        if each.holder_id == made.staff("coordinator"):
            services.pass_step(made["coordinator"], step_id=each.pk, opinion="同意")
    delegated = {"to": made.staff("clerk"), "asked": "请核对原件"}
    assert client.post(step_url(case, "review", "delegate"), delegated).status_code == 302
    helper = CaseStep.objects.get(case=case, origin="delegate")
    services.pass_step(made["clerk"], step_id=helper.pk, opinion="原件一致")
    assert client.post(step_url(case, "review", "release"), {"reason": ""}).status_code == 302
    assert factories.step_of(case, "review").state == "open"


def test_transfer_offers_only_the_post_and_heads_reassign() -> None:
    made = factories.house()
    case = taken(made)
    page = made.client("reviewer").get(step_url(case, "review", "transfer")).content.decode()
    assert "没有其他同事" in page
    head = made.client("section_head")
    sent = {"to": made.staff("clerk"), "opinion": "郑凯请假"}
    assert head.post(step_url(case, "review", "reassign"), sent).status_code == 422
    assert made.client("clerk").post(step_url(case, "review", "reassign"), sent).status_code in {403, 422}


def test_suspend_resume_and_the_clock_panel() -> None:
    made = factories.house()
    case = taken(made)
    client = made.client("reviewer")
    url = f"/desk/cases/{case.pk}/do/suspend/"
    refused = client.post(url, {"procedure": "testing", "explanation": "需要检测", "expected_days": "0"})
    assert refused.status_code == 422
    assert "需要检测" in refused.content.decode()
    sent = {"procedure": "testing", "explanation": "需要检测", "expected_days": "5"}
    page = client.post(url, sent, follow=True).content.decode()
    assert "已暂停：检测" in page
    conflict = client.post(url, sent)
    assert conflict.status_code == 409
    assert "需要检测" in conflict.content.decode()
    assert client.post(f"/desk/cases/{case.pk}/do/resume/", {"result": "合格"}).status_code == 302
    case.refresh_from_db()
    assert case.state == "in_review"


def test_extension_is_asked_and_decided_by_the_right_head() -> None:
    made = factories.house()
    case = taken(made)
    sent = {"authority": "bureau", "days": "5", "reason": "情况复杂"}
    assert made.client("reviewer").post(f"/desk/cases/{case.pk}/do/extend/", sent).status_code == 302
    url = f"/desk/cases/{case.pk}/do/decide_extension/"
    assert made.client("section_head").post(url, {"approve": "yes"}).status_code == 403
    head = made.client("bureau_head")
    assert "情况复杂" in head.get(url).content.decode()
    assert "情况复杂" in head.get("/desk/work/").content.decode()
    assert head.post(url, {"approve": "yes", "comment": "同意"}).status_code == 302
    assert Extension.objects.get(case=case).state == "approved"


def test_decide_then_sign_off() -> None:
    made = factories.house()
    case = factories.at_decision(made)
    head, url = made.client("section_head"), step_url(case, "decide", "decide")
    refused = head.post(url, {"outcome": "granted", "content": "准予经营"})
    assert refused.status_code == 422
    assert "准予经营" in refused.content.decode()
    assert "还没有确认符合" in refused.content.decode()
    sent = {
        "outcome": "granted",
        "criteria": ["已结清税款"],
        "content": "准予经营",
        "basis": "行政许可法第三十八条",
    }
    assert head.post(url, sent).status_code == 302
    deputy = made.client("deputy_head")
    deputy.post(step_url(case, "sign", "take"))
    assert "准予行政许可决定书" in deputy.get(step_url(case, "sign", "pass")).content.decode()
    deputy.post(step_url(case, "sign", "pass"), {"opinion": ""})
    case.refresh_from_db()
    assert case.state == "granted"


def test_terminate_is_for_heads_and_slip_for_all() -> None:
    made = factories.house()
    case = taken(made)
    url = f"/desk/cases/{case.pk}/do/terminate/"
    sent = {"reason": "申请人死亡", "basis": "行政许可法第七十条"}
    refused = made.client("reviewer").post(url, sent)
    assert refused.status_code == 403
    assert "申请人死亡" in refused.content.decode()
    assert (
        "流转单"
        in made.client("reviewer").post(f"/desk/cases/{case.pk}/do/slip/", follow=True).content.decode()
    )
    assert made.client("section_head").post(url, sent).status_code == 302
    case.refresh_from_db()
    assert case.state == "terminated"


def test_unknown_acts_are_not_found() -> None:
    made = factories.house()
    case = taken(made)
    client = made.client("reviewer")
    assert client.get(f"/desk/cases/{case.pk}/do/nonsense/").status_code == 404
    assert client.get(step_url(case, "review", "nonsense")).status_code == 404
    assert client.get(f"/desk/cases/{case.pk}/steps/999999/pass/").status_code == 404


def test_messages_notes_and_reading() -> None:
    made = factories.house()
    case = taken(made)
    services.send_message(made["张伟"], case_id=case.pk, text="请问何时能办好？")
    client, base = made.client("reviewer"), f"/desk/cases/{case.pk}/"
    assert "1 条新" in client.get(base).content.decode()
    assert client.post(base + "message/", {"text": " "}).status_code == 422
    assert "三天内" in client.post(base + "message/", {"text": "三天内"}, follow=True).content.decode()
    assert "1 条新" not in client.get(base).content.decode()
    assert "电话核实" in client.post(base + "note/", {"note": "已电话核实"}, follow=True).content.decode()
    assert client.post(base + "note/", {"note": ""}).status_code == 422
    assert client.post(base + "read/").status_code == 302


def test_unmasking_is_journaled_and_needs_a_reason() -> None:
    made = factories.house()
    case = taken(made)
    client, base = made.client("reviewer"), f"/desk/cases/{case.pk}/unmask/"
    number = made.cast.applicants["张伟"].number
    assert client.post(base + "applicant/number/", {"reason": ""}).status_code == 422
    shown = client.post(
        base + "applicant/number/", {"reason": "电话通知补正"}, headers={"HX-Request": "true"}
    )
    assert number in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert client.post(base, {"reason": "x"}).status_code == 422
    assert client.post(base, {"reason": "电话通知补正"}).status_code == 200
    assert "cases.form_unmasked" in kinds(case)
