"""At the counter in the browser: a paper result from shelf and box into its applicant's hand; a bad word until it is mended."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from playwright.sync_api import Browser, BrowserContext, Page, expect

from oneseal.devices import services as devices
from oneseal.devices.stations import COOKIE
from oneseal.feedback.tests import factories as feedback
from oneseal.foundation import clock
from oneseal.output.cabinet_counterpart import Counterpart
from oneseal.output.models import Cabinet
from oneseal.output.tests import factories as output
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
CLEAR_OF_BAR = "() => document.activeElement.getBoundingClientRect().bottom <= innerHeight - 96"


@pytest.fixture(autouse=True)
def _fresh(transactional_db: None) -> None:
    caches["process"].clear()


def test_from_the_shelf_by_its_code_into_the_applicants_hand(
    browser: Browser, context: BrowserContext, page: Page, shot: Shot, live_server: object
) -> None:
    made = output.house()
    case = output.decided(made)
    sign_in(context, made.cast.account("clerk"))
    page.goto(f"/desk/cases/{case.pk}/deliver/")
    page.get_by_label("柜位", exact=True).fill("a-1-02")
    page.get_by_role("button", name="上柜并通知领取").click()
    expect(page.locator(".os-big-code")).to_have_text("A-1-02")
    axe_clean(page)
    phone = browser.new_context(base_url=str(live_server), locale="zh-CN", viewport=PHONE)
    sign_in(phone, made.cast.account("张伟"))
    hand = phone.pages[0]
    hand.goto(f"/my/cases/{case.pk}/delivery/")
    expect(hand.get_by_text("结果已放在 A-1-02")).to_be_visible()
    code = hand.locator(".os-big-code").inner_text()
    fits(hand)
    axe_clean(hand)
    shot(hand, "pick-up-code")
    page.goto("/desk/shelf/")
    axe_clean(page)
    shot(page, "shelf")
    page.get_by_label("柜位、取件码或办件号").fill(code)
    page.keyboard.press("Enter")
    page.get_by_label("取件码").fill(code)
    page.get_by_label("领取人姓名").fill("张伟")
    page.get_by_label("领取人身份证件号码").fill(made.cast.applicants["张伟"].number)
    page.get_by_label("领取人已在送达回证上签字").check()
    page.get_by_role("button", name="确认送达").click()
    expect(page).to_have_url(re.compile(rf"/desk/cases/{case.pk}/$"))
    output.news()
    page.goto("/desk/shelf/")
    expect(page.locator(".os-box.free", has_text="A-1-02")).to_be_visible()
    hand.goto(f"/my/cases/{case.pk}/")
    expect(hand.get_by_text("办结").first).to_be_visible()
    phone.close()


@pytest.fixture
def controller(tmp_path: Path, settings: Any, live_server: object) -> Iterator[Counterpart]:
    """A cabinets' controller that calls the live server back."""
    settings.PUBLIC_URL = str(live_server)
    with Counterpart(tmp_path / "doors.sqlite", "bureau").quietly(settings) as made:
        made.manner.drop = False
        yield made


def kiosk(browser: Browser, base: str, made: Any, cabinet: Cabinet) -> Page:
    """A machine beside the cabinet, paired; its time stands still where it is told to."""
    keeper = made["administrator"]
    device = devices.register_device(keeper, kind="corner", name="东门自助区", site="东门")
    devices.stand_beside(keeper, device_id=device.pk, cabinet=cabinet.uid)
    _, key = devices.pair(code=devices.issue_code(keeper, device_id=device.pk))
    context = browser.new_context(base_url=base, locale="zh-CN", viewport=PHONE)
    context.add_cookies([{"name": COOKIE, "value": key, "url": base}])
    context.clock.install()
    return context.new_page()


def hands(page: Page, controller: Counterpart, act: str, then: str) -> None:
    """Somebody at the first box of the cabinet puts in or takes out, and shuts the door."""
    page.goto(f"{controller.url}/cabinet/{output.MACHINE}")
    box = page.locator("li", has_text="G-1-01")
    box.get_by_role("button", name=act).click()
    box.get_by_role("button", name="关门").click()
    expect(box).to_contain_text(then)


def put_in(page: Page, doors: Page, controller: Counterpart, number: str) -> None:
    """The clerk has a box opened, puts the result in and shuts the door."""
    page.goto("/desk/cabinets/")
    page.get_by_role("link", name="一楼取件柜").click()
    page.get_by_label("办件号").fill(number)
    page.get_by_role("button", name="开门放入").click()
    expect(page.get_by_text("请放入结果，关好门。")).to_be_visible()
    hands(doors, controller, "放入", "有件")
    expect(page.get_by_text("已放好，申请人会收到取件码。")).to_be_visible()
    axe_clean(page)


def open_box(visitor: Page, code: str, document: str) -> None:
    """The recipient at the kiosk, with code and document."""
    visitor.goto("/device/")
    visitor.get_by_role("link", name="领取证照").click()
    axe_clean(visitor)
    fits(visitor)
    visitor.get_by_role("link", name="不在柜里？").focus()
    visitor.wait_for_function(CLEAR_OF_BAR)
    visitor.get_by_label("取件码").fill(code)
    visitor.get_by_label("证件号码").fill(document)
    visitor.get_by_role("button", name="开柜门").click()
    expect(visitor.get_by_text("柜门已经打开")).to_be_visible()
    axe_clean(visitor)


def test_from_the_clerks_hand_through_a_box_into_the_recipients(
    browser: Browser,
    context: BrowserContext,
    page: Page,
    shot: Shot,
    live_server: object,
    controller: Counterpart,
) -> None:
    made = output.house()
    case = output.decided(made)
    cabinet = output.cabinet(made, controller)
    sign_in(context, made.cast.account("clerk"))
    doors = context.new_page()
    put_in(page, doors, controller, case.number)
    shot(page, "cabinet-desk")
    sign_in(context, made.cast.account("张伟"))
    page.goto(f"/my/cases/{case.pk}/delivery/")
    code = page.locator(".os-big-code").inner_text()
    visitor = kiosk(browser, str(live_server), made, cabinet)
    open_box(visitor, code, made.cast.applicants["张伟"].number)
    shot(visitor, "cabinet-kiosk")
    visitor.clock.pause_at(clock.now() + timedelta(seconds=20))
    hands(doors, controller, "取走", "空")
    visitor.clock.run_for(2_500)
    expect(visitor.get_by_text("已领取")).to_be_visible()
    visitor.clock.fast_forward(16_000)
    expect(visitor.get_by_role("heading", name="请选择要办的事")).to_be_visible()
    visitor.context.close()
    page.goto(f"/my/cases/{case.pk}/")
    expect(page.get_by_text("办结").first).to_be_visible()


def test_a_bad_word_is_called_back_by_another_mended_and_shown(
    context: BrowserContext, page: Page, shot: Shot
) -> None:
    made = feedback.house()
    row = feedback.visit(made, contact="13900001111")
    page.set_viewport_size(PHONE)
    page.goto("/evaluate/")
    page.get_by_label("评价码").fill(row.code.lower())
    page.keyboard.press("Enter")
    page.locator(".os-levels").get_by_text("不满意", exact=True).click()
    page.get_by_label("没有一次说清楚").check()
    fits(page)
    axe_clean(page)
    shot(page, "evaluate")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_role("heading", name="谢谢您的评价")).to_be_visible()
    sign_in(context, made.cast.account("clerk"))
    assert page.goto("/desk/evaluations/").status == 403  # type: ignore[union-attr]
    sign_in(context, made.cast.account("supervisor"))
    page.goto("/desk/evaluations/")
    page.get_by_role("link", name="企业开办").click()
    expect(page.get_by_text("13900001111")).to_be_visible()
    page.get_by_label("回访情况").fill("电话联系，第一次没有说要带原件。")
    page.get_by_label("属实，需要整改").check()
    page.get_by_role("button", name="登记回访").click()
    page.get_by_label("整改措施和结果").fill("一次性告知单已补上原件要求。")
    axe_clean(page)
    page.get_by_role("button", name="登记整改").click()
    page.goto("/satisfaction/")
    expect(page.get_by_text("一次性告知单已补上原件要求。")).to_be_visible()
    fits(page)
    axe_clean(page)
    shot(page, "satisfaction")
