"""A small restaurant files on the phone; the code on its card leads everybody to whether it stands."""

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.cases.tests.factories import House
from oneseal.filings.models import Filing
from oneseal.filings.tests import factories
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> House:
    """The bureau with an item that is filed."""
    caches["process"].clear()
    return factories.house()


def test_from_the_form_to_the_code_on_the_card(
    context: BrowserContext, page: Page, made: House, shot: Shot
) -> None:
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("张伟"))
    page.goto("/items/small_catering/")
    page.get_by_role("link", name="我要备案").click()
    page.get_by_label("张伟").check()
    page.get_by_label("场所名称").fill("云岭早点铺")
    page.get_by_label("面积").fill("61")
    page.get_by_label("我声明").check()
    page.get_by_role("button", name="备案", exact=True).click()
    expect(page.get_by_text("“面积”不能大于60。").first).to_be_visible()
    expect(page.get_by_label("场所名称")).to_have_value("云岭早点铺")
    axe_clean(page)
    shot(page, "filing-refused")
    page.get_by_label("面积").fill("45")
    page.get_by_role("button", name="备案", exact=True).click()
    filing = Filing.objects.get()
    expect(page.get_by_role("heading", name="小型餐饮备案").first).to_be_visible()
    axe_clean(page)
    fits(page)
    shot(page, "filing-filed")
    assert filing.card is not None
    page.goto(f"/verify/{filing.card.verify_code}/")
    expect(page.get_by_text(filing.number).first).to_be_visible()
    page.goto(f"/filings/{filing.uid}/")
    expect(page.get_by_text("有效", exact=True)).to_be_visible()
    axe_clean(page)
    shot(page, "filing-public")
