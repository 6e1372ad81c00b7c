"""An agent for somebody who has no time: asked for on the phone, assigned, authorised, worked, handed back, judged."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.agents.models import AgentOrder
from oneseal.agents.tests import factories
from oneseal.agents.tests.factories import AGENT, PRINCIPAL
from oneseal.cases.tests.factories import House, house
from oneseal.foundation import clock
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> House:
    """The bureau with its licence."""
    caches["process"].clear()
    return house()


@dataclass
class Screen:
    """One screen that people take in turns, each with their own sign-in."""

    context: BrowserContext
    page: Page
    made: House
    known: dict[str, Any] = field(default_factory=dict)

    def take(self, who: str, address: str) -> None:
        """Somebody else sits down and opens an address."""
        self.context.clear_cookies()
        if who in self.known:
            self.context.add_cookies(self.known[who])
        else:
            sign_in(self.context, self.made.cast.account(who))
            self.known[who] = self.context.cookies()
        self.page.goto(address)


def ask(screen: Screen) -> AgentOrder:
    """Somebody asks on the phone."""
    page = screen.page
    screen.take(PRINCIPAL, "/my/agents/new/")
    page.get_by_label("要办什么事").fill("开一家店，从执照到许可")
    axe_clean(page)
    fits(page)
    page.locator("[name=items]").first.check()
    page.get_by_role("button", name="申请代办").click()
    expect(page.get_by_text("待指派")).to_be_visible()
    return AgentOrder.objects.get()


def assign(screen: Screen, order: AgentOrder) -> None:
    """The window names the agent."""
    screen.take("clerk", f"/desk/agents/{order.pk}/")
    screen.page.get_by_role("button", name="指派代办员").click()
    expect(screen.page.get_by_text("待授权")).to_be_visible()


def authorise(screen: Screen, order: AgentOrder) -> None:
    """The principal authorises for a fortnight."""
    screen.take(PRINCIPAL, f"/my/agents/{order.pk}/")
    until = (clock.today() + timedelta(days=14)).isoformat()
    screen.page.get_by_label("授权到哪一天").fill(until)
    screen.page.get_by_role("button", name="授权代办员").click()
    expect(screen.page.get_by_role("link", name="授权委托书")).to_be_visible()


def test_an_agent_from_the_wish_to_the_judgement(
    context: BrowserContext, page: Page, made: House, shot: Shot
) -> None:
    factories.agent(made)
    page.set_viewport_size(PHONE)
    screen = Screen(context, page, made)
    order = ask(screen)
    own = f"/my/agents/{order.pk}/"
    assign(screen, order)
    authorise(screen, order)
    axe_clean(page)
    screen.take(AGENT, own)
    page.get_by_text("退回，换人代办").first.click()
    page.get_by_label("原因").fill("下周出差")
    page.get_by_role("button", name="退回，换人代办").click()
    expect(page.get_by_text("现在没有要您代办的")).to_be_visible()
    assign(screen, order)
    authorise(screen, order)
    screen.take(AGENT, own)
    page.get_by_role("button", name="做完了").first.click()
    expect(page.get_by_text("1 / ")).to_be_visible()
    axe_clean(page)
    shot(page, "agent-tasks")
    factories.all_done(made[AGENT], order)
    page.reload()
    page.get_by_text("办结", exact=True).first.click()
    page.get_by_label("办成了什么、交给委托人什么").fill("执照和许可证都当面交给委托人")
    page.get_by_role("button", name="办结").click()
    screen.take(PRINCIPAL, own)
    page.get_by_label("5 非常满意").check()
    page.get_by_role("button", name="评价代办员").click()
    expect(page.get_by_text("5 分").first).to_be_visible()
    order.refresh_from_db()
    assert (order.state, order.handed_back, order.level) == ("evaluated", 1, 5)
