"""A visit in the browser: a number on the phone, called by keyboard, seen on the board, served."""

import socket
import threading
import time as timing
from collections.abc import Iterator
from datetime import time

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect

from oneseal.foundation import clock
from oneseal.queueing import services
from oneseal.queueing.boards import Boards
from oneseal.queueing.models import Ticket
from oneseal.queueing.tests import factories
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def boards(settings: object) -> Iterator[int]:
    """The boards' process, in a thread of its own."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    settings.BOARDS_PORT = port  # type: ignore[attr-defined]
    server = uvicorn.Server(
        uvicorn.Config(Boards(), port=port, log_level="warning", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        timing.sleep(0.05)
    yield port
    server.should_exit = True
    thread.join(10)


def _open_all_day() -> factories.Place:
    """The hall, whatever the hour at which the tests run."""
    made = factories.place()
    hours = (time(0), time(23, 59, 59))
    services.set_day(made["coordinator"], hall_id=made.hall.pk, day=clock.today(), reason="测试", hours=hours)
    return made


def test_a_number_on_the_phone_is_called_on_the_board_and_served(
    browser: Browser, context: BrowserContext, page: Page, shot: Shot, boards: int, live_server: object
) -> None:
    made = _open_all_day()
    window = services.open_window(made["clerk"], made.windows["01"].pk)
    board = browser.new_page(base_url=str(live_server), locale="zh-CN")
    board.goto(f"/boards/{made.hall.pk}/?silent=1")
    expect(board.locator("[data-board][data-live]")).to_be_attached()
    axe_clean(board)
    phone = browser.new_context(base_url=str(live_server), locale="zh-CN", viewport=PHONE)
    sign_in(phone, made.house.cast.account("张伟"))
    hand = phone.pages[0]
    hand.goto(f"/halls/{made.hall.pk}/")
    hand.get_by_role("button", name="取号：综合受理").click()
    hand.get_by_label("签到码").fill(board.locator(".os-screen-code b").inner_text())
    axe_clean(hand)
    fits(hand)
    hand.get_by_role("button", name="我到了，签到").click()
    expect(hand.get_by_text("下一位就是您")).to_be_visible()
    sign_in(context, made.house.cast.account("clerk"))
    page.goto("/desk/workbench/")
    axe_clean(page)
    page.keyboard.press("n")
    expect(page.get_by_text("来了，开始办")).to_be_visible()
    expect(board.locator(f"[data-window='{window.pk}'] b")).to_have_text("A001")
    shot(board, "board")
    hand.reload()
    expect(hand.get_by_text("请到 01 号窗口")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator("[data-hotkey=i]")).to_be_visible()
    shot(page, "workbench")
    page.keyboard.press("f")
    expect(page.get_by_text("现在没有人等").first).to_be_visible()
    expect(board.locator(f"[data-window='{window.pk}']")).to_have_count(0)
    assert Ticket.objects.get().state == "done"
    board.close()
    phone.close()
