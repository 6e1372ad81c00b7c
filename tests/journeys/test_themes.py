"""One thing in the browser: handed in on the phone, decided, collected in one place; composed with a circle refused."""

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.bundles import services
from oneseal.bundles.models import Joint, Theme
from oneseal.bundles.rules.content import ThemeContent
from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.catalog.tests.factories import author
from oneseal.identity.tests import factories as identity
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> House:
    """The bureau with three items, a partner, and the theme of a restaurant."""
    caches["process"].clear()
    made = factories.house()
    factories.published(made)
    return made


def good(page: Page) -> None:
    axe_clean(page)
    fits(page)


def test_a_restaurant_on_the_phone_until_everything_is_collected(
    context: BrowserContext, page: Page, made: House, shot: Shot
) -> None:
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("张伟"))
    page.goto("/themes/restaurant/")
    page.get_by_role("link", name="一起申请").first.click()
    page.get_by_label("是", exact=True).check()
    expect(page.locator("#needs")).to_contain_text("户外招牌设置审批")
    page.get_by_role("button", name="开始填写").click()
    page.get_by_label("公司名称").fill("云岭好味餐饮有限公司")
    expect(page.locator("[data-autosave-state]")).to_contain_text("已自动保存")
    page.reload()
    expect(page.get_by_label("公司名称")).to_have_value("云岭好味餐饮有限公司")
    page.get_by_label("联系电话").fill("13800000000")
    good(page)
    page.get_by_role("button", name="下一步").click()
    joint = Joint.objects.get()
    for code in factories.PAPERS:
        services.add_paper(made["张伟"], joint_id=joint.pk, code=code, paper_copies=1)
    page.reload()
    page.get_by_role("link", name="下一步：核对").click()
    page.get_by_label("我声明").check()
    page.get_by_role("button", name="一起提交").click()
    expect(page.get_by_role("link", name="收件单")).to_be_visible()
    good(page)
    for code in ("register", "sign"):
        factories.decide(made, joint, code)
    services.give_yields(made["clerk"], joint_id=joint.pk, data=factories.USCC)
    factories.decide(made, joint, "food")
    order = joint.orders.get()
    services.take_order(made["engraver"], order_id=order.pk)
    services.finish_order(made["engraver"], order_id=order.pk, reference="印备2026-001")
    page.goto("/my/joint/")
    page.get_by_role("link", name="我要开餐饮店").click()
    expect(page.locator("#collect").get_by_role("link", name="准予行政许可决定书")).to_have_count(3)
    expect(page.get_by_text("印备2026-001")).to_be_visible()
    expect(page.get_by_text("已办结").first).to_be_visible()
    good(page)
    shot(page, "themes-collected-phone")


def test_a_circle_is_shown_named_and_refused(
    context: BrowserContext, page: Page, made: House, shot: Shot
) -> None:
    draft = services.draft_theme(
        author(made.bureau_id),
        code="shop",
        kind=Theme.Kind.THEME,
        content=ThemeContent(title="我要开店"),
    )
    post = made.cast.posts["item_keeper"]
    staff = identity.make_staff(made.cast.bureau, post, "乙", number="K乙")
    sign_in(context, identity.make_account("keeper-two", staff=staff))
    page.goto(f"/desk/themes/{draft.theme_id}/")
    for name in ("公司设立登记", "食品经营许可"):
        page.get_by_label("加一个事项").select_option(label=name)
        page.get_by_role("button", name="加上").click()
        expect(page.locator(".os-composer-head").get_by_text(name, exact=True)).to_be_visible()
    expect(page.locator("#result")).to_contain_text("全流程承诺 6 个工作日")
    page.get_by_role("button", name="加一个问题").click()
    expect(page.locator("#id_question-q0-text")).to_be_focused()
    page.keyboard.type("卖酒吗？")
    page.locator("#row-item-register summary").click()
    page.locator("#row-item-register").get_by_label("食品经营许可").check()
    expect(page.locator("#result")).to_contain_text("互为前提，永远办不完：公司设立登记 → 食品经营许可")
    expect(page.locator("#result svg").first).to_be_visible()
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存。").first).to_be_visible()
    expect(page.locator("#id_question-q0-text")).to_have_value("卖酒吗？")
    good(page)
    shot(page, "themes-circle")
    page.get_by_role("button", name="发布").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    assert Theme.objects.get(code="shop").current is None
