"""Asking, naming, authorising, working, running out, handing back, judging."""

from datetime import timedelta

import pytest

from oneseal.agents import jobs, selectors, services
from oneseal.agents.models import AgentOrder
from oneseal.agents.services import Wish
from oneseal.agents.tests import factories
from oneseal.agents.tests.factories import AGENT, PRINCIPAL
from oneseal.cases import services as cases
from oneseal.cases.tests.factories import FORM, House, house
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import services as people
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

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
        assert AgentOrder.objects.get().state == "paused"
        with pytest.raises(Conflict):
            services.tick_task(agent, order_id=order.pk, task_id=task.pk, done=False)
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
