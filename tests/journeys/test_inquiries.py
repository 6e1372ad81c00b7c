"""A question asked online without sign-in: taken, handed over, accepted, answered, read by who asked."""

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.identity.tests.factories import Cast
from oneseal.inquiries.models import Inquiry
from oneseal.inquiries.tests import factories
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "材料能不能在网上交？"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The bureau with one item."""
    caches["process"].clear()
    return factories.house()


def ask(page: Page, shot: Shot) -> str:
    """Ask from the guide; the address at which the answer will stand."""
    page.goto("/items/cancel/")
    page.get_by_role("link", name="网上提问").click()
    page.get_by_label("您的问题").fill(QUESTION)
    page.get_by_role("button", name="提交问题").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("您的问题")).to_have_value(QUESTION)
    axe_clean(page)
    shot(page, "inquiry-ask-error")
    page.get_by_label("联系电话").fill("13800138000")
    page.get_by_role("button", name="提交问题").click()
    expect(page.get_by_text("请把这个网址存下来")).to_be_visible()
    axe_clean(page)
    return page.url


def test_a_question_has_an_owner_until_it_is_answered(
    context: BrowserContext, page: Page, cast: Cast, shot: Shot
) -> None:
    address = ask(page, shot)
    sign_in(context, cast.account("reviewer"))
    page.goto("/desk/inquiries/?view=waiting")
    axe_clean(page)
    page.get_by_role("link", name=QUESTION).click()
    page.get_by_role("button", name="接手").click()
    page.get_by_text("转交", exact=True).click()
    page.get_by_label("转交给").select_option(label="受理科")
    page.get_by_label("转交原因").fill("收件方式由窗口答复")
    page.get_by_role("button", name="提出转交").click()
    expect(page.get_by_text("接受以前仍由 郑凯 负责")).to_be_visible()
    axe_clean(page)
    shot(page, "inquiry-offered")
    sign_in(context, cast.account("clerk"))
    page.goto(f"/desk/inquiries/{Inquiry.objects.get().pk}/")
    page.get_by_role("button", name="接受，由我负责").click()
    page.get_by_label("答复内容").fill("可以，进入办事指南点“在线申请”。")
    page.get_by_role("button", name="答复", exact=True).click()
    expect(page.get_by_text("已答复", exact=True).first).to_be_visible()
    context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(address)
    expect(page.get_by_text("可以，进入办事指南")).to_be_visible()
    fits(page)
    shot(page, "inquiry-answered-phone")


def test_office_pages_are_accessible_and_fit(context: BrowserContext, page: Page, cast: Cast) -> None:
    factories.asked_at_window(cast)
    sign_in(context, cast.account("bureau_head"))
    pages = (
        "/desk/inquiries/?view=open",
        "/desk/inquiries/new/",
        "/desk/appraisals/",
        "/desk/team/regions/",
        "/desk/team/",
    )
    for path in pages:
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(path)
        axe_clean(page)
        page.set_viewport_size(PHONE)
        fits(page)
