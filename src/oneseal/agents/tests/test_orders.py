"""Asking, naming, authorising, working, running out, handing back, judging."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.test import Client

from oneseal.agents import jobs, selectors, services
from oneseal.agents.models import AgentOrder
from oneseal.agents.services import Wish
from oneseal.agents.tests import factories
from oneseal.agents.tests.factories import AGENT, PRINCIPAL
from oneseal.cases import services as cases
from oneseal.cases.tests.factories import FORM, House, house
from oneseal.catalog.tests import factories as catalog
from oneseal.documents.selectors import documents_about
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import services as people
from oneseal.identity.services import create_client
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices.tests.factories import messages_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return house()


def test_from_the_wish_to_the_judgement(made: House) -> None:
    order = factories.working(made)
    assert order.state == "working"
    assert order.authorisation is not None
    assert order.authorisation.item_codes == ["commitment"]
    agent = made[AGENT]
    case = services.begin_case(agent, order_id=order.pk, item_id=made.item_id)
    assert (case.applicant_id, case.agent_id) == (made.applicant(PRINCIPAL), made.applicant(AGENT))
    assert services.begin_case(agent, order_id=order.pk, item_id=made.item_id).pk == case.pk
    cases.save_draft(agent, case_id=case.pk, data=FORM)
    with pytest.raises(RuleViolation) as caught:
        services.finish_order(agent, order_id=order.pk, outcome="执照已交给委托人")
    assert caught.value.code == "tasks_open"
    factories.all_done(agent, order)
    services.finish_order(agent, order_id=order.pk, outcome="执照已交给委托人")
    order.authorisation.refresh_from_db()
    assert order.authorisation.revoked_at is not None
    with pytest.raises(Forbidden):
        services.evaluate_order(agent, order_id=order.pk, level=5)
    services.evaluate_order(made[PRINCIPAL], order_id=order.pk, level=5, comment="省心")
    assert AgentOrder.objects.get().state == "evaluated"
    kinds = [each.kind for each in entries(Subject("agent_order", order.pk))]
    assert kinds[-1] == "agents.order_evaluated"
    figures = selectors.figures(order.centre, clock.today(), clock.today())  # type: ignore[arg-type]
    assert (figures.taken, figures.finished, figures.stars) == (1, 1, 5)


def test_an_authorisation_that_runs_out_in_the_middle_stops_the_agent(made: House) -> None:
    order = factories.working(made, days=3)
    case = services.begin_case(made[AGENT], order_id=order.pk, item_id=made.item_id)
    task = order.tasks.all()[0]
    with clock.at(clock.now() + timedelta(days=3)):
        services.tick_task(made[AGENT], order_id=order.pk, task_id=task.pk, done=True)
        jobs.pause()
        assert AgentOrder.objects.get().state == "working"
    with clock.at(clock.now() + timedelta(days=4)):
        agent = made[AGENT]
        with pytest.raises(RuleViolation) as caught:
            services.tick_task(agent, order_id=order.pk, task_id=task.pk, done=False)
        assert caught.value.code == "authorisation_over"
        with pytest.raises(Forbidden) as refused:
            cases.save_draft(agent, case_id=case.pk, data=FORM)
        assert refused.value.code == "authorisation_over"
        with pytest.raises(Forbidden):
            cases.submit_case(agent, case_id=case.pk, declared=True)
        jobs.pause()
        jobs.pause()
        order.refresh_from_db()
        assert (order.state, order.letter and order.letter.state) == ("paused", "revoked")
        with pytest.raises(RuleViolation, match="请委托人续授权后接着办"):
            services.tick_task(agent, order_id=order.pk, task_id=task.pk, done=False)
        news = [str(each.data) for each in messages_about("agent_order", order.pk)]
        assert sum("续授权后接着办" in each for each in news) == 1
        assert sum("等委托人续授权" in each for each in news) == 1
        services.authorise_order(made[PRINCIPAL], order_id=order.pk, until=clock.today() + timedelta(days=5))
        cases.save_draft(made[AGENT], case_id=case.pk, data=FORM)
        services.tick_task(made[AGENT], order_id=order.pk, task_id=task.pk, done=False)


def test_an_authorisation_that_is_revoked_elsewhere_stops_the_agent_too(made: House) -> None:
    order = factories.working(made)
    assert order.authorisation is not None
    people.revoke_authorisation(made[PRINCIPAL], order.authorisation.pk)
    with pytest.raises(RuleViolation):
        services.begin_case(made[AGENT], order_id=order.pk, item_id=made.item_id)
    jobs.pause()
    assert AgentOrder.objects.get().state == "paused"
    with clock.at(clock.now() + timedelta(days=400)), pytest.raises(RuleViolation) as caught:
        services.authorise_order(made[PRINCIPAL], order_id=order.pk, until=clock.today() - timedelta(days=1))
    assert caught.value.field == "until"


def test_the_principal_goes_on_with_the_draft_that_the_agent_began(made: House) -> None:
    order = factories.working(made)
    case = services.begin_case(made[AGENT], order_id=order.pk, item_id=made.item_id)
    services.withdraw_order(made[PRINCIPAL], order_id=order.pk, reason="自己办")
    with pytest.raises(Forbidden):
        cases.save_draft(made[AGENT], case_id=case.pk, data=FORM)
    cases.save_draft(made[PRINCIPAL], case_id=case.pk, data=FORM)
    with pytest.raises(Conflict):
        services.withdraw_order(made[PRINCIPAL], order_id=order.pk, reason="再来")


def test_handed_back_it_waits_for_another_agent(made: House) -> None:
    order = factories.working(made)
    with pytest.raises(RuleViolation):
        services.hand_back_order(made[AGENT], order_id=order.pk, reason=" ")
    services.hand_back_order(made[AGENT], order_id=order.pk, reason="下周出差")
    again = AgentOrder.objects.get()
    assert (again.state, again.handed_back, again.agent_id) == ("asked", 1, None)
    assert order.authorisation is not None
    order.authorisation.refresh_from_db()
    assert order.authorisation.revoked_at is not None
    with pytest.raises(NotFound):
        selectors.access_order(made[AGENT], order.pk)
    assert list(selectors.waiting(made["clerk"])) == [again]


def test_who_may_do_what(made: House) -> None:
    order = factories.asked(made)
    member = factories.agent(made)
    for who in (PRINCIPAL, "reviewer", "supervisor"):
        with pytest.raises(Forbidden):
            services.assign_order(made[who], order_id=order.pk, member_id=member.pk)
    with pytest.raises(NotFound):
        selectors.access_order(made["李娜"], order.pk)
    services.assign_order(made["clerk"], order_id=order.pk, member_id=member.pk)
    until = clock.today() + timedelta(days=9)
    for who in (AGENT, "clerk"):
        with pytest.raises(Forbidden):
            services.authorise_order(made[who], order_id=order.pk, until=until)
    with pytest.raises(Forbidden):
        services.ask_agent(
            made["李娜"],
            bureau_id=made.bureau_id,
            applicant_id=made.applicant(PRINCIPAL),
            item_ids=[made.item_id],
            wish=Wish("替别人"),
        )


def test_an_agent_does_not_take_their_own_order_nor_after_leaving(made: House) -> None:
    member = factories.agent(made)
    own = services.ask_agent(
        made["clerk"],
        bureau_id=made.bureau_id,
        applicant_id=made.applicant(AGENT),
        item_ids=[made.item_id],
        wish=Wish("自己的事"),
    )
    with pytest.raises(RuleViolation) as caught:
        services.assign_order(made["clerk"], order_id=own.pk, member_id=member.pk)
    assert caught.value.code == "own_order"
    order = factories.asked(made)
    services.assign_order(made["clerk"], order_id=order.pk, member_id=member.pk)
    services.end_membership(
        made["coordinator"], centre_id=member.centre_id, member_id=member.pk, last_on=clock.today()
    )
    with clock.at(clock.now() + timedelta(days=1)):
        with pytest.raises(Conflict):
            services.authorise_order(made[PRINCIPAL], order_id=order.pk, until=clock.today())
        with pytest.raises(RuleViolation):
            services.assign_order(made["clerk"], order_id=order.pk, member_id=member.pk)


@pytest.mark.parametrize(
    ("wish", "items", "field"),
    [
        (Wish(" "), True, "title"),
        (Wish("开店"), False, "items"),
        (Wish("开店", wanted_by=clock.today() - timedelta(days=1)), True, "wanted_by"),
    ],
)
def test_what_is_missing_is_told_at_its_place(made: House, wish: Wish, items: bool, field: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        services.ask_agent(
            made[PRINCIPAL],
            bureau_id=made.bureau_id,
            applicant_id=made.applicant(PRINCIPAL),
            item_ids=[made.item_id] if items else [],
            wish=wish,
        )
    assert caught.value.field == field
    assert not AgentOrder.objects.exists()


def test_the_letter_says_who_what_and_until_when(made: House) -> None:
    order = factories.working(made, days=10)
    (letter,) = documents_about("agent_order", order.pk)
    said = str(letter.data)
    assert (letter.kind, letter.state, letter.pk) == ("agent_authorisation", "valid", order.letter_id)
    number = made.cast.applicants[AGENT].number
    assert number not in said
    assert number[-4:] in said
    assert "不能代委托人放弃申请" in said
    for who, may in ((AGENT, True), (PRINCIPAL, True), ("clerk", True), ("李娜", False)):
        assert selectors.may_read_letter(made[who], order.pk) is may
    services.hand_back_order(made[AGENT], order_id=order.pk, reason="下周出差")
    assert documents_about("agent_order", order.pk)[0].state == "revoked"


def test_a_power_list_binds_the_centre(made: House) -> None:
    """Nothing that is not on the list is given to the centre; where it only guides, its agent hands nothing in."""
    keeper, member, order = made["coordinator"], factories.agent(made), factories.asked(made)
    other = catalog.commitment_item(bureau_id=made.bureau_id, code="other")
    services.add_power(keeper, centre_id=member.centre_id, item_id=other.item_id, power="accept")
    with pytest.raises(RuleViolation, match="事项清单里没有") as refused:
        services.assign_order(made["clerk"], order_id=order.pk, member_id=member.pk)
    assert refused.value.field == "member"
    services.add_power(keeper, centre_id=member.centre_id, item_id=made.item_id, power="guide")
    services.assign_order(made["clerk"], order_id=order.pk, member_id=member.pk)
    services.authorise_order(made[PRINCIPAL], order_id=order.pk, until=clock.today())
    with pytest.raises(RuleViolation, match="只做咨询、辅导"):
        services.begin_case(made[AGENT], order_id=order.pk, item_id=made.item_id)
    services.add_power(keeper, centre_id=member.centre_id, item_id=made.item_id, power="accept")
    assert services.begin_case(made[AGENT], order_id=order.pk, item_id=made.item_id).pk


def test_other_systems_register_orders_and_follow_them(made: House) -> None:
    member = factories.agent(made)
    services.add_power(made["coordinator"], centre_id=member.centre_id, item_id=made.item_id, power="accept")
    _, token = create_client(
        made["administrator"],
        name="乡镇便民平台",
        scopes=["catalog:read", "cases:read", "cases:write"],
        expires_on=clock.today() + timedelta(days=30),
    )
    system = Client(headers={"Authorization": f"Bearer {token}"})
    (centre,) = system.get("/api/v1/agents/centres").json()
    assert centre["powers"] == [{"item": "commitment", "name": ANY, "power": "accept"}]
    number = made.cast.applicants[PRINCIPAL].number
    body = {"applicant_number": number, "title": "老人代办", "items": ["commitment"]}
    answer = system.post(
        "/api/v1/agents/orders", body, "application/json", headers={"Idempotency-Key": "order-1"}
    )
    assert answer.status_code == 201, answer.text
    factories.asked(made)
    (one,) = system.get("/api/v1/agents/orders").json()["orders"]
    assert (one["id"], one["state"], one["authorised_until"]) == (answer.json()["id"], "asked", None)
    order = AgentOrder.objects.get(uid=one["id"])
    assert order.made_by < 0
    services.assign_order(made["clerk"], order_id=order.pk, member_id=member.pk)
    assert system.get(f"/api/v1/agents/orders/{order.uid}").json()["state"] == "assigned"
    theirs = AgentOrder.objects.exclude(pk=order.pk).get()
    assert system.get(f"/api/v1/agents/orders/{theirs.uid}").status_code == 404
    nobody = system.post(
        "/api/v1/agents/orders",
        body | {"applicant_number": "110101199003077774"},
        "application/json",
        headers={"Idempotency-Key": "order-2"},
    )
    assert nobody.status_code == 404
