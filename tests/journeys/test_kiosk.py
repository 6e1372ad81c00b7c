"""A kiosk in the browser: paired by its code, gives a number, shows a record once, forgets the visitor who went away."""

from datetime import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect

from oneseal.devices import services
from oneseal.devices.stations import COOKIE
from oneseal.devices.tests import factories as stands
from oneseal.foundation import clock
from oneseal.queueing import services as queue
from oneseal.queueing.tests import factories
from oneseal.records.counterpart import Counterpart
from oneseal.records.tests.test_asking import SAID
from tests.journeys.conftest import Shot, axe_clean, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PORTRAIT = ViewportSize(width=1080, height=1920)
PLAYS = "video => video.videoWidth > 0 && video.currentTime > 0"


def test_a_kiosk_is_paired_gives_a_number_and_forgets(
    page: Page, shot: Shot, browser: Browser, live_server: object
) -> None:
    made = factories.place()
    hours = (time(0), time(23, 59, 59))
    queue.set_day(made["coordinator"], hall_id=made.hall.pk, day=clock.today(), reason="测试", hours=hours)
    keeper = made["administrator"]
    device = services.register_device(keeper, kind="all_in_one", name="一楼一体机", hall=made.hall.pk)
    page.set_viewport_size(PORTRAIT)
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
    see_each_other(browser, str(live_server), made, shot)


def see_each_other(browser: Browser, base: str, made: factories.Place, shot: Shot) -> None:
    """A visitor in the corner calls; somebody answers; each sees the other's picture move, text beside it."""
    stand = stands.stand(made, "corner", "24小时自助区", at=clock.now())
    with browser.new_context(base_url=base, locale="zh-CN", viewport=PORTRAIT) as corner:
        corner.add_cookies([{"name": COOKIE, "value": stand.key, "url": base}])
        visitor = corner.new_page()
        visitor.goto("/device/help/")
        visitor.get_by_role("button", name="现在呼叫").click()
        with browser.new_context(base_url=base, locale="zh-CN") as desk:
            sign_in(desk, made.house.cast.account("clerk"))
            guide = desk.pages[0]
            guide.goto("/desk/devices/calls/")
            guide.get_by_role("button", name="接听").click()
            guide.get_by_role("button", name="接通视频").click()
            visitor.get_by_role("button", name="打开摄像头和麦克风").click(timeout=15000)
            for each in (visitor, guide):
                expect(each.locator("#help-call")).to_have_attribute("data-there", "1", timeout=20000)
                other = each.locator("figure:not([data-peer=own]) video")
                each.wait_for_function(PLAYS, arg=other.element_handle(), timeout=10000)
            guide.get_by_label("回答").fill("请看左上角")
            guide.get_by_role("button", name="发送").click()
            expect(visitor.get_by_text("请看左上角")).to_be_visible()
            expect(visitor.locator("video")).to_have_count(2)
            axe_clean(visitor)
            shot(visitor, "help-call")
            shot(guide, "help-call-desk")
            visitor.get_by_role("button", name="结束呼叫").click()
            expect(guide.get_by_text("呼叫已经结束，视频已断开")).to_be_visible()
            expect(guide.locator("video")).to_have_count(0)


def test_a_visitor_reads_their_own_record_and_nobody_after_them(
    browser: Browser, live_server: object, tmp_path: Path, settings: Any, shot: Shot
) -> None:
    stand, base = stands.stand(at=clock.now()), str(live_server)
    cast = stand.place.house.cast
    settings.PROVINCE_NAME = "省统一身份认证"
    balance = "45,120.88"
    with (
        Counterpart(tmp_path / "records.sqlite", "bureau").quietly(settings) as agencies,
        browser.new_context(base_url=base, locale="zh-CN", viewport=PORTRAIT) as kiosk,
    ):
        agencies.ledger.keep([("fund", cast.applicants["张伟"].number, "张伟", SAID)])
        kiosk.add_cookies([{"name": COOKIE, "value": stand.key, "url": base}])
        visitor = kiosk.new_page()
        visitor.goto("/device/")
        expect(visitor.get_by_role("link", name="查医保社保公积金")).to_be_visible()
        sign_in(kiosk, cast.account("张伟"), vouched=True)
        visitor.goto("/my/records/")
        visitor.get_by_role("link", name="住房公积金").click()
        axe_clean(visitor)
        visitor.get_by_role("button", name="同意并查询").click()
        expect(visitor.get_by_role("link", name="同意查询这一次")).to_be_visible()
        visitor.get_by_label("同意查询这一次").check()
        visitor.get_by_role("button", name="同意并查询").click()
        expect(visitor.get_by_text(balance)).to_be_visible()
        axe_clean(visitor)
        shot(visitor, "kiosk-record")
        answered = visitor.url
        visitor.get_by_role("button", name="办完了，清除并返回首页").click()
        expect(visitor.get_by_role("heading", name="请选择要办的事")).to_be_visible()
        after = kiosk.new_page()
        after.goto(answered)
        expect(after.get_by_role("heading", name="登录")).to_be_visible()
        with pytest.raises(Error, match="ERR_CACHE_MISS"):
            visitor.go_back()
        assert agencies.ledger.times() == 1
