"""At the counter in the browser: a paper result from the shelf into the hand of its applicant; a bad word until it is mended."""

import re

import pytest
from django.core.cache import caches
from playwright.sync_api import Browser, BrowserContext, Page, expect

from oneseal.feedback.tests import factories as feedback
from oneseal.output.tests import factories as output
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh(transactional_db: None) -> None:
    caches["process"].clear()


def test_from_the_shelf_by_its_code_into_the_applicants_hand(
    browser: Browser, context: BrowserContext, page: Page, shot: Shot, live_server: object
) -> None:
    made = output.house()
    case = output.decided(made)
    sign_in(context, made.cast.account("clerk"))
    page.goto(f"/desk/cases/{case.pk}/deliver/")
    page.get_by_label("柜位", exact=True).fill("a-1-02")
    page.get_by_role("button", name="上柜并通知领取").click()
    expect(page.locator(".os-big-code")).to_have_text("A-1-02")
    axe_clean(page)
    phone = browser.new_context(base_url=str(live_server), locale="zh-CN", viewport=PHONE)
    sign_in(phone, made.cast.account("张伟"))
    hand = phone.pages[0]
    hand.goto(f"/my/cases/{case.pk}/delivery/")
    expect(hand.get_by_text("结果已放在 A-1-02")).to_be_visible()
    code = hand.locator(".os-big-code").inner_text()
    fits(hand)
    axe_clean(hand)
    shot(hand, "pick-up-code")
    page.goto("/desk/shelf/")
    axe_clean(page)
    shot(page, "shelf")
    page.get_by_label("柜位、取件码或办件号").fill(code)
    page.keyboard.press("Enter")
    page.get_by_label("取件码").fill(code)
    page.get_by_label("领取人姓名").fill("张伟")
    page.get_by_label("领取人身份证件号码").fill(made.cast.applicants["张伟"].number)
    page.get_by_label("领取人已在送达回证上签字").check()
    page.get_by_role("button", name="确认送达").click()
    expect(page).to_have_url(re.compile(rf"/desk/cases/{case.pk}/$"))
    output.news()
    page.goto("/desk/shelf/")
    expect(page.locator(".os-box.free", has_text="A-1-02")).to_be_visible()
    hand.goto(f"/my/cases/{case.pk}/")
    expect(hand.get_by_text("办结").first).to_be_visible()
    phone.close()


def test_a_bad_word_is_called_back_by_another_mended_and_shown(
    context: BrowserContext, page: Page, shot: Shot
) -> None:
    made = feedback.house()
    row = feedback.visit(made, contact="13900001111")
    page.set_viewport_size(PHONE)
    page.goto("/evaluate/?way=kiosk")
    page.get_by_label("评价码").fill(row.code.lower())
    page.keyboard.press("Enter")
    page.locator(".os-levels").get_by_text("不满意", exact=True).click()
    page.get_by_label("没有一次说清楚").check()
    fits(page)
    axe_clean(page)
    shot(page, "evaluate")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_role("heading", name="谢谢您的评价")).to_be_visible()
    sign_in(context, made.cast.account("clerk"))
    assert page.goto("/desk/evaluations/").status == 403  # type: ignore[union-attr]
    sign_in(context, made.cast.account("supervisor"))
    page.goto("/desk/evaluations/")
    page.get_by_role("link", name="企业开办").click()
    expect(page.get_by_text("13900001111")).to_be_visible()
    page.get_by_label("回访情况").fill("电话联系，第一次没有说要带原件。")
    page.get_by_label("属实，需要整改").check()
    page.get_by_role("button", name="登记回访").click()
    page.get_by_label("整改措施和结果").fill("一次性告知单已补上原件要求。")
    axe_clean(page)
    page.get_by_role("button", name="登记整改").click()
    page.goto("/satisfaction/")
    expect(page.get_by_text("一次性告知单已补上原件要求。")).to_be_visible()
    fits(page)
    axe_clean(page)
    shot(page, "satisfaction")
