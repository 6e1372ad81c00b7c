"""The administrator keeps the house in order; one keeper drafts an item and another publishes it."""

import re
from pathlib import Path

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.catalog.tests import factories as items
from oneseal.identity.tests import factories as people
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

ADMINISTRATION = [
    "/desk/",
    "/desk/people/",
    "/desk/people/new/",
    "/desk/people/certificates/",
    "/desk/posts/",
    "/desk/posts/new/",
    "/desk/organisations/",
    "/desk/organisations/new/",
    "/desk/regions/",
    "/desk/clients/",
    "/desk/clients/new/",
    "/desk/calendar/",
    "/desk/calendar/load/",
    "/desk/system/",
    "/desk/system/jobs/",
    "/desk/system/journal/",
    "/desk/letterhead/",
    "/messages/",
]
CATALOGUE = ["/desk/catalog/", "/desk/catalog/import/", "/desk/catalog/ledger/", "/desk/catalog/disclosures/"]


@pytest.fixture(autouse=True)
def cast(transactional_db: None) -> people.Cast:
    """A bureau with its people and a published item."""
    caches["process"].clear()
    made = people.cast()
    items.commitment_item(code="food", bureau_id=made.bureau.pk)
    return made


def look(page: Page, path: str) -> None:
    """Open a page and have axe look at it in light and dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(path)
        axe_clean(page)


def test_administrators_pages_are_accessible(
    context: BrowserContext, page: Page, cast: people.Cast, shot: Shot
) -> None:
    sign_in(context, cast.account("administrator"))
    for path in ADMINISTRATION:
        look(page, path)
        page.set_viewport_size(PHONE)
        fits(page)
        page.set_viewport_size({"width": 1366, "height": 768})
        shot(page, f"administration-{path.strip('/').replace('/', '-')}")


def test_keepers_pages_are_accessible(
    context: BrowserContext, page: Page, cast: people.Cast, shot: Shot
) -> None:
    sign_in(context, cast.account("item_keeper"))
    for path in CATALOGUE:
        look(page, path)
        page.set_viewport_size(PHONE)
        fits(page)
        page.set_viewport_size({"width": 1366, "height": 768})
        shot(page, f"catalogue-{path.strip('/').replace('/', '-')}")


def test_the_administrator_gives_a_system_its_token_and_reads_of_it_in_the_journal(
    context: BrowserContext, page: Page, cast: people.Cast
) -> None:
    sign_in(context, cast.account("administrator"))
    page.goto("/desk/clients/new/")
    page.get_by_label("系统名称").fill("市一体化平台")
    page.get_by_role("main").get_by_role("checkbox").first.check()
    page.locator("main form button:not([type=button])").first.click()
    expect(page.get_by_role("main")).to_contain_text("令牌（只显示这一次")
    axe_clean(page)
    page.goto("/desk/system/journal/")
    expect(page.get_by_role("main")).to_contain_text("给接入系统“市一体化平台”发了令牌")
    expect(page.get_by_role("main")).not_to_contain_text("%(")


def test_one_keeper_imports_and_submits_and_another_publishes(
    context: BrowserContext, page: Page, cast: people.Cast, tmp_path: Path
) -> None:
    sign_in(context, cast.account("item_keeper"))
    file = tmp_path / "items.csv"
    file.write_text("事项名称,事项类型\n公共场所卫生许可,行政许可\n", encoding="utf-8")
    page.goto("/desk/catalog/")
    page.get_by_role("link", name="导入事项").first.click()
    page.get_by_label("文件").set_input_files(file)
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("heading", name=re.compile("预览：items.csv"))).to_be_visible()
    axe_clean(page)
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("main")).to_contain_text("导入完成：新增1项")
    page.get_by_role("link", name=re.compile("食品经营许可")).first.click()
    axe_clean(page)
    page.get_by_role("button", name="起草新版本").click()
    axe_clean(page)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("main")).to_contain_text("已保存草稿")
    page.get_by_role("link", name="回到事项").click()
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_role("main")).to_contain_text("由另一位事项管理员审核发布")
    address = page.url
    second = people.make_staff(cast.bureau, cast.posts["item_keeper"], "苏青", number="Y900")
    sign_in(context, people.make_account("second.keeper", staff=second))
    page.goto(address)
    axe_clean(page)
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("已发布。")
