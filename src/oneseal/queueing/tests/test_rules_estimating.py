"""Minutes of waiting, lines that starve, how honest the told minutes were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.queueing.rules.estimating import (
    Desk,
    InLine,
    LineLoad,
    Suggestion,
    honesty,
    left_of,
    minutes_of,
    suggestions,
    wait_behind,
    waits,
)

A, B = 1, 2
BOTH = frozenset({A, B})


def test_two_windows_take_turns() -> None:
    desks = [Desk(1, frozenset({A}), 4.0), Desk(2, BOTH, 0.0)]
    queue = [InLine(A), InLine(A), InLine(B), InLine(A, window=1)]
    assert waits(queue, desks, {A: 10.0, B: 6.0}) == [0.0, 4.0, 10.0, 14.0]


def test_nobody_is_told_a_time_that_no_window_can_keep() -> None:
    assert waits([InLine(B), InLine(A)], [Desk(1, frozenset({A}))], {A: 5.0, B: 5.0}) == [None, 0.0]
    assert waits([InLine(A)], [], {A: 5.0}) == [None]


@given(st.lists(st.sampled_from([A, B]), max_size=8), st.integers(1, 4))
def test_one_more_window_lets_nobody_wait_longer_for_a_line_of_all(lines: list[int], count: int) -> None:
    queue, each = [InLine(line) for line in lines], {A: 7.0, B: 7.0}
    few = waits(queue, [Desk(n, BOTH) for n in range(count)], each)
    more = waits(queue, [Desk(n, BOTH) for n in range(count + 1)], each)
    assert all(new is not None and old is not None and new <= old for new, old in zip(more, few, strict=True))


def slowly(queue: list[InLine], desks: list[Desk], minutes: dict[int, float]) -> list[float | None]:
    """The same said plainly: of the windows the first free one looks through all who wait."""
    told: list[float | None] = [None] * len(queue)
    free, left = {desk.window: desk.free_in for desk in desks}, list(range(len(queue)))
    lines = {desk.window: desk.lines for desk in desks}
    while free:
        moment, window = min((moment, window) for window, moment in free.items())
        may = [n for n in left if queue[n].window in (window, None)]
        mine = [n for n in may if queue[n].window == window or queue[n].line in lines[window]]
        if not mine:
            del free[window]
            continue
        left.remove(mine[0])
        told[mine[0]] = moment
        free[window] = moment + minutes[queue[mine[0]].line]
    return told


LINES = [A, B, 3]
people = st.lists(
    st.builds(InLine, st.sampled_from(LINES), st.sampled_from([None, None, None, 1, 2, 9])), max_size=14
)
open_windows = st.lists(
    st.builds(
        Desk, st.integers(1, 6), st.frozensets(st.sampled_from(LINES)), st.sampled_from([0.0, 2.5, 7.0])
    ),
    max_size=6,
    unique_by=lambda desk: desk.window,
)


@given(people, open_windows, st.integers(0, 14), st.sampled_from(LINES))
def test_playing_by_heads_of_lines_is_playing_by_looking_at_all(
    queue: list[InLine], desks: list[Desk], place: int, line: int
) -> None:
    minutes = {A: 7.0, B: 4.5, 3: 11.0}
    assert waits(queue, desks, minutes) == slowly(queue, desks, minutes)
    before, after = queue[:place], queue[place:]
    with_me = slowly([*before, InLine(line), *after], desks, minutes)
    assert wait_behind(before, InLine(line), desks, minutes) == with_me[len(before)]


@pytest.mark.parametrize(
    ("recent", "expected"), [([], 10.0), ([4.0] * 12, 4.0), ([4.0] * 6, 7.0), ([0.0], 10.0)]
)
def test_recent_turns_outweigh_the_plan_the_more_there_are(recent: list[float], expected: float) -> None:
    assert minutes_of(10, recent) == expected


def load(line: int, waiting: int, wait: float | None) -> LineLoad:
    return LineLoad(line, waiting, wait, target=20)


@pytest.mark.parametrize(
    ("minutes", "gone", "left"),
    [(10, 4, 6), (10, 0, 10), (10, 9.5, 1), (10, 50, 1), (10, -350, 10), (0, 0, 1)],
)
def test_a_window_is_free_after_what_is_left_of_a_turn(minutes: float, gone: float, left: float) -> None:
    assert left_of(minutes, gone) == left


def test_a_starving_line_gets_the_window_with_least_to_do() -> None:
    desks = [Desk(1, frozenset({B})), Desk(2, frozenset({B})), Desk(3, frozenset({A}))]
    loads = [load(A, 9, 40.0), load(B, 0, 0.0)]
    assert suggestions(loads, desks, {1: frozenset({B}), 2: BOTH, 3: BOTH}) == [Suggestion(A, 2)]


@pytest.mark.parametrize("wait", [40.0, None])
def test_where_none_can_help_one_more_is_to_be_opened(wait: float | None) -> None:
    assert suggestions([load(A, 1, wait)], [Desk(1, frozenset({B}))], {}) == [Suggestion(A, None)]


@pytest.mark.parametrize(("waiting", "wait"), [(3, 20.0), (0, 90.0), (0, None)])
def test_a_line_within_its_target_or_without_people_does_not_starve(waiting: int, wait: float | None) -> None:
    assert suggestions([load(A, waiting, wait)], [], {}) == []


def test_honesty_is_the_distance_of_told_and_real() -> None:
    assert honesty([]) is None
    only = honesty([(10, 4.0)])
    assert only is not None
    assert (only.count, only.middle, only.ninety) == (1, 6, 6)
    many = honesty([(10, 10.0 + each) for each in range(-5, 6)])
    assert many is not None
    assert (many.middle, many.ninety) == (3, 5)
