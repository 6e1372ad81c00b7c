"""The play of a day against theory where theory answers, and what must always hold."""

from heapq import heappop, heappush
from itertools import accumulate, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneseal.staffing.rules.simulation import Desk, Visitor, play
from oneseal.staffing.rules.theory import Line, mean_wait, wait_quantile, waiting_share, windows_for

SERVICE = 6.0


@pytest.mark.parametrize(
    ("windows", "load", "share"),
    [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (3, 2.0, 4 / 9), (10, 5.0, 0.0361)],
)
def test_erlang_c_has_its_published_values(windows: int, load: float, share: float) -> None:
    assert waiting_share(Line(load / SERVICE, SERVICE, windows)) == pytest.approx(share, abs=1e-4)


def test_a_line_that_grows_without_end_has_no_mean() -> None:
    line = Line(1.0, SERVICE, 6)
    assert waiting_share(line) == 1.0
    with pytest.raises(ValueError, match="no mean"):
        mean_wait(line)


@pytest.mark.parametrize("visitors", [0.0, -1.0])
def test_a_line_without_visitors_is_none(visitors: float) -> None:
    with pytest.raises(ValueError, match="needs visitors"):
        Line(visitors, SERVICE, 1)


def _drawn(line: Line, count: int, chance: Random) -> list[Visitor]:
    """Exponential gaps and services, scaled to their exact means: that takes most of the chance out."""
    gaps = [chance.expovariate(1) for _ in range(count)]
    services = [chance.expovariate(1) for _ in range(count)]
    gap, service = count / line.per_minute / sum(gaps), line.service * count / sum(services)
    arrived = accumulate(one * gap for one in gaps)
    return [Visitor("a", at, length * service) for at, length in zip(arrived, services, strict=True)]


def _joint(visitors: list[Visitor], windows: int) -> list[float]:
    """Waits at windows that all serve the one line, by the play."""
    end = visitors[-1].arrived + 1
    played = play(visitors, [Desk(str(one), frozenset("a"), ((0, end),)) for one in range(windows)])
    return [one.wait for one in played.served]


def _recursion(visitors: list[Visitor], windows: int) -> list[float]:
    """The same by the recursion of Kiefer and Wolfowitz: each goes to the window that is free first."""
    free, waits = [0.0] * windows, []
    for one in visitors:
        begun = max(heappop(free), one.arrived)
        waits.append(begun - one.arrived)
        heappush(free, begun + one.service)
    return waits


@pytest.mark.parametrize(("windows", "busy"), [(1, 0.5), (2, 0.5), (4, 0.5)])
def test_the_play_agrees_with_theory_within_two_percent(windows: int, busy: float) -> None:
    line = Line(busy * windows / SERVICE, SERVICE, windows)
    waits = sorted(_joint(_drawn(line, 60_000, Random(2)), windows))
    assert sum(waits) / len(waits) == pytest.approx(mean_wait(line), rel=0.02)


@pytest.mark.parametrize(("windows", "busy"), [(1, 0.8), (4, 0.75)])
def test_the_play_is_the_exact_recursion_and_that_is_theory(windows: int, busy: float) -> None:
    """A busy hall needs hundreds of thousands of visitors to come within two percent: the recursion takes them, the play its first."""
    line = Line(busy * windows / SERVICE, SERVICE, windows)
    visitors = _drawn(line, 500_000, Random(2))
    assert _joint(visitors[:4_000], windows) == pytest.approx(_recursion(visitors[:4_000], windows))
    waits = sorted(_recursion(visitors, windows))
    assert sum(waits) / len(waits) == pytest.approx(mean_wait(line), rel=0.02)
    assert waits[int(0.9 * len(waits))] == pytest.approx(wait_quantile(line, 0.9), rel=0.02)


def test_least_windows_for_a_goal() -> None:
    for per_minute in (0.1, 0.5, 1.5):
        windows = windows_for(per_minute, SERVICE, goal=10)
        assert wait_quantile(Line(per_minute, SERVICE, windows), 0.9) <= 10
        fewer = Line(per_minute, SERVICE, windows - 1) if windows > 1 else None
        assert fewer is None or not fewer.stable or wait_quantile(fewer, 0.9) > 10
    assert windows_for(0, SERVICE, goal=10) == 0


def test_a_shut_window_calls_nobody_and_the_last_are_served_after_closing() -> None:
    desk = Desk("1", frozenset("a"), ((0, 10), (20, 30)))
    played = play(
        [Visitor("a", 8, 5), Visitor("a", 9, 5), Visitor("a", 29, 5), Visitor("a", 29.5, 5)], [desk]
    )
    assert [one.begun for one in played.served] == [8, 20, 29, 34]
    assert played.unserved == ()


def test_a_line_that_no_window_serves_is_told() -> None:
    lost = Visitor("b", 1, 5)
    assert play([lost], [Desk("1", frozenset("a"), ((0, 10),))]).unserved == (lost,)


def test_a_head_start_goes_first_until_others_waited_that_much_longer() -> None:
    early, urgent = Visitor("a", 1, 5), Visitor("a", 4, 5, head_start=15)
    played = play([Visitor("a", 0, 5), early, urgent], [Desk("1", frozenset("a"), ((0, 60),))])
    assert [one.visitor for one in played.served][1:] == [urgent, early]
    late = Visitor("a", 17, 5, head_start=15)
    played = play([Visitor("a", 0, 20), early, late], [Desk("1", frozenset("a"), ((0, 60),))])
    assert [one.visitor for one in played.served][1:] == [early, late]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 400), st.integers(1, 30)), max_size=40),
    st.integers(1, 4),
)
def test_nobody_is_lost_and_no_window_serves_two(drawn: list[tuple[str, int, int]], windows: int) -> None:
    visitors = [Visitor(line, arrived, service) for line, arrived, service in drawn]
    desks = [Desk(str(one), frozenset("ab"[: one + 1]), ((0.0, 420.0),)) for one in range(windows)]
    played = play(visitors, desks)
    assert sorted(map(repr, [*(one.visitor for one in played.served), *played.unserved])) == sorted(
        map(repr, visitors)
    )
    for desk in desks:
        work = sorted(
            (one.begun, one.begun + one.visitor.service) for one in played.served if one.desk == desk.code
        )
        assert all(end <= start for (_, end), (start, _) in pairwise(work))
    assert all(one.wait >= 0 for one in played.served)
