"""The simulated day: everybody is served or missed, nobody is lost, and what is lost is told."""

import random
from datetime import date, datetime, time
from typing import Any

import pytest

from oneseal.cases.tests import factories as cases
from oneseal.demo import visiting
from oneseal.foundation import clock
from oneseal.queueing import selectors as queue
from oneseal.queueing import services

MONDAY = date(2026, 11, 23)


def test_visitors_come_while_the_hall_is_open() -> None:
    moments = visiting.arrivals(MONDAY, 400, random.Random(3))
    assert len(moments) == 400
    assert moments == sorted(moments)
    for moment in moments:
        assert any(start <= moment.time() < end for start, end in visiting.HOURS)
    early = sum(moment.time() < time(10, 30) for moment in moments)
    assert early > sum(time(10, 30) <= moment.time() < time(12) for moment in moments)


@pytest.fixture
def day(db: None, monkeypatch: pytest.MonkeyPatch) -> visiting.Day:
    """One window for every line, one clerk, no applications."""
    monkeypatch.setattr(visiting, "TAKES_IN", 0.0)
    monkeypatch.setattr(visiting, "JUDGES", 1.0)
    monkeypatch.setattr(visiting, "TWICE", 1.0)
    made = cases.house()
    hall = visiting.hall_of(made["coordinator"], 1)
    window = queue.windows(hall)[0]
    output = next(line for line in queue.lines(hall) if line.letter == "D")
    lines = [*window.lines.all(), output]
    services.keep_window(
        made["coordinator"],
        zone_id=window.zone_id,
        window_id=window.pk,
        number=window.number,
        lines=[line.pk for line in lines],
    )
    crew = [(queue.windows(hall)[0], made["clerk"])]
    nobody: Any = None
    return visiting.Day(hall, MONDAY, random.Random(5), crew, nobody, nobody)


def test_a_day_is_played_to_its_end(day: visiting.Day) -> None:
    paced: list[datetime] = []
    tally = day.play(12, paced.append)
    assert tally.issued == 12
    assert tally.served + tally.missed == 12
    assert paced == sorted(paced)
    assert visiting.lost_or_doubled(day.hall, MONDAY) == []
    assert tally.judged == tally.refused == tally.served
    assert visiting.words_lost(day) == []
    assert queue.open_seats(day.hall) == {}
    assert visiting.hall_of(day.crew[0][1], 1).pk == day.hall.pk


def test_a_number_that_nobody_served_is_told(day: visiting.Day) -> None:
    day.play(2, lambda moment: None)
    line = queue.lines(day.hall)[0]
    with clock.at(visiting.arrivals(MONDAY, 1, random.Random(1))[0]):
        services.issue_ticket(day.crew[0][1], hall_id=day.hall.pk, line_id=line.pk, door="guide")
    (told,) = visiting.lost_or_doubled(day.hall, MONDAY)
    assert "没有办完" in told
    day.judged.append(0)
    (missing,) = visiting.words_lost(day)
    assert "0 条" in missing


def test_an_interrupted_day_leaves_no_window_open(day: visiting.Day) -> None:
    window, clerk = day.crew[0]
    line = queue.lines(day.hall)[0]
    with clock.at(visiting.arrivals(MONDAY, 1, random.Random(1))[0]):
        services.open_window(clerk, window.pk)
        services.issue_ticket(clerk, hall_id=day.hall.pk, line_id=line.pk, door="guide")
        called = services.call_next(clerk, window.pk)
        assert called is not None
        services.begin(clerk, ticket_id=called.pk)
        visiting.leave_windows(clerk.bureau_id, day.hall)
    assert queue.open_seats(day.hall) == {}
    assert visiting.lost_or_doubled(day.hall, MONDAY) == []
