"""Lists of each level, what is done where, facts, coverage; any item taken in at a village and forwarded."""

from datetime import timedelta
from typing import Any

import pytest

from oneseal.agents import services as agents
from oneseal.agents.tests import factories as agent_factories
from oneseal.cases import services as cases
from oneseal.cases.tests.factories import FORM, House, house
from oneseal.catalog import services as catalog
from oneseal.catalog.tests.factories import author
from oneseal.foundation import clock
from oneseal.identity.tests.factories import make_counter
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.towns import selectors, services
from oneseal.towns.models import UnitItem
from oneseal.towns.tests.factories import TOWN, VILLAGE, at, found, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return house()


def listed(made: House, level: str = "village") -> None:
    services.keep_level_item(made["coordinator"], level=level, item_id=made.item_id, how="forward")


def test_the_list_of_a_level_is_what_a_unit_is_held_against(
    made: House, django_assert_num_queries: Any
) -> None:
    _, village = places(made)
    keeper = made["item_keeper"]
    listed(made)
    with pytest.raises(RuleViolation, match="标准清单") as caught:
        found(made, village, "list")
    assert caught.value.code == "items_missing"
    services.set_unit_items(keeper, unit_id=village.pk, item_ids=[made.item_id])
    found(made, village, "list")
    with django_assert_num_queries(4):
        rows = selectors.board(made.bureau_id)
    assert [(row.unit.name, row.items.done, row.items.whole, row.aspects.done) for row in rows] == [
        (TOWN, 0, 0, 0),
        (VILLAGE, 1, 1, 1),
    ]
    services.set_unit_items(keeper, unit_id=village.pk, item_ids=[])
    row = selectors.row_of(keeper, village.pk)
    assert (row.items.done, len(row.missing)) == (0, 1)
    ended = UnitItem.objects.get()
    assert ended.to_on == clock.today() - timedelta(days=1)
    services.drop_level_item(keeper, level="village", item_id=made.item_id)
    with pytest.raises(Conflict):
        services.drop_level_item(keeper, level="village", item_id=made.item_id)


def test_how_far_an_item_goes_follows_the_letter_of_delegation(made: House) -> None:
    town, _ = places(made)
    with pytest.raises(RuleViolation) as caught:
        found(made, town, "items")
    assert caught.value.code == "nothing_extended"
    catalog.delegate_item(
        author(made.bureau_id),
        item_id=made.item_id,
        to_unit=TOWN,
        scope="receive",
        effective_on=clock.today(),
        basis="《委托协议》〔2026〕3号",
    )
    found(made, town, "items")
    ((_, lines),) = selectors.table([town])
    assert [(line.reach, line.here, line.delegated) for line in lines] == [("receive", False, True)]


def test_a_village_counts_once_and_a_plate_may_come_down(made: House) -> None:
    _, village = places(made)
    found(made, village, "plate")
    covered = selectors.coverage(made.bureau_id, selectors.board(made.bureau_id))
    assert (covered.stations.done, covered.stations.whole, covered.plated.percent) == (1, 2, 50)
    found(made, village, "plate", holds=False, note="换牌")
    covered = selectors.coverage(made.bureau_id, selectors.board(made.bureau_id))
    assert (covered.plated.done, covered.all_round.done) == (0, 0)
    assert [fact.holds for fact in selectors.history(village.pk)] == [False, True]


def test_who_may_say_so(made: House) -> None:
    town, _ = places(made)
    for who in ("clerk", "supervisor", "张伟"):
        with pytest.raises(Forbidden):
            services.record_fact(made[who], unit_id=town.pk, point="hall", holds=False, note="漏水")
    section = made.cast.sections["market"]
    with pytest.raises(NotFound):
        services.record_fact(made["coordinator"], unit_id=section.pk, point="hall", holds=False, note="无")


def test_any_item_is_taken_in_at_an_all_round_window_and_forwarded(made: House) -> None:
    _, village = places(made)
    clerk = at(made["clerk"], VILLAGE)

    def begin(channel: str) -> Any:
        return cases.start_draft(
            clerk, item_id=made.item_id, applicant_id=made.applicant("王芳"), channel=channel
        )

    with pytest.raises(RuleViolation) as caught:
        begin("town")
    assert caught.value.code == "not_delegated"
    found(made, village, "all_round")
    with pytest.raises(RuleViolation):
        begin("window")
    case = begin("town")
    cases.save_draft(clerk, case_id=case.pk, data=FORM | {"name": "王芳"})
    cases.add_material(clerk, case_id=case.pk, code="application", paper_copies=1)
    case = cases.submit_case(clerk, case_id=case.pk, declared=True)
    assert (case.state, case.channel) == ("submitted", "town")
    with pytest.raises(RuleViolation) as caught:
        cases.accept_case(clerk, case_id=case.pk)
    assert caught.value.code == "not_delegated"
    assert cases.accept_case(made["second_clerk"], case_id=case.pk).state == "accepted"


def test_a_window_that_is_no_longer_all_round_takes_in_what_was_delegated_alone(made: House) -> None:
    _, village = places(made)
    found(made, village, "all_round")
    assert selectors.may_forward(at(made["clerk"], VILLAGE))
    assert not selectors.may_forward(at(made["clerk"], TOWN))
    found(made, village, "all_round", holds=False, note="人员调走")
    assert not selectors.may_forward(at(made["clerk"], VILLAGE))


def test_points_go_to_the_towns_evaluation_once(made: House) -> None:
    town, _ = places(made)
    keeper, today = made["coordinator"], clock.today()
    later = clock.now() + timedelta(days=3)
    with clock.at(later), pytest.raises(RuleViolation) as caught:
        services.hand_over_points(keeper, first=today, last=today, to_unit="综合考核办公室")
    assert caught.value.code == "no_towns"
    member = agent_factories.agent(made)
    centre = member.centre
    facts = {"kind": "town", "name": centre.name, "area": ""}
    agents.keep_centre(keeper, centre_id=centre.pk, unit_id=town.pk, **facts)
    agents.assign_order(made["clerk"], order_id=agent_factories.asked(made).pk, member_id=member.pk)
    with clock.at(later):
        row = services.hand_over_points(keeper, first=today, last=today, to_unit="综合考核办公室")
        with pytest.raises(Conflict):
            services.hand_over_points(
                keeper, first=today, last=today + timedelta(days=1), to_unit="综合考核办公室"
            )
    assert [(each["town"], each["taken"], each["points"]) for each in row.rows] == [(TOWN, 1, 17)]
    assert row.document is not None
    assert selectors.may_open_transfer(made["clerk"], row.pk)
    assert not selectors.may_open_transfer(made["张伟"], row.pk)
    section = made.cast.sections["market"]
    with pytest.raises(RuleViolation):
        agents.keep_centre(keeper, centre_id=centre.pk, unit_id=section.pk, **facts)


def test_a_region_without_villages_has_no_coverage(made: House) -> None:
    town = make_counter(made.cast, "无区划服务站", kind="village_station")
    covered = selectors.coverage(made.bureau_id, selectors.board(made.bureau_id))
    assert (covered.stations.percent, covered.unplaced, town.region_id) == (None, 1, None)
