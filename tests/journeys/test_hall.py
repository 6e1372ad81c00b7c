"""The bureau's inner separation in the browser: papers change hands."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.cases.tests import factories
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def as_who(context: BrowserContext, made: factories.House, who: str) -> None:
    """Somebody else sits down."""
    context.clear_cookies()
    sign_in(context, made.cast.account(who))


def test_papers_go_from_the_window_to_examination(context: BrowserContext, page: Page, shot: Shot) -> None:
    made = factories.house()
    case = factories.accepted(made)
    as_who(context, made, "clerk")
    page.goto(f"/desk/cases/{case.pk}/")
    page.get_by_text("其他操作").click()
    page.get_by_role("link", name="移交材料").click()
    page.get_by_label("交给哪个科室").select_option(label="市场准入科")
    axe_clean(page)
    page.get_by_role("button", name="移交").click()
    expect(page.get_by_text("已移交，等对方签收。")).to_be_visible()
    as_who(context, made, "reviewer")
    page.set_viewport_size(PHONE)
    page.goto("/desk/handovers/")
    fits(page)
    page.get_by_role("link", name=case.item_name).click()
    shot(page, "handover")
    page.get_by_role("button", name="点清无误，签收").click()
    expect(page.get_by_role("link", name="打印移交单")).to_be_visible()
