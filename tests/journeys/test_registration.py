"""A name is checked and kept on the phone, and its documents are signed on another phone."""

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.cases.tests.factories import House
from oneseal.registration.tests import factories
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> House:
    """The bureau with an item that registers companies."""
    caches["process"].clear()
    return factories.house()


def test_from_the_check_to_the_kept_name(
    context: BrowserContext, page: Page, made: House, shot: Shot
) -> None:
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("张伟"))
    page.goto("/names/")
    page.get_by_label("字号").fill("中华魂")
    page.get_by_label("行业或者经营特点").fill("餐饮管理")
    page.get_by_label("组织形式").select_option("company:有限公司")
    page.get_by_role("button", name="查一查").click()
    expect(page.get_by_text("企业名称登记管理规定第十二条")).to_be_visible()
    axe_clean(page)
    shot(page, "name-refused")
    page.get_by_label("字号").fill("青禾")
    page.get_by_role("button", name="查一查").click()
    page.get_by_role("link", name="申报并保留这个名称").click()
    page.get_by_label("张伟").check()
    page.get_by_label("我承诺").check()
    page.get_by_role("button", name="申报", exact=True).click()
    expect(page.get_by_role("button", name="用这个名称办登记")).to_be_visible()
    axe_clean(page)
    fits(page)
    shot(page, "name-kept")
