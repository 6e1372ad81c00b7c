"""A citizen pays on the phone and hands in what is held already: the provider says it twice, once it says nothing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from playwright.sync_api import Browser, FilePayload, Page, expect

from oneseal.cases import services as cases
from oneseal.cases.tests import factories as cases_factories
from oneseal.documents.tests.pieces import png_picture
from oneseal.fees import jobs
from oneseal.fees.counterpart import Counterpart
from oneseal.fees.models import Bill, Order
from oneseal.fees.tests import factories
from oneseal.foundation import clock
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(tmp_path: Path, settings: Any, live_server: Any) -> Iterator[Counterpart]:
    """A payment provider that calls the live server back, each time twice."""
    made = Counterpart(tmp_path / "provider.sqlite", "bureau")
    made.manner.repeat = 2
    settings.PUBLIC_URL = str(live_server)
    settings.PAY_GATEWAY = f"{made.url}/gateway"
    settings.PAY_APP_ID = "bureau"
    settings.PAY_KEY = made.client.text
    settings.PAY_PROVIDER_KEY = made.key.public.hex()
    yield made
    made.shutdown()
    made.server_close()


def phone(browser: Browser, live_server: Any, account: object) -> Page:
    context = browser.new_context(base_url=str(live_server), locale="zh-CN", viewport=PHONE)
    sign_in(context, account)
    return context.pages[0]


def pay(page: Page) -> None:
    """From the bill to the provider's cashier and back."""
    page.get_by_role("button", name="去缴费").click()
    page.get_by_role("button", name="确认支付").click()
    page.get_by_role("link", name="返回缴费单").click()


def test_a_bill_is_paid_on_the_phone(
    browser: Browser, live_server: Any, provider: Counterpart, shot: Shot
) -> None:
    caches["process"].clear()
    made = factories.house()
    bill = factories.bill(made)
    page = phone(browser, live_server, made.cast.account("张伟"))
    page.goto("/my/bills/")
    page.get_by_role("link", name=bill.number).click()
    axe_clean(page)
    fits(page)
    shot(page, "fees-bill")
    pay(page)
    expect(page.get_by_text("已缴清")).to_be_visible()
    expect(page.get_by_role("link", name="电子票据")).to_be_visible()
    assert (Bill.objects.get().paid, Order.objects.count()) == (1600, 1)

    provider.manner.forge = True
    second = factories.bill(made)
    page.goto(f"/my/bills/{second.uid}/")
    pay(page)
    expect(page.get_by_text("待缴")).to_be_visible()
    with clock.at(clock.now() + timedelta(minutes=3)):
        jobs.ask_provider()
    page.reload()
    expect(page.get_by_text("已缴清")).to_be_visible()
    page.context.close()


def test_what_was_given_once_is_not_asked_for_again(browser: Browser, live_server: Any, shot: Shot) -> None:
    caches["process"].clear()
    paper = {"code": "photo", "name": "免冠照片", "valid_months": 6}
    made = cases_factories.house(materials=[paper])
    case = cases_factories.draft(made)
    page = phone(browser, live_server, made.cast.account("张伟"))
    page.goto(f"/my/cases/{case.pk}/materials/")
    picture = FilePayload(name="照片.png", mimeType="image/png", buffer=png_picture())
    page.locator("#file-photo").set_input_files(picture)
    expect(page.locator("#material-photo")).to_contain_text("已交")
    cases.submit_case(made["张伟"], case_id=case.pk, declared=True)
    cases.accept_case(made["clerk"], case_id=case.pk)

    again = cases_factories.draft(made)
    page.goto(f"/my/cases/{again.pk}/materials/")
    expect(page.locator("#material-photo")).to_contain_text("已有，不用交")
    axe_clean(page)
    fits(page)
    shot(page, "materials-held")
    page.goto(f"/my/cases/{again.pk}/check/")
    page.get_by_label("我声明").check()
    page.get_by_role("button", name="提交").click()
    page.goto("/my/materials/")
    expect(page.get_by_text("有效至").first).to_be_visible()
    shot(page, "materials-vault")
    page.context.close()
