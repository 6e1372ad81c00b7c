"""Special procedures in the browser: a hearing asked for on the phone; a joint review that binds the decision."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.cases import services as cases
from oneseal.cases.models import Decision
from oneseal.cases.tests import factories as case_factories
from oneseal.foundation import clock
from oneseal.procedures import services
from oneseal.procedures.models import Proceeding
from oneseal.procedures.tests import factories
from tests.journeys.conftest import PHONE, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> case_factories.House:
    caches["process"].clear()
    return case_factories.house()


def as_(context: BrowserContext, made: case_factories.House, who: str) -> Page:
    """Somebody's tab."""
    sign_in(context, made.cast.account(who))
    return context.pages[0]


def the_hour_came(row: Proceeding) -> None:
    """It was an hour ago."""
    Proceeding.objects.filter(pk=row.pk).update(held_at=clock.now() - timedelta(hours=1))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_hearing_from_the_phone_to_its_minutes(context: BrowserContext, made: case_factories.House) -> None:
    case = factories.reviewed(made)
    row = factories.told(made, case)
    context.new_page().set_viewport_size(PHONE)
    citizen = as_(context, made, "张伟")
    citizen.goto(f"/my/cases/{case.pk}/")
    citizen.get_by_role("link", name="要求听证").click()
    citizen.get_by_label("理由和意见").fill("场所已经整改，请求当面说明")
    fits(citizen)
    axe_clean(citizen)
    press(citizen, "要求听证")
    expect(citizen.get_by_text("听证申请已经收到")).to_be_visible()
    citizen.get_by_role("link", name="回到我的办件").click()
    expect(citizen.get_by_text("待组织")).to_be_visible()

    _convened(as_(context, made, "reviewer"), case)
    the_hour_came(row)
    _held(as_(context, made, "coordinator"), made, row)
    _decided_on_the_minutes(context, made, case)


def _convened(reviewer: Page, case: Any) -> None:
    reviewer.goto(f"/desk/cases/{case.pk}/")
    reviewer.get_by_role("link", name="听证", exact=True).click()
    reviewer.get_by_role("link", name="通知听证").click()
    reviewer.get_by_label("地点").fill("三楼会议室")
    reviewer.get_by_label("主持人").select_option(label="沈悦")
    reviewer.get_by_label("记录人").select_option(label="吴桐")
    press(reviewer, "通知听证")
    expect(reviewer.get_by_text("听证通知书已发出，计时暂停。")).to_be_visible()


def _held(presider: Page, made: case_factories.House, row: Proceeding) -> None:
    presider.goto("/desk/procedures/")
    expect(presider.get_by_text("时间已到，待写记录")).to_be_visible()
    presider.get_by_role("link", name="听证", exact=True).click()
    presider.get_by_role("link", name="完成笔录").click()
    presider.get_by_label("笔录").fill("申请人申辩：场所符合要求。")
    presider.get_by_label("参加人").fill("张伟，申请人")
    press(presider, "完成笔录")
    expect(presider.get_by_text("笔录已保存，请参加人核对签名。")).to_be_visible()
    factories.everybody_signs(made, row)
    presider.get_by_role("link", name="结束听证").click()
    press(presider, "结束听证")
    expect(presider.get_by_text("听证笔录已出具，恢复计时。")).to_be_visible()
    expect(presider.get_by_role("link", name="听证笔录")).to_be_visible()
    axe_clean(presider)


def _decided_on_the_minutes(context: BrowserContext, made: case_factories.House, case: Any) -> None:
    cases.pass_step(made["reviewer"], step_id=case_factories.step_of(case, "review").pk)
    case_factories.passed(made, case, "check", "reviewer")
    step = case_factories.step_of(case, "decide")
    head = as_(context, made, "section_head")
    cases.take_step(made["section_head"], step_id=step.pk)
    head.goto(f"/desk/cases/{case.pk}/")
    head.get_by_role("link", name="作出决定").click()
    head.get_by_label("准予", exact=True).check()
    head.get_by_label("已结清税款").check()
    press(head, "确认：作出决定")
    expect(head.get_by_role("status")).to_be_visible()
    number = Proceeding.objects.get(case=case).paper.number  # type: ignore[union-attr]
    assert any(number in text for text in Decision.objects.get(case=case).basis)


def test_the_result_of_a_joint_review_binds_the_decision(
    context: BrowserContext, made: case_factories.House
) -> None:
    case = case_factories.at_decision(made)
    head = as_(context, made, "section_head")
    head.goto(f"/desk/cases/{case.pk}/procedures/joint-review/")
    head.get_by_label("事由").fill("条款有两种理解")
    press(head, "提请疑难会审")
    head.get_by_role("link", name="召集会审").click()
    head.get_by_label("会审时间").fill((clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    head.get_by_label("地点").fill("二楼会议室")
    head.get_by_label("议题").fill("适用哪一条")
    for name in ("郑凯", "韩雪"):
        head.get_by_label(name, exact=True).check()
    press(head, "召集会审")
    expect(head.get_by_text("邀请已发出。")).to_be_visible()
    row = Proceeding.objects.get(case=case)
    the_hour_came(row)
    head.get_by_role("link", name="回到办件").click()
    head.get_by_role("link", name="疑难会审").click()
    head.get_by_role("link", name="写会审纪要").click()
    head.get_by_label("纪要").fill("会议认为不符合条件。")
    head.get_by_label("不予许可").check()
    press(head, "写会审纪要")
    for who in ("section_head", "reviewer", "item_keeper"):
        services.sign_joint_review(made[who], proceeding_id=row.pk)
    head.get_by_role("link", name="印发会审纪要").click()
    press(head, "印发会审纪要")
    expect(head.get_by_text("会审纪要已印发。")).to_be_visible()
    head.get_by_role("link", name="回到办件").click()
    head.get_by_role("link", name="作出决定").click()
    head.get_by_label("准予", exact=True).check()
    head.get_by_label("已结清税款").check()
    press(head, "确认：作出决定")
    expect(head.get_by_role("alert")).to_contain_text("疑难会审的结论是“不予许可”")
