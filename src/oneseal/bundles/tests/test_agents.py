"""An agent handed in, and is not authorised any more when a later item could begin: nothing is lost, nobody acts unasked."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from oneseal.bundles import services
from oneseal.bundles.models import Joint
from oneseal.bundles.selectors import papers_of
from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import authorise
from oneseal.kernel.errors import NotFound

CaseForm: Any = apps.get_model("cases", "CaseForm")
Message: Any = apps.get_model("notices", "Message")
PRINCIPAL, AGENT, OTHER = "张伟", "王芳", "李娜"
DAYS = 3


def allow(made: House, agent: str, days: int = DAYS) -> None:
    """The principal authorises somebody, from today on."""
    people = made.cast.applicants
    authorise(people[PRINCIPAL], people[agent], to_on=clock.today() + timedelta(days=days))


def by_agent(made: House) -> Joint:
    """Handed in by the agent; the registration is granted while the authorisation lasts."""
    allow(made, AGENT)
    joint = factories.applied(made, who=AGENT)
    factories.decide(made, joint, "register")
    return joint


def give(made: House, joint: Joint) -> None:
    """What the licence still waited for arrives."""
    services.give_yields(made["clerk"], joint_id=joint.pk, data=factories.USCC)


def told() -> list[Any]:
    """Messages to the principal that they must act."""
    return list(Message.objects.filter(channel="in_app", template="joint_unauthorised"))


def test_while_the_authorisation_lasts_the_agent_stays_in_charge(made: House) -> None:
    joint = by_agent(made)
    give(made, joint)
    case = factories.member(joint, "food").case
    assert case is not None
    assert case.agent_id == made.applicant(AGENT)
    assert told() == []


def test_after_its_end_the_principal_is_told_and_goes_on(made: House) -> None:
    joint = by_agent(made)
    before = [row.pk for row in papers_of(joint)]
    with clock.at(clock.now() + timedelta(days=DAYS + 1)):
        give(made, joint)
        food = factories.member(joint, "food")
        assert (food.state, food.case_id, food.lacking[0][0]) == ("lacking", None, "authorisation")
        assert factories.states(joint)["seal"] == "sent"
        (message,) = told()
        assert (message.applicant_id, message.data["agent"]) == (made.applicant(PRINCIPAL), AGENT)
        factories.decide(made, joint, "sign")
        assert factories.states(joint)["sign"] == "granted"
        with pytest.raises(NotFound):
            services.supply_lacking(made[AGENT], joint_id=joint.pk)
        here = f"/joint/{joint.pk}/"
        assert made.client(AGENT).get(here).status_code == 404
        citizen = made.client(PRINCIPAL)
        page = citizen.get(here).text
        assert f"经办人{AGENT}的授权已经结束，请申请人本人接着办" in page
        assert "等待期间事项的要求变了" not in page
        assert "等申请人本人或者新的授权" in made.client("clerk").get(here).text
        assert "已接着办理" in citizen.post(f"{here}act/lacking/", follow=True).text
    food = factories.member(joint, "food")
    assert food.case is not None
    assert (food.state, food.lacking, food.case.agent_id) == ("running", [], None)
    assert CaseForm.objects.get(case=food.case).data["owner"] == factories.DATA["company_name"]
    assert [row.pk for row in papers_of(joint)] == before
    assert "bundles.joint_taken_over" in {each.kind for each in entries(Subject("joint", joint.pk))}


def test_a_new_agent_goes_on_within_a_new_authorisation(made: House) -> None:
    joint = by_agent(made)
    with clock.at(clock.now() + timedelta(days=DAYS + 1)):
        give(made, joint)
        allow(made, OTHER)
        services.supply_lacking(made[OTHER], joint_id=joint.pk)
    case = factories.member(joint, "food").case
    assert case is not None
    assert case.agent_id == made.applicant(OTHER)
    joint.refresh_from_db()
    assert (joint.agent_id, joint.made_by) == (made.applicant(OTHER), made.cast.account(OTHER).pk)
