"""Modes of the bureau in the browser: approval and supervision, pre-review, letters of delegation, masked applicants."""

from datetime import timedelta
from typing import cast

import pytest
from django.core.cache import caches
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from oneseal.advance.models import PreReview
from oneseal.advance.tests.factories import listed
from oneseal.cases import services
from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.documents.tests.pieces import pdf_file
from oneseal.foundation import clock
from oneseal.identity.tests import factories as identity
from oneseal.supervision.tests.factories import pair
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh(transactional_db: None) -> None:
    caches["process"].clear()


def sits_down(context: BrowserContext, made: House, who: str) -> None:
    """Somebody else at the same screen."""
    context.clear_cookies()
    sign_in(context, made.cast.account(who))


def test_a_decision_is_signed_for_and_comes_back_as_a_finding(
    context: BrowserContext, page: Page, shot: Shot
) -> None:
    made = pair()
    row = made.pushed()
    sits_down(context, made.house, "liaison")
    page.goto("/desk/")
    page.get_by_role("link", name=row.item_name).click()
    expect(page.get_by_text("签收后可以查看决定书和全部申请材料。")).to_be_visible()
    page.get_by_role("button", name="签收").click()
    expect(page.get_by_text("已签收。现在可以查看全部材料。")).to_be_visible()
    page.get_by_text("反馈监管情况").click()
    page.get_by_label("监管情况").select_option("closed")
    page.get_by_label("查到的情况").fill("现场已关门三个月。")
    axe_clean(page)
    page.get_by_role("button", name="反馈审批局").click()
    expect(page.get_by_text("已反馈。").first).to_be_visible()
    sits_down(context, made.house, "reviewer")
    page.set_viewport_size(PHONE)
    page.goto("/desk/supervision/findings/")
    fits(page)
    page.get_by_role("link", name="已停业或注销").click()
    expect(page.get_by_text("现场已关门三个月。")).to_be_visible()
    page.get_by_role("button", name="受理").click()
    axe_clean(page)
    fits(page)
    shot(page, "finding-accepted")


def _ask_pre_review(page: Page, made: House, shot: Shot) -> None:
    """On the phone: what is built, what it commits to, the plan, which permit until when."""
    page.goto("/my/pre-reviews/")
    page.get_by_role("link", name="申请预审").click()
    page.get_by_label("建设内容").fill("厂房一座，两万平方米。")
    for field in page.locator("[name^=said_]").all():
        field.fill("云自然规〔2026〕8号")
    drawing = FilePayload(name="plan.pdf", mimeType="application/pdf", buffer=pdf_file())
    page.locator("[name=file_plan]").set_input_files(drawing)
    page.locator("[name=paper_1]").select_option(str(made.item_id))
    page.locator("[name=due_1]").fill((clock.today() + timedelta(days=30)).isoformat())
    page.get_by_label("我单位承诺").check()
    axe_clean(page)
    page.get_by_role("button", name="承诺并申请预审").click()
    expect(page.get_by_text("待确认条件").first).to_be_visible()
    fits(page)
    shot(page, "pre-review-asked")


def test_a_key_project_is_reviewed_on_its_commitment(context: BrowserContext, page: Page, shot: Shot) -> None:
    made = factories.house(business_line="investment")
    listed(made)
    page.set_viewport_size(PHONE)
    sits_down(context, made, "张伟")
    _ask_pre_review(page, made, shot)
    citizen = cast("list[SetCookieParam]", context.cookies())
    address = f"/desk/pre-reviews/{PreReview.objects.get().pk}/"
    page.set_viewport_size({"width": 1366, "height": 768})
    for who, press in (
        ("coordinator", "符合条件，开始预审"),
        ("reviewer", "保存意见"),
        ("bureau_head", "签发"),
    ):
        sits_down(context, made, who)
        page.goto(address)
        if who == "coordinator":
            page.locator("[name=section_plan]").select_option(label="市场准入科")
        if who == "reviewer":
            page.locator("[name=verdict]").first.check()
            page.locator("[name=text]").fill("退让距离符合要求。")
            axe_clean(page)
        page.get_by_role("button", name=press, exact=True).click()
    context.clear_cookies()
    context.add_cookies(citizen)
    page.set_viewport_size(PHONE)
    page.goto("/my/pre-reviews/")
    page.get_by_role("link", name="精密零部件生产线").click()
    expect(page.get_by_text("预审意见不是行政许可")).to_be_visible()
    fits(page)
    shot(page, "pre-review-issued")


def test_a_town_is_entrusted_by_a_sealed_letter(context: BrowserContext, page: Page, shot: Shot) -> None:
    made, today = factories.house(), clock.today()
    identity.make_counter(made.cast, "白鹭镇便民服务中心")
    sits_down(context, made, "item_keeper")
    page.goto("/desk/catalog/delegations/new/")
    page.locator("[name=to_unit]").fill("白鹭镇人民政府")
    page.locator("[name=to_kind]").select_option("agency")
    page.locator("[name=counter]").select_option("白鹭镇便民服务中心")
    page.get_by_label("收件、审查", exact=True).check()
    page.locator("[name=items]").first.check()
    page.locator("[name=from_on]").fill(today.isoformat())
    page.locator("[name=to_on]").fill((today + timedelta(days=365)).isoformat())
    page.get_by_role("button", name="报局领导批准").click()
    expect(page.locator("[name=ground]")).to_have_attribute("aria-invalid", "true")
    page.locator("[name=ground]").fill("《云岭市赋权乡镇办法》第三条")
    axe_clean(page)
    page.get_by_role("button", name="报局领导批准").click()
    address = page.url
    sits_down(context, made, "bureau_head")
    page.goto(address)
    page.get_by_role("button", name="批准").click()
    expect(page.get_by_role("link", name="打开委托书")).to_be_visible()
    context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto("/delegations/")
    expect(page.get_by_text("白鹭镇人民政府").first).to_be_visible()
    axe_clean(page)
    fits(page)
    shot(page, "delegations")


def test_who_judges_meets_no_name_until_the_decision_is_signed(
    context: BrowserContext, page: Page, shot: Shot
) -> None:
    made = factories.house(masked=True)
    name = made.cast.applicants["张伟"].name
    case = factories.at_decision(made)
    sits_down(context, made, "section_head")
    page.goto(f"/desk/cases/{case.pk}/")
    expect(page.get_by_text("申请人（已隐去）").first).to_be_visible()
    assert name not in page.content()
    shot(page, "masked")
    step = factories.step_of(case, "decide")
    services.decide_case(made["section_head"], step_id=step.pk, outcome="granted", criteria=["已结清税款"])
    factories.passed(made, case, "sign", "deputy_head")
    page.reload()
    expect(page.get_by_text(name).first).to_be_visible()
