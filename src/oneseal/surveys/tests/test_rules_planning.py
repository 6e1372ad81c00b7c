"""Merging, crews, times: what a good plan is, told without any solver; and the solver's plans are good ones."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneseal.kernel.errors import RuleViolation
from oneseal.surveys.rules import planning
from oneseal.surveys.rules.merging import Wish, merged
from oneseal.surveys.rules.planning import Call, Car, Day, Person, Place, Plan, Route, Site
from oneseal.surveys.rules.states import Mode
from oneseal.surveys.services.solver import plan_day

BASE = Place(117.10, 31.10)
TODAY = date(2026, 11, 16)


def site(key: int, lon: float = 117.12, **changes: object) -> Site:
    return replace(Site(key, Place(lon, 31.11), 30, 540, 1020), **changes)  # type: ignore[arg-type]


def day(*sites: Site, people: int = 4, cars: int = 2) -> Day:
    crew = tuple(Person(n, frozenset({"消防"} if n == 1 else set())) for n in range(1, people + 1))
    return Day(BASE, sites, tuple(Car(n) for n in range(1, cars + 1)), crew)


def wish(key: int, **changes: object) -> Wish:
    return replace(Wish(key, 7, "云岭市解放路12号"), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "stops"),
    [
        ({}, 1),
        ({"section": 9}, 1),
        ({"address": "云岭市 解放路１２号。"}, 1),
        ({"address": "解放路12号门面", "lon": 117.1201, "lat": 31.1101}, 1),
        ({"address": "解放路12号门面", "lon": 117.13, "lat": 31.11}, 2),
        ({"applicant": 8}, 2),
        ({"mode": Mode.REMOTE}, 2),
        ({"opens": 980}, 2),
        ({"earliest": date(2026, 11, 17)}, 1),
    ],
)
def test_one_subject_one_stop(changes: dict[str, object], stops: int) -> None:
    first = wish(1, lon=117.12, lat=31.11)
    assert len(merged([first, wish(2, **changes)], TODAY)) == stops


def test_a_stop_of_several_takes_the_longest_and_ten_minutes_each() -> None:
    (stop,) = merged([wish(1, minutes=40), wish(2, minutes=60, opens=600, skill="消防"), wish(3)], TODAY)
    assert (stop.minutes, stop.opens, stop.closes, stop.skills) == (80, 600, 1020, frozenset({"消防"}))
    assert stop.ids == (1, 2, 3)


def test_crews_have_two_each_and_spread_what_few_know() -> None:
    routes = planning.crews(day(site(1, skills=frozenset({"消防"})), people=5, cars=3))
    assert [len(each.people) for each in routes] == [3, 2]
    assert planning.crews(day(site(1), people=1)) == []
    assert sum(1 in each.people for each in routes) == 1


def plan_of(*calls: Call, people: tuple[int, ...] = (1, 2), leaves: int = 540) -> Plan:
    return Plan((Route(1, people, calls, leaves, 0),))


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (plan_of(Call(1, 560, 590), people=(1,)), "crew_of_one"),
        (plan_of(Call(1, 560, 590), people=(1, 1)), "crew_of_one"),
        (plan_of(Call(1, 560, 590), people=(1, 9)), "person_away"),
        (plan_of(Call(1, 541, 571)), "too_fast"),
        (plan_of(Call(1, 560, 580)), "too_fast"),
        (plan_of(Call(1, 1000, 1030)), "outside_window"),
        (plan_of(), "sites_lost"),
        (plan_of(Call(1, 560, 590), Call(1, 600, 630)), "sites_lost"),
        (Plan((Route(1, (1, 2)), Route(1, (3, 4))), (1,)), "car_twice"),
        (Plan((Route(1, (1, 2)), Route(2, (2, 4))), (1,)), "person_twice"),
    ],
)
def test_what_is_wrong_with_a_plan(plan: Plan, code: str) -> None:
    assert code in [fault.code for fault in planning.faults(plan, day(site(1)))]


def test_skills_seats_and_the_way_home() -> None:
    asked = day(site(1, skills=frozenset({"电梯"})))
    assert [f.code for f in planning.faults(plan_of(Call(1, 560, 590)), asked)] == ["skill_missing"]
    late = day(site(1, closes=1040))
    assert [f.code for f in planning.faults(plan_of(Call(1, 1005, 1035)), late)] == ["home_late"]
    full = replace(day(site(1)), cars=(Car(1, seats=1),))
    assert [f.code for f in planning.faults(plan_of(Call(1, 560, 590)), full)] == ["car_full"]


def test_only_what_can_be_kept_is_told() -> None:
    with pytest.raises(RuleViolation, match="还没有点位"):
        planning.check_announced(plan_of(), day())
    with pytest.raises(RuleViolation, match="不足两人"):
        planning.check_announced(plan_of(Call(1, 560, 590), people=(1,)), day(site(1)))
    planning.check_announced(plan_of(Call(1, 560, 590)), day(site(1)))


def test_one_car_where_one_is_enough() -> None:
    plan = plan_day(day(*(site(n, 117.11 + n / 100) for n in range(1, 5))), seconds=1)
    assert (len(plan.routes), plan.left) == (1, ())


def test_what_nobody_can_do_is_left() -> None:
    asked = day(site(1), site(2, skills=frozenset({"电梯"})), site(3, opens=560, closes=580))
    assert plan_day(asked, seconds=1).left == (2, 3)
    assert plan_day(day(site(1), people=1), seconds=1).left == (1,)


@settings(max_examples=8)
@given(
    st.lists(
        st.builds(
            lambda lon, lat, opens, minutes, skilled: (lon, lat, opens, minutes, skilled),
            st.floats(117.0, 117.3),
            st.floats(31.0, 31.3),
            st.sampled_from([480, 540, 780, 960]),
            st.sampled_from([15, 40, 90]),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_the_solver_keeps_the_rules(
    drawn: list[tuple[float, float, int, int, bool]],
) -> None:
    """Every answer satisfies the validator, which knows nothing of the solver; nothing is lost."""
    sites = [
        Site(n, Place(lon, lat), minutes, opens, 1020, frozenset({"消防"} if skilled else set()))
        for n, (lon, lat, opens, minutes, skilled) in enumerate(drawn)
    ]
    asked = day(*sites)
    assert planning.faults(plan_day(asked, seconds=1), asked) == []
