"""A call that nobody answered is logged, called back the same working day, and counted."""

from contextvars import ContextVar

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.foundation import clock
from oneseal.helplines.tests import factories
from oneseal.queueing.tests.factories import later
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
CALLER = "13800138000"


@pytest.fixture
def made(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> factories.Lines:
    """Numbers of the reception and the market section; for test and server it is ten on a Monday morning."""
    caches["process"].clear()
    monkeypatch.setattr(clock, "_fixed", ContextVar("fixed_time", default=later(60)))
    return factories.lines()


def test_a_missed_call_is_called_back_the_same_day(
    context: BrowserContext, page: Page, made: factories.Lines, shot: Shot
) -> None:
    sign_in(context, made.place.house.cast.account("clerk"))
    page.goto("/desk/calls/")
    axe_clean(page)
    page.get_by_label("没接到，要回电").check()
    page.get_by_label("来电号码").fill("138")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_label("来电号码")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("没接到，要回电")).to_be_checked()
    axe_clean(page)
    page.get_by_label("来电号码").fill(CALLER)
    page.get_by_role("button", name="登记", exact=True).click()
    waiting = page.get_by_role("row").filter(has_text="138****8000")
    expect(waiting).to_contain_text("2026年11月23日")
    shot(page, "helplines-missed")
    waiting.get_by_role("link").click()
    page.locator("summary", has_text="显示").click()
    page.get_by_label("查看原因").fill("按规定回电话")
    page.get_by_role("button", name="显示完整信息").click()
    expect(page.get_by_text(CALLER)).to_be_visible()
    page.get_by_role("button", name="打通了，办结").click()
    expect(page.get_by_text("请写一句问的是什么").first).to_be_visible()
    axe_clean(page)
    page.get_by_label("问的是什么").fill("几点下班")
    page.get_by_role("button", name="打通了，办结").click()
    expect(page.get_by_text("已回电", exact=True)).to_be_visible()
    axe_clean(page)
    page.set_viewport_size(PHONE)
    fits(page)
    page.goto("/desk/calls/")
    expect(page.get_by_text("没有要回的电话")).to_be_visible()
    fits(page)
    page.goto("/desk/calls/figures/")
    expect(page.get_by_text("回通 1 ÷ 未接 1")).to_be_visible()
    fits(page)
    axe_clean(page)
    shot(page, "helplines-figures-phone")
