"""A visitor finds an item with the keyboard alone, in both languages and both themes, on desk and phone."""

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.catalog.tests import factories as items
from oneseal.identity.tests import factories as people
from tests.journeys.conftest import PHONE, SMALL_PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC_PAGES = ["/", "/search/", "/themes/", "/about/", "/consult/", "/accessibility/", "/nowhere/"]


@pytest.fixture(autouse=True)
def cast(transactional_db: None) -> people.Cast:
    """A bureau with its people and two published items."""
    caches["process"].clear()
    made = people.cast()
    items.simple_item(code="cancel", bureau_id=made.bureau.pk)
    items.commitment_item(code="food", bureau_id=made.bureau.pk)
    return made


def test_a_visitor_finds_an_item_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("spjy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("找到 1 项")
    page.get_by_label("搜索事项").fill("注销")
    expect(page.locator("#found")).to_contain_text("个体工商户注销登记")
    assert "q=%E6%B3%A8%E9%94%80" in page.url
    expect(page.locator("#found")).not_to_contain_text("食品经营许可")


def test_language_and_theme_are_kept(page: Page) -> None:
    page.goto("/search/?q=食品")
    page.get_by_role("button", name="English").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "q=" in page.url
    page.locator("[data-theme-toggle]").press("Enter")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/about/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator("[data-theme-toggle]")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_are_accessible(page: Page, shot: Shot, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in PUBLIC_PAGES:
        page.goto(path)
        axe_clean(page)
        shot(page, f"public-{scheme}-{path.strip('/') or 'home'}")


def test_public_pages_fit_small_phones(page: Page, shot: Shot) -> None:
    for path in PUBLIC_PAGES:
        for size in (PHONE, SMALL_PHONE):
            page.set_viewport_size(size)
            page.goto(path)
            fits(page)
        shot(page, f"phone-{path.strip('/') or 'home'}")


def test_every_component_is_accessible_in_light_and_dark(
    context: BrowserContext, page: Page, shot: Shot, cast: people.Cast
) -> None:
    sign_in(context, cast.account("administrator"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto("/styleguide/")
        expect(page.locator("[data-chart] svg").first).to_be_visible()
        axe_clean(page)
        shot(page, f"styleguide-{scheme}")
    page.set_viewport_size(SMALL_PHONE)
    page.reload()
    fits(page)


def test_lists_by_keyboard(context: BrowserContext, page: Page, cast: people.Cast) -> None:
    sign_in(context, cast.account("clerk"))
    page.goto("/styleguide/")
    page.locator("body").press("j")
    page.keyboard.press("j")
    here = page.locator("[data-list] tr.os-here")
    expect(here).to_contain_text("YL-2026-002")
    page.keyboard.press("x")
    expect(here).to_have_attribute("aria-selected", "true")
    page.keyboard.press("k")
    expect(here).to_contain_text("YL-2026-001")
    page.keyboard.press("/")
    expect(page.get_by_label("查办件、事项、人员")).to_be_focused()


def test_the_skip_link_reaches_the_text_and_without_scripts_pages_still_search(
    page: Page, context: BrowserContext
) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    browser = context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, base_url=page.url, locale="zh-CN")
    bare = plain.new_page()
    bare.goto("/")
    bare.get_by_label("搜索事项").fill("食品")
    bare.get_by_role("button", name="搜索").click()
    expect(bare.locator("#found")).to_contain_text("食品经营许可")
    plain.close()
