"""The pages of principals, agents, the desk and everybody."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.agents import services
from oneseal.agents.models import AgentCentre, AgentMember, AgentOrder, OrderItem, Visit
from oneseal.agents.tests import factories
from oneseal.agents.tests.factories import AGENT, PRINCIPAL
from oneseal.cases.tests.factories import House, house
from oneseal.foundation import clock
from oneseal.identity.tests.factories import make_counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return house()


def test_an_order_through_all_its_pages(made: House) -> None:
    member = factories.agent(made)
    citizen = made.client(PRINCIPAL)
    assert "还没有申请过代办" in citizen.get("/my/agents/").content.decode()
    sent = {"title": "开一家店", "items": [str(made.item_id)], "applicant": str(made.applicant(PRINCIPAL))}
    refused = citizen.post("/my/agents/new/", {**sent, "items": []})
    assert (refused.status_code, "请选择要代办的事项" in refused.content.decode()) == (422, True)
    assert "开一家店" in refused.content.decode()
    citizen.post("/my/agents/new/", sent)
    order = AgentOrder.objects.get()
    clerk = made.client("clerk")
    assert order.number in clerk.get("/desk/agents/?view=asked").content.decode()
    clerk.post(f"/desk/agents/{order.pk}/assign/", {"member": str(member.pk)})
    page = f"/my/agents/{order.pk}/"
    over = citizen.post(f"{page}authorise/", {"until": "2020-01-01"})
    assert (over.status_code, "不能早于开始日期" in over.content.decode()) == (422, True)
    until = (clock.today() + timedelta(days=9)).isoformat()
    citizen.post(f"{page}authorise/", {"until": until})
    agent = made.client(AGENT)
    assert "交给我代办的" in agent.get("/my/agents/").content.decode()
    assert "代为起草申请" in agent.get(page).content.decode()
    begun = agent.post(f"{page}begin/{made.item_id}/")
    assert begun.headers["Location"] == f"/my/cases/{OrderItem.objects.get().case_id}/"
    task = order.tasks.all()[0]
    assert agent.post(f"{page}tasks/{task.pk}/", {"done": "on", "note": "已有"}).status_code == 302
    assert agent.post(f"{page}finish/", {"outcome": "办好"}).status_code == 422
    factories.all_done(made[AGENT], order)
    agent.post(f"{page}finish/", {"outcome": "办好"})
    citizen.post(f"{page}evaluate/", {"level": "4", "comment": "好"})
    assert "4 分" in clerk.get(f"/desk/agents/{order.pk}/").content.decode()
    assert made.client("李娜").get(page).status_code == 404


def test_handing_back_leads_to_the_list(made: House) -> None:
    order = factories.working(made)
    agent = made.client(AGENT)
    back = agent.post(f"/my/agents/{order.pk}/hand_back/", {"reason": "出差"})
    assert back.headers["Location"] == "/my/agents/"
    assert made.client(PRINCIPAL).get(f"/my/agents/{order.pk}/").status_code == 200


def test_registered_at_the_window(made: House) -> None:
    clerk = made.client("clerk")
    sent = {"title": "电话申请", "items": [str(made.item_id)], "number": "110101199003077774"}
    assert "没有这个证件号码的申请人" in clerk.post("/desk/agents/new/", sent).content.decode()
    clerk.post("/desk/agents/new/", {**sent, "number": made.cast.applicants[PRINCIPAL].number})
    assert AgentOrder.objects.get().title == "电话申请"
    assert "电话申请" in clerk.get("/desk/agents/?q=电话").content.decode()
    assert "没有符合条件的代办" in clerk.get("/desk/agents/?q=别的").content.decode()
    assert made.client("reviewer").get("/desk/agents/new/").status_code == 403


def test_centres_are_kept_and_shown(made: House) -> None:
    keeper = made.client("coordinator")
    assert "还没有公布代办机构" in Client().get("/agents/").content.decode()
    keeper.post("/desk/agents/centres/", {"kind": "town", "name": "城东镇代办服务中心"})
    centre = AgentCentre.objects.get()
    page = f"/desk/agents/centres/{centre.pk}/"
    missing = keeper.post(f"{page}join/", {"number": "110101199003077774"})
    assert "请代办员先注册" in missing.content.decode()
    keeper.post(f"{page}join/", {"number": made.cast.applicants[AGENT].number, "leader": "on"})
    keeper.post(f"{page}power/", {"item": str(made.item_id), "power": "accept"})
    member = AgentMember.objects.get()
    day = clock.today().isoformat()
    training = {"title": "代办业务", "held_on": day, "hours": "4", "passed": [str(member.pk)]}
    keeper.post(f"{page}train/", training)
    shown = keeper.get(page).content.decode()
    assert "代办业务" in shown
    assert AGENT in Client().get(f"/agents/{centre.pk}/").content.decode()
    keeper.post(f"{page}edit/", {"kind": "town", "name": "城东镇为民服务中心"})
    keeper.post(f"{page}drop/", {"item": str(made.item_id)})
    keeper.post(f"{page}leave/", {"member": str(member.pk), "last_on": day})
    assert "城东镇为民服务中心" in keeper.get("/desk/agents/centres/").content.decode()
    assert made.client("clerk").post(f"{page}drop/", {"item": "1"}).status_code == 403


def test_visits_on_the_desk(made: House) -> None:
    clerk = made.client("clerk")
    refused = clerk.post("/desk/agents/visits/", {"who": "顺达", "demand": "讲解"})
    assert (refused.status_code, "讲解" in refused.content.decode()) == (422, True)
    town = make_counter(made.cast, "白鹭镇为民服务中心")
    services.set_liaison(made["coordinator"], town_id=town.pk, staff_id=made.staff("reviewer"))
    wanted = {"who": "顺达", "place": "园区", "demand": "讲解", "town_id": str(town.pk)}
    clerk.post("/desk/agents/visits/", wanted)
    visit = Visit.objects.get()
    assert (visit.town_id, visit.staff_id) == (town.pk, made.staff("reviewer"))
    listed = clerk.get(f"/desk/agents/visits/?town={town.pk}").content.decode()
    assert ("顺达" in listed, "白鹭镇为民服务中心" in listed) == (True, True)
    assert "顺达" not in clerk.get(f"/desk/agents/visits/?town={town.pk + 1}").content.decode()
    assert "顺达" not in clerk.get("/desk/agents/visits/?mine=1").content.decode()
    assert "顺达" in made.client("reviewer").get("/desk/agents/visits/?mine=1").content.decode()
    page = f"/desk/agents/visits/{visit.pk}/"
    soon = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    clerk.post(f"{page}plan/", {"planned_for": soon, "visitors": "周敏"})
    assert clerk.post(f"{page}make/", {"finding": ""}).status_code == 422
    clerk.post(f"{page}make/", {"finding": "已讲解"})
    assert "已办结" in clerk.get(page).content.decode()
    assert "没有待办的上门服务" in clerk.get("/desk/agents/visits/").content.decode()
    assert "顺达" in clerk.get("/desk/agents/visits/?view=all").content.decode()
