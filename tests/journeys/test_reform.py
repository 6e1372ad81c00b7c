"""A head looks where the days go, prints the page, and takes the log out."""

from pathlib import Path

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.foundation import subscribers
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> House:
    """The bureau with a decided case that the bench has measured."""
    caches["process"].clear()
    made = factories.house()
    factories.decided(made)
    subscribers.run_pending()
    return made


def test_from_where_it_is_stuck_to_the_log(
    context: BrowserContext, page: Page, made: House, shot: Shot
) -> None:
    sign_in(context, made.cast.account("bureau_head"))
    page.goto("/desk/reform/")
    expect(page.get_by_role("heading", name="最短的合法路径")).to_be_visible()
    axe_clean(page)
    shot(page, "reform-bench")
    page.get_by_label("范围").select_option(label="市场准入")
    page.wait_for_url("**scope=line%3Amarket**")
    page.get_by_role("link", name="时间去哪了").click()
    expect(page.get_by_role("heading", name="按环节")).to_be_visible()
    axe_clean(page)
    shot(page, "reform-measured")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="XES").click()
    assert waiting.value.suggested_filename.endswith(".xes")
    assert "作出决定" in Path(waiting.value.path()).read_text(encoding="utf-8")
    page.get_by_role("link", name="前后对比").click()
    expect(page.get_by_role("cell", name="办理时限")).to_be_visible()
    page.set_viewport_size(PHONE)
    fits(page)
    axe_clean(page)
    shot(page, "reform-report-phone")
