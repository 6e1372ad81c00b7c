"""A leader's round on the phone until what it found is put right; the matrix and the day's board read by everybody."""

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.appraisal import services
from oneseal.appraisal.models import Finding
from oneseal.appraisal.tests import factories
from oneseal.cases.tests.factories import House
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> House:
    """The bureau with a zone, and a day's scores."""
    caches["process"].clear()
    house = factories.house()
    services.keep_zone(house["bureau_head"], name="综合受理区", leader=house.staff("deputy_head"))
    factories.scored(house)
    return house


def test_a_round_on_the_phone(context: BrowserContext, page: Page, made: House, shot: Shot) -> None:
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("deputy_head"))
    page.goto("/desk/patrols/new/")
    page.get_by_label("发现的问题").fill("饮水机没有水")
    page.get_by_role("button", name="提交巡查").click()
    expect(page.get_by_text("请选择由谁整改。").first).to_be_visible()
    expect(page.get_by_label("发现的问题")).to_have_value("饮水机没有水")
    axe_clean(page)
    page.get_by_label("整改责任人").select_option(label="周敏（受理科）")
    page.get_by_role("button", name="提交巡查").click()
    expect(page.get_by_role("link", name="饮水机没有水")).to_be_visible()
    fits(page)
    axe_clean(page)
    shot(page, "patrol")
    finding = Finding.objects.get()
    services.mend_finding(made["clerk"], finding_id=finding.pk, remedy="已换水")
    page.goto(f"/desk/patrols/findings/{finding.pk}/")
    page.get_by_label("已整改到位").check()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("已整改", exact=True)).to_be_visible()


def test_board_and_matrix(context: BrowserContext, page: Page, made: House, shot: Shot) -> None:
    sign_in(context, made.cast.account("clerk"))
    for path, name in (
        ("/desk/appraisal/board/", "board"),
        ("/desk/training/matrix/", "matrix"),
        ("/amenities/", "amenities"),
    ):
        page.goto(path)
        axe_clean(page)
        fits(page)
        shot(page, name)
