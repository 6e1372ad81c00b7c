"""Centres, power lists, trainings, liaisons, visits."""

from datetime import timedelta

import pytest

from oneseal.agents import selectors, services
from oneseal.agents.tests import factories
from oneseal.cases.tests.factories import House, house
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return house()


def test_a_centre_with_its_list_and_trainings(made: House) -> None:
    member, keeper = factories.agent(made), made["coordinator"]
    centre = member.centre
    with pytest.raises(RuleViolation) as caught:
        services.add_power(keeper, centre_id=centre.pk, item_id=made.item_id, power="decide")
    assert caught.value.field == "paper"
    services.add_power(
        keeper, centre_id=centre.pk, item_id=made.item_id, power="decide", paper="云政发〔2026〕3号"
    )
    services.add_power(keeper, centre_id=centre.pk, item_id=made.item_id, power="accept")
    assert [each.power for each in centre.powers.all()] == ["accept"]
    services.record_training(
        keeper,
        centre_id=centre.pk,
        title="代办业务",
        held_on=clock.today(),
        hours=8,
        teacher="韩雪",
        passed=[member.pk],
    )
    with pytest.raises(RuleViolation):
        services.record_training(
            keeper, centre_id=centre.pk, title="空", held_on=clock.today(), hours=1, teacher="", passed=[999]
        )
    found = selectors.figures(centre, clock.today(), clock.today())
    assert (found.members, found.trained, found.points) == (1, 1, None)
    services.remove_power(keeper, centre_id=centre.pk, item_id=made.item_id)
    with pytest.raises(Conflict):
        services.remove_power(keeper, centre_id=centre.pk, item_id=made.item_id)


def test_names_and_members_are_not_doubled(made: House) -> None:
    member, keeper = factories.agent(made), made["coordinator"]
    with pytest.raises(Conflict):
        services.keep_centre(keeper, kind="squad", name=member.centre.name)
    with pytest.raises(Conflict):
        services.join_centre(keeper, centre_id=member.centre_id, number=member.person.number)
    with pytest.raises(NotFound) as caught:
        services.join_centre(keeper, centre_id=member.centre_id, number="110101199003077774")
    assert caught.value.field == "number"
    for who in ("clerk", "supervisor", "张伟"):
        with pytest.raises(Forbidden):
            services.keep_centre(made[who], kind="squad", name="第一小分队")


def test_a_town_has_one_liaison_at_a_time(made: House) -> None:
    from oneseal.identity.tests.factories import make_counter

    town, keeper = make_counter(made.cast, "城东镇便民服务中心"), made["coordinator"]
    services.set_liaison(keeper, town_id=town.pk, staff_id=made.staff("reviewer"))
    services.set_liaison(keeper, town_id=town.pk, staff_id=made.staff("clerk"))
    assert [each.staff_id for each in selectors.liaisons(keeper)] == [made.staff("clerk")]
    section = made.cast.sections["market"]
    with pytest.raises(RuleViolation):
        services.set_liaison(keeper, town_id=section.pk, staff_id=made.staff("clerk"))


def test_a_visit_from_the_demand_to_the_follow_up(made: House) -> None:
    reviewer = made["reviewer"]
    visit = services.want_visit(reviewer, who="顺达物流", place="园区3号", demand="不会网上申报")
    with pytest.raises(RuleViolation):
        services.plan_visit(
            reviewer, visit_id=visit.pk, planned_for=clock.now() - timedelta(hours=1), visitors="郑凯"
        )
    with pytest.raises(Conflict):
        services.make_visit(reviewer, visit_id=visit.pk, finding="讲解")
    services.plan_visit(
        reviewer, visit_id=visit.pk, planned_for=clock.now() + timedelta(hours=1), visitors="郑凯"
    )
    services.make_visit(
        reviewer, visit_id=visit.pk, finding="讲解申报", follow_by=clock.today() + timedelta(days=5)
    )
    services.settle_visit(reviewer, visit_id=visit.pk, result="已会用")
    visit.refresh_from_db()
    assert (visit.state, visit.result) == ("settled", "已会用")
    with pytest.raises(Conflict):
        services.cancel_visit(reviewer, visit_id=visit.pk, result="不去了")
    with pytest.raises(Forbidden):
        services.want_visit(made["张伟"], who="我", place="家", demand="来")
    with pytest.raises(RuleViolation) as caught:
        services.want_visit(reviewer, who="顺达", place=" ", demand="来")
    assert caught.value.field == "place"
