"""Browser tests: the pages in Chromium against a live server, with accessibility checks.

Chromium is the one in PATH, else the one that playwright installed. Pictures go to var/test/shots.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from oneseal.foundation import translation
from oneseal.identity.sessions import SessionStore

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
]
PHONE = ViewportSize(width=390, height=844)
SMALL_PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1366, height=768)

Shot = Callable[[Page, str], Path]


def pytest_configure() -> None:
    """Playwright keeps an event loop in the test's thread, in which Django would refuse the ORM."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys. What is awaited may take a while where several share a slow machine."""
    translation.compile_all()
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("chromium-browser")
        started = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser, live_server: object) -> Iterator[BrowserContext]:
    """A fresh reader: Chinese, light, at a clerk's screen. Fails the test on an error in a page's script."""
    made = browser.new_context(
        base_url=str(live_server), locale="zh-CN", color_scheme="light", viewport=DESKTOP
    )
    errors: list[str] = []
    made.on("weberror", lambda error: errors.append(str(error.error)))
    made.on(
        "console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield made
    made.close()
    assert errors == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The reader's first tab."""
    return context.new_page()


@pytest.fixture
def shot() -> Shot:
    """Take a picture of the whole page under a name."""

    def take(page: Page, name: str) -> Path:
        path = settings.VAR / "shots" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)
        return Path(path)

    return take


def sign_in(context: BrowserContext, account: object, *, vouched: bool = False) -> None:
    """Give the browser a session of an account, as if its owner had signed in; `vouched`: at the provincial service."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)  # type: ignore[attr-defined]
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()  # type: ignore[attr-defined]
    if vouched:
        session["account_authentication_methods"] = [{"method": "socialaccount"}]
        session["account_authentication_methods_user"] = session[SESSION_KEY]
    session.create()
    pages = context.pages or [context.new_page()]
    pages[0].goto("/robots.txt")
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": pages[0].url}]
    )


def axe_clean(page: Page) -> None:
    """Fail on anything that axe calls serious or critical, naming rule and place."""
    found = Axe().run(page).response["violations"]
    serious = [
        f"{one['id']}: {node['target']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]
    assert serious == []


def fits(page: Page) -> None:
    """Fail when the page is wider than its window."""
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
