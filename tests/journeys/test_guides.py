"""Somebody at a machine asks for help: a guide on duty reads it on the phone, goes there, and says that it is done."""

import pytest
from django.core.cache import caches
from playwright.sync_api import Browser, BrowserContext, Page, expect

from oneseal.devices.stations import COOKIE
from oneseal.devices.tests import factories
from oneseal.foundation import clock
from tests.journeys.conftest import DESKTOP, PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
CALLED = "24小时自助区 上有人呼叫帮助"


def test_a_guide_is_called_by_a_machine(
    browser: Browser, context: BrowserContext, page: Page, shot: Shot, live_server: object
) -> None:
    caches["process"].clear()
    stand = factories.stand(None, "corner", "24小时自助区", at=clock.now())
    sign_in(context, stand.place.house.cast.account("clerk"))
    page.set_viewport_size(PHONE)
    page.goto("/desk/guides/")
    expect(page.get_by_text("现在没有要引导员做的事")).to_be_visible()
    with browser.new_context(base_url=str(live_server), locale="zh-CN") as corner:
        corner.add_cookies([{"name": COOKIE, "value": stand.key, "url": str(live_server)}])
        visitor = corner.new_page()
        visitor.goto("/device/help/")
        visitor.get_by_role("button", name="现在呼叫").click()
        expect(visitor.get_by_role("button", name="结束呼叫")).to_be_visible()
        page.reload()
        expect(page.get_by_text(CALLED)).to_be_visible()
        axe_clean(page)
        fits(page)
        shot(page, "guide-called")
        page.get_by_role("button", name="我来").click()
        expect(page.get_by_text("处理中", exact=True)).to_be_visible()
        axe_clean(page)
        page.get_by_role("button", name="办好了").click()
        expect(page.get_by_text("已完成", exact=True)).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text=CALLED)).to_be_visible()
        fits(page)
        axe_clean(page)
        page.set_viewport_size(DESKTOP)
        page.get_by_role("button", name="English").click()
        expect(page.get_by_text("Somebody calls for help at 24小时自助区")).to_be_visible()
        shot(page, "guide-done")
