"""Before an application: asked for on the phone, advised on the desk, the list is back on the phone."""

from typing import cast

import pytest
from django.core.cache import caches
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.advance.models import EarlyService
from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.catalog.selectors import access_item
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> House:
    """The bureau with its licence."""
    caches["process"].clear()
    return factories.house()


def test_from_the_question_to_the_list(context: BrowserContext, page: Page, made: House, shot: Shot) -> None:
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("张伟"))
    page.goto(f"/items/{access_item(made['clerk'], made.item_id).code}/")
    page.get_by_role("link", name="提前服务").click()
    page.get_by_role("button", name="请提前服务").click()
    expect(page.get_by_label("打算办什么、做到哪一步了")).to_be_visible()
    axe_clean(page)
    page.get_by_label("打算办什么、做到哪一步了").fill("想在解放路开店，先请人看看场地。")
    page.get_by_role("button", name="请提前服务").click()
    expect(page.get_by_text("等候接手").first).to_be_visible()
    axe_clean(page)
    fits(page)
    shot(page, "early-asked")
    row, citizen = EarlyService.objects.get(), context.cookies()
    context.clear_cookies()
    sign_in(context, made.cast.account("reviewer"))
    page.goto(f"/desk/early/{row.pk}/")
    page.get_by_role("button", name="接手").click()
    page.get_by_role("link", name="给准备清单").click()
    page.locator("[name=note_application]").fill("签字要手写")
    page.get_by_role("button", name="发给申请人").click()
    expect(page.get_by_text("签字要手写")).to_be_visible()
    axe_clean(page)
    context.clear_cookies()
    context.add_cookies(cast("list[SetCookieParam]", citizen))
    page.goto(f"/my/early/{row.pk}/")
    expect(page.get_by_text("签字要手写")).to_be_visible()
    expect(page.get_by_role("link", name="准备好了，正式申请")).to_be_visible()
    shot(page, "early-listed")
