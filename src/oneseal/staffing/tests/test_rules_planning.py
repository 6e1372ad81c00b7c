"""Usual days, the windows that a goal needs, and the roster that fills them."""

from itertools import pairwise
from random import Random

import pytest

from oneseal.staffing.rules.days import Usual, draw, more, usual
from oneseal.staffing.rules.figures import figures, quantile, waits
from oneseal.staffing.rules.planning import Goal, Need, Opening, desks, first_guess, need
from oneseal.staffing.rules.roster import Duty, Person, Shift, propose, seated, shortages
from oneseal.staffing.rules.simulation import Desk, Visitor, play

OPENING = Opening(9, 13)
LIKE = Usual({18: 20.0, 19: 30.0, 20: 15.0, 21: 5.0, 22: 2.0, 24: 8.0}, (4.0, 6.0, 8.0, 12.0), (0.0,) * 4)
DAYS = [draw({"a": LIKE}, Random(seed).random) for seed in range(3)]
FULL = Shift("full", frozenset({9, 10, 11, 12}), heavy=True)
EARLY = Shift("early", frozenset({9, 10}))
LATE = Shift("late", frozenset({11, 12}))
SHIFTS = [FULL, EARLY, LATE]
ROOM = {"a": 2, "b": 2}


def test_a_usual_day_is_the_mean_of_the_recorded() -> None:
    first = [Visitor("a", 545, 5), Visitor("a", 550, 7)]
    like = usual([first, [Visitor("a", 600, 6), Visitor("b", 600, 6)]])
    assert like["a"].per_slot == {18: 1.0, 20: 0.5}
    assert (like["a"].visitors, like["a"].service, like["b"].visitors) == (1.5, 6.0, 0.5)
    with pytest.raises(ValueError, match="recorded"):
        usual([])


def test_drawn_days_have_the_rate_of_the_usual_one() -> None:
    chance = Random(3).random
    drawn = [draw({"a": LIKE}, chance) for _ in range(300)]
    again = usual(drawn)["a"]
    for slot, count in LIKE.per_slot.items():
        assert again.per_slot[slot] == pytest.approx(count, rel=0.12)
    assert again.service == pytest.approx(LIKE.service, rel=0.02)
    assert all(one.arrived <= two.arrived for day in drawn for one, two in pairwise(day))
    assert more({"a": LIKE}, factor=2)["a"].visitors == 2 * LIKE.visitors


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.9, 0.0), ([5.0], 0.9, 5.0), ([1.0, 2.0], 0.5, 1.0), (list(map(float, range(1, 11))), 0.9, 9.0)],
)
def test_quantiles_by_nearest_rank(values: list[float], share: float, expected: float) -> None:
    assert quantile(values, share) == expected


@pytest.mark.parametrize("goal", [5.0, 15.0, 30.0])
def test_the_goal_holds_when_played_and_one_window_less_misses_it(goal: float) -> None:
    wanted = Goal(goal)
    found = need("k", DAYS, first_guess({"a": LIKE}, OPENING, wanted), opening=OPENING, goal=wanted)
    assert found.kept
    assert max(found.ninety) <= goal
    for place, count in enumerate(found.windows):
        if count > 1:
            fewer = [*found.windows[:place], count - 1, *found.windows[place + 1 :]]
            assert _worst(fewer) > goal


def test_a_goal_beyond_the_hall_says_so() -> None:
    wanted = Goal(1.0, most=1)
    found = need("k", DAYS, first_guess({"a": LIKE}, OPENING, wanted), opening=OPENING, goal=wanted)
    assert found.windows == (1, 1, 1, 1)
    assert not found.kept


def test_windows_open_as_the_counts_say() -> None:
    made = desks("k", frozenset("a"), (2, 1, 2, 0), OPENING)
    assert [desk.spans for desk in made] == [((540, 720),), ((540, 600), (660, 720))]


def test_merging_special_windows_shortens_the_wait() -> None:
    """Eleven lines beside eleven windows against the same visitors at fewer windows that serve any (3.4)."""
    chance = Random(5).random
    lines = {
        str(line): Usual({18 + slot: 3.0 for slot in range(6)}, (5.0, 9.0, 16.0), (0.0,) * 3)
        for line in range(11)
    }
    visitors = draw(lines, chance)
    span = ((540.0, 780.0),)
    apart_desks = [Desk(line, frozenset({line}), span) for line in lines]
    joint_desks = [Desk(f"j{one}", frozenset(lines), span) for one in range(11)]
    before = figures([play(visitors, apart_desks)], apart_desks)
    after = figures([play(visitors, joint_desks)], joint_desks)
    assert after.all.visitors == before.all.visitors == len(visitors)
    assert after.all.ninety < before.all.ninety / 2
    assert sum(after.busy.values()) == pytest.approx(sum(before.busy.values()))


def test_figures_of_nobody_and_of_the_unserved() -> None:
    desk = Desk("1", frozenset("a"), ((540.0, 600.0),))
    day = figures([play([Visitor("z", 550, 5)], [desk])], [desk])
    assert (day.all, day.unserved, day.busy) == (waits([]), 1, {"1": 0.0})


def test_the_roster_covers_the_need_with_the_fewest_hours() -> None:
    people = [Person(1, frozenset("ab")), Person(2, frozenset("a")), Person(3, frozenset("b"))]
    needs = {"a": (1, 1, 0, 0), "b": (0, 0, 1, 1)}
    duties = propose(people, SHIFTS, needs, OPENING, ROOM)
    assert shortages(duties, SHIFTS, needs, OPENING) == {}
    assert {(duty.shift, duty.kind) for duty in duties} == {("early", "a"), ("late", "b")}


def test_too_few_people_leave_windows_shut_and_it_is_told() -> None:
    people = [Person(1, frozenset("a"))]
    needs = {"a": (2, 2, 1, 1), "b": (1, 0, 0, 0)}
    duties = propose(people, SHIFTS, needs, OPENING, ROOM)
    assert duties == (Duty(1, "full", "a"),)
    assert shortages(duties, SHIFTS, needs, OPENING) == {("a", 9): 1, ("a", 10): 1, ("b", 9): 1}


def test_no_more_people_than_windows_and_each_gets_one() -> None:
    people = [Person(number, frozenset("ab")) for number in range(8)]
    needs = {"a": (2, 2, 2, 2), "b": (1, 2, 1, 2)}
    duties = propose(people, SHIFTS, needs, OPENING, ROOM)
    places = seated(duties, SHIFTS, {"a": [1, 2], "b": [3, 4]})
    assert set(places) == set(duties)
    taken = [(window, hour) for duty, window in places.items() for hour in _hours(duty)]
    assert len(set(taken)) == len(taken)
    assert seated([Duty(1, "full", "a"), Duty(2, "early", "a")], SHIFTS, {"a": [1]}) == {
        Duty(1, "full", "a"): 1
    }


def _hours(duty: Duty) -> frozenset[int]:
    return next(shift.hours for shift in SHIFTS if shift.code == duty.shift)


def test_a_burden_goes_to_whoever_carried_less() -> None:
    people = [Person(1, frozenset("a"), burden=3), Person(2, frozenset("a"), burden=0)]
    assert propose(people, [FULL], {"a": (1, 1, 1, 1)}, OPENING, ROOM) == (Duty(2, "full", "a"),)


def _worst(windows: list[int]) -> float:
    found = Need("k", tuple(windows), (), kept=False)
    waited: dict[int, list[float]] = {hour: [] for hour in OPENING.hours}
    for day in DAYS:
        for one in play(day, desks("k", frozenset("a"), found.windows, OPENING)).served:
            waited[int(one.visitor.arrived // 60)].append(one.wait)
    return max(quantile(values, 0.9) for values in waited.values())
