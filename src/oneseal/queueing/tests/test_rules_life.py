"""Who goes before whom: the order of two people never changes, and nobody starves."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oneseal.queueing.rules import life
from oneseal.queueing.rules.life import APPOINTMENTS, TICKETS, WINDOWS, Priority

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
minutes = st.integers(0, 480)
classes = st.sampled_from(list(Priority))


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


@given(st.lists(st.tuples(minutes, classes), min_size=2, max_size=40))
def test_nobody_is_overtaken_by_somebody_who_came_longest_start_later(
    people: list[tuple[int, Priority]],
) -> None:
    order = sorted(people, key=lambda each: life.rank(at(each[0]), each[1]))
    for place, (came, _) in enumerate(order):
        for other, _ in order[:place]:
            assert at(other) - at(came) <= life.LONGEST_START


@given(minutes, st.integers(0, 240))
def test_a_phone_ticket_keeps_half_an_hour_at_most(issued: int, later: int) -> None:
    rank = life.rank_after_check_in(at(issued), at(issued + later), Priority.NORMAL)
    assert at(issued) <= rank <= at(issued + later)
    assert at(issued + later) - rank <= life.HELD


def test_every_state_of_a_life_is_told() -> None:
    told = [(TICKETS, life.TicketState), (WINDOWS, life.WindowState), (APPOINTMENTS, life.AppointmentState)]
    assert all(set(table.states) == {str(state) for state in states} for table, states in told)


def test_a_done_ticket_stays_done() -> None:
    assert TICKETS.final == {"done", "left"}
