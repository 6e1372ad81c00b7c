"""Surveys in the browser: a trip recorded without network, and a call of three pages with fake cameras."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from oneseal.foundation import clock
from oneseal.surveys import services
from oneseal.surveys.models import Evidence, Signature, Visit
from oneseal.surveys.tests import factories
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = FilePayload(name="site.jpg", mimeType="image/jpeg", buffer=factories.picture())


def as_who(context: BrowserContext, made: Any, who: str) -> None:
    """Somebody else takes the phone."""
    context.clear_cookies()
    sign_in(context, made.cast.account(who))


def fill(page: Page) -> None:
    """A complete record on the phone."""
    page.get_by_label("面积不少于40平方米").fill("55")
    page.get_by_role("group", name="安全出口畅通").get_by_label("符合", exact=True).check()
    page.get_by_role("group", name="市场准入科").get_by_label("到场").check()
    page.get_by_label("申请人（在场人员）姓名").fill("张伟")


def test_a_trip_without_network(context: BrowserContext, page: Page, shot: Shot) -> None:
    made = factories.house()
    factories.asked(made, must_present="拖拉机和行驶证")
    visit = factories.announced(made)
    as_who(context, made, "reviewer")
    page.set_viewport_size(PHONE)
    page.goto("/desk/surveys/phone/")
    expect(page.get_by_text("没有网络也能打开这一页")).to_be_visible()
    expect(page.get_by_text("云岭市解放路12号")).to_be_visible()
    axe_clean(page)
    context.set_offline(True)
    page.reload()
    expect(page.get_by_text("没有网络，照常记录")).to_be_visible()
    page.get_by_role("button", name="张伟").click()
    fits(page)
    page.locator("[data-camera]").set_input_files(PICTURE)
    expect(page.get_by_text("已拍 1 张")).to_be_visible()
    fill(page)
    shot(page, "survey-phone")
    page.reload()
    page.get_by_role("button", name="张伟").click()
    expect(page.get_by_label("面积不少于40平方米")).to_have_value("55")
    page.get_by_role("button", name="完成并签名").click()
    expect(page.get_by_text("2 项等待上传")).to_be_visible()
    assert not Signature.objects.exists()
    context.set_offline(False)
    expect(page.get_by_text("全部已上传")).to_be_visible()
    assert (Signature.objects.count(), Evidence.objects.filter(late=False).count()) == (1, 1)
    second = "investment_reviewer"
    as_who(context, made, second)
    page.goto("/desk/surveys/phone/")
    page.get_by_role("button", name="张伟").click()
    with page.expect_response("**/desk/surveys/phone/sync/", timeout=15000):
        page.get_by_role("button", name="签名", exact=True).click()
    expect(page.get_by_text("全部已上传")).to_be_visible()
    page.goto(f"/desk/surveys/visits/{visit.pk}/")
    expect(page.get_by_role("link", name="打印踏勘记录")).to_be_visible()


def come_in(browser: Browser, base: str, made: Any, who: str, visit: Visit) -> Page:
    """A browser of one's own, in the call."""
    context = browser.new_context(base_url=base, locale="zh-CN")
    sign_in(context, made.cast.account(who))
    page = context.pages[0]
    page.goto(f"/surveys/calls/{visit.uid}/")
    page.get_by_role("button", name="打开摄像头，进入").click()
    expect(page.locator("video")).not_to_have_count(0)
    return page


def draw(page: Page) -> None:
    """A signature in the field."""
    box = page.locator("[data-pad] canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 70)
    page.mouse.up()


def test_a_survey_by_video(browser: Browser, live_server: object, shot: Shot) -> None:
    made = factories.house()
    row = factories.asked(made, mode="remote", lon=None, lat=None, opens=0, closes=1440)
    people = [made.staff("reviewer"), made.staff("section_head")]
    head = made["section_head"]
    visit = services.set_remote(head, request_id=row.pk, day=clock.today(), arrives=600, people=people)
    pages = [
        come_in(browser, str(live_server), made, who, visit) for who in ("reviewer", "section_head", "张伟")
    ]
    officer, second, applicant = pages
    for each in pages:
        expect(each.locator("#survey-call")).to_have_attribute("data-there", "2", timeout=30000)
        expect(each.locator("video")).to_have_count(3)
    record = officer.get_by_role("button", name="录像（再按停止）")
    record.click()
    officer.get_by_role("button", name="截图").click()
    expect(officer.locator("#survey-call")).to_have_attribute("data-keptsnapshot", "1")
    applicant.locator("[data-pad]").scroll_into_view_if_needed()
    draw(applicant)
    applicant.get_by_role("button", name="签名", exact=True).click()
    expect(applicant.get_by_text("签名已留存")).to_be_visible()
    officer.wait_for_timeout(5000)
    shot(officer, "survey-call")
    officer.context.set_offline(True)
    record.click()
    expect(officer.get_by_text("1 件留在本机，连上后自动上传")).to_be_visible()
    officer.context.set_offline(False)
    expect(officer.locator("#survey-call")).to_have_attribute("data-keptrecording", "1", timeout=30000)
    kinds = dict(Evidence.objects.values_list("kind", "sha256"))
    assert set(kinds) == {"recording", "snapshot", "signature"}
    recorded = factories.recorded(made, visit)
    second.goto(f"/desk/surveys/visits/{visit.pk}/")
    second.get_by_role("button", name="签名", exact=True).click()
    expect(second.get_by_role("link", name="打印踏勘记录")).to_be_visible()
    assert kinds["recording"] in second.content()
    recorded.refresh_from_db()
    assert recorded.state == "done"
