"""An agent for a theme as a whole: one application, within the authorisation and no longer than it (7.1)."""

from datetime import timedelta

import pytest

from oneseal.agents import services
from oneseal.agents.services import Wish
from oneseal.agents.tests import factories as agents
from oneseal.agents.tests.factories import AGENT, PRINCIPAL
from oneseal.bundles import selectors as reads
from oneseal.bundles import services as bundles
from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.catalog.tests import factories as catalog
from oneseal.foundation import clock
from oneseal.identity import services as people
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    """A bureau with a theme of three items."""
    house = factories.house()
    factories.published(house)
    return house


def test_the_page_of_a_theme_leads_to_an_agent(made: House) -> None:
    link = "/my/agents/new/?theme=restaurant"
    assert f'href="{link}"' in made.client(PRINCIPAL).get("/themes/restaurant/").text
    assert f'href="{link}"' not in made.client("clerk").get("/themes/restaurant/").text
    assert '<option value="restaurant" selected>' in made.client(PRINCIPAL).get(link).text


def test_an_agent_for_a_theme(made: House) -> None:
    member = agents.agent(made)
    citizen, agent = made.client(PRINCIPAL), made.client(AGENT)
    assert "我要开餐饮店" in citizen.get("/my/agents/new/").text
    sent = {"title": "开店", "theme": "restaurant", "applicant": str(made.applicant(PRINCIPAL))}
    page = citizen.post("/my/agents/new/", sent).headers["Location"]
    order_id = int(page.strip("/").split("/")[-1])
    shown = citizen.get(page).text
    assert shown.count("准备“场所证明”") == 1
    services.assign_order(made["clerk"], order_id=order_id, member_id=member.pk)
    until = clock.today() + timedelta(days=3)
    order = services.authorise_order(made[PRINCIPAL], order_id=order_id, until=until)
    assert order.authorisation is not None
    assert sorted(order.authorisation.item_codes) == ["food", "register", "sign"]
    item = order.items.all()[0].item_id
    with pytest.raises(RuleViolation, match="一张表一起办"):
        services.begin_case(made[AGENT], order_id=order_id, item_id=item)
    assert "代为起草联合申请" in agent.get(page).text
    begun = agent.post(f"{page}joint/").headers["Location"]
    joint = reads.visible_joints(made[AGENT]).get()
    assert begun == f"/joint/{joint.pk}/"
    assert agent.post(f"{page}joint/").headers["Location"] == begun
    assert f'href="{begun}"' in citizen.get(page).text
    bundles.save_joint(made[AGENT], joint_id=joint.pk, data=factories.DATA)
    with clock.at(clock.now() + timedelta(days=4)):
        with pytest.raises(NotFound):
            bundles.save_joint(made[AGENT], joint_id=joint.pk, data={})
        people.give_authorisation(
            made[PRINCIPAL],
            made.applicant(PRINCIPAL),
            agent_name=AGENT,
            agent_number=made.cast.applicants[AGENT].number,
            from_on=clock.today(),
            to_on=clock.today() + timedelta(days=5),
            item_codes=["food"],
        )
        with pytest.raises(Forbidden):
            bundles.save_joint(made[AGENT], joint_id=joint.pk, data={})
        bundles.save_joint(made[PRINCIPAL], joint_id=joint.pk, data=factories.DATA)


def test_a_theme_that_is_gone(made: House) -> None:
    theme = reads.theme_by_code("restaurant")
    bundles.take_offline(catalog.publisher(made.bureau_id), theme_id=theme.pk, reason="重新编排")
    with pytest.raises(NotFound) as refused:
        services.ask_agent(
            made[PRINCIPAL],
            bureau_id=made.bureau_id,
            applicant_id=made.applicant(PRINCIPAL),
            item_ids=[],
            wish=Wish("开店", theme="restaurant"),
        )
    assert refused.value.field == "theme"
