"""The bureau's inner separation in the browser: papers change hands."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.cases.tests import factories
from oneseal.foundation import clock
from oneseal.hall import services as hall
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


def test_one_person_takes_in_and_decides_and_another_checks(
    context: BrowserContext, page: Page, shot: Shot
) -> None:
    made = factories.instant_house(solo=True)
    case, today = factories.submitted(made), clock.today()
    as_who(context, made, "bureau_head")
    page.goto("/desk/solo/appoint/")
    page.get_by_label("任命谁").select_option(value=str(made.staff("reviewer")))
    page.get_by_label("独任审批员资格证书编号").fill("独审001")
    page.get_by_label("任期从").fill(today.isoformat())
    page.get_by_label("任期到").fill((today + timedelta(days=365)).isoformat())
    axe_clean(page)
    page.get_by_role("button", name="任命").click()
    expect(page.get_by_text("已任命，任命书已生成。")).to_be_visible()
    as_who(context, made, "reviewer")
    page.goto(f"/desk/cases/{case.pk}/answer/")
    page.get_by_role("link", name="独任受理").click()
    page.get_by_role("button", name="受理").click()
    expect(page.get_by_text("已受理，请当场作出决定。")).to_be_visible()
    page.get_by_label("准予", exact=True).check()
    page.get_by_label("已结清税款").check()
    shot(page, "solo-decide")
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_text("待送达").first).to_be_visible()
    hall.draw_sample(made.bureau_id, month=today.replace(day=1), seed="a1")
    as_who(context, made, "supervisor")
    page.set_viewport_size(PHONE)
    page.goto("/desk/solo/")
    fits(page)
    page.get_by_role("link", name=case.item_name).click()
    page.get_by_label("没有问题").check()
    page.get_by_label("查了什么").fill("材料与系统记录相符，用时在规定之内。")
    shot(page, "solo-audit")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("抽查结果已登记。")).to_be_visible()
