"""A kiosk in the browser: paired by its code, gives a number, forgets the visitor who went away."""

from datetime import time

import pytest
from playwright.sync_api import Page, expect

from oneseal.devices import services
from oneseal.foundation import clock
from oneseal.queueing import services as queue
from oneseal.queueing.tests import factories
from tests.journeys.conftest import Shot, axe_clean

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_kiosk_is_paired_gives_a_number_and_forgets(page: Page, shot: Shot) -> None:
    made = factories.place()
    hours = (time(0), time(23, 59, 59))
    queue.set_day(made["coordinator"], hall_id=made.hall.pk, day=clock.today(), reason="测试", hours=hours)
    keeper = made["administrator"]
    device = services.register_device(keeper, kind="all_in_one", name="一楼一体机", hall=made.hall.pk)
    page.set_viewport_size({"width": 1080, "height": 1920})
    page.clock.install()
    page.goto("/device/")
    page.get_by_label("配对码").fill(services.issue_code(keeper, device_id=device.pk))
    page.get_by_role("button", name="配对").click()
    expect(page.get_by_role("heading", name="请选择要办的事")).to_be_visible()
    axe_clean(page)
    shot(page, "kiosk")
    page.get_by_role("link", name="取号").click()
    small = page.evaluate(
        "[...document.querySelectorAll('a, button')].filter(e => e.checkVisibility() && !e.matches('.os-skip'))"
        ".filter(e => e.getBoundingClientRect().height < 56).map(e => e.textContent.trim())"
    )
    assert small == []
    page.get_by_role("button", name="综合受理").click()
    expect(page.get_by_role("heading", name="您的号是 A001")).to_be_visible()
    slip = page.url
    axe_clean(page)
    page.clock.fast_forward(21_000)
    expect(page.get_by_role("heading", name="请选择要办的事")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("A001")).to_have_count(0)
    page.goto(slip)
    expect(page.get_by_role("heading", name="请选择要办的事")).to_be_visible()
    page.get_by_role("link", name="办件查询").click()
    page.get_by_label("办件编号").fill("2026")
    page.clock.fast_forward(62_000)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="我还在").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_label("办件编号")).to_have_value("2026")
