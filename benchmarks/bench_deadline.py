"""One deadline: OneSeal's index beside a bare bisect on a list of dates and beside chinesecalendar.

All three run in turns in one process, so that the machine's moods touch them alike.
"""

import json
import random
import statistics
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar

from oneseal.foundation.rules.holidays import read_packed
from oneseal.kernel.clocks import Clock, Interval, Running, due
from oneseal.kernel.workdays import WorkCalendar

TITLE = "One deadline in Python, beside a bare bisect and chinesecalendar"
SHIPPED = Path(__file__).parents[1] / "src" / "oneseal" / "foundation" / "data" / "holidays.json"
ROUNDS = 15
CALLS = 4000
SLOW_CALLS = 20
PAUSES, PAUSED_LIMIT = 20, 220
PAUSED = f"clocks.due ({PAUSES} suspensions)"
TARGET_US = 1.0


def load() -> WorkCalendar:
    """The shipped calendar, from its file."""
    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))["notices"]
    return WorkCalendar({draft.year: draft.days for draft in map(read_packed, raw)})


def loop(start: date, n: int) -> date:
    """The n-th working day by asking chinesecalendar day by day."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= chinese_calendar.is_workday(day)
    return day


def paused(start: date) -> Clock:
    """A clock of 220 working days that stood still twenty times, from Thursday to Monday or so, every two weeks."""
    first = [start + timedelta(days=14 * (place + 1)) for place in range(PAUSES)]
    stretches = [Interval(Running.SUSPENDED, day, day + timedelta(days=4)) for day in first]
    return Clock(start, PAUSED_LIMIT, pauses=tuple(stretches))


def bare(clock: Clock, days: list[date]) -> date:
    """Its deadline by the least that must be asked: two bisects a suspension, one for what is left."""
    position, left = clock.start, clock.limit
    for pause in clock.pauses:
        ran = bisect_left(days, pause.first) - bisect_right(days, position)
        if ran >= left:
            break
        left, position = left - ran, pause.last or position
    return days[bisect_right(days, position) + left - 1]


def contenders(
    calendar: WorkCalendar, starts: list[date]
) -> dict[str, tuple[Callable[[date, int], object], int]]:
    """What is measured: a name, a call that gives the deadline, and how many calls a round has."""
    days = [
        each
        for number in range(calendar.first_day.toordinal(), calendar.last_day.toordinal() + 1)
        if calendar.is_workday(each := date.fromordinal(number))
    ]
    clocks = {start: paused(start) for start in starts}
    return {
        "WorkCalendar.add_workdays": (calendar.add_workdays, CALLS),
        "clocks.due (no suspension)": (lambda start, n: due(Clock(start, n), calendar), CALLS),
        "bisect on a list of dates": (lambda start, n: days[bisect_right(days, start) + n - 1], CALLS),
        "chinesecalendar, day by day": (loop, SLOW_CALLS),
        PAUSED: (lambda start, n: due(clocks[start], calendar), CALLS),
        "the same by bisects on a list of dates": (lambda start, n: bare(clocks[start], days), CALLS),
    }


def measure(call: Callable[[date, int], object], cases: list[tuple[date, int]]) -> float:
    """Microseconds a call, one pass over the cases."""
    begin = time.perf_counter()
    for start, n in cases:
        call(start, n)
    return (time.perf_counter() - begin) / len(cases) * 1e6


def run() -> list[dict[str, object]]:
    """Measure and return one row for each contender: median and range in µs a call."""
    chance = random.Random(20261121)
    first = date(2005, 1, 1)
    cases = [
        (first + timedelta(days=chance.randrange(7300)), chance.choice((3, 5, 10, 20))) for _ in range(CALLS)
    ]
    named = contenders(load(), [start for start, _ in cases])
    results = {name: [call(start, n) for start, n in cases[:SLOW_CALLS]] for name, (call, _) in named.items()}
    answers = [
        [getattr(each, "day", each) if not isinstance(each, date) else each for each in found]
        for found in results.values()
    ]
    if any(each != answers[0] for each in answers[:-2]) or answers[-1] != answers[-2]:
        raise AssertionError("the contenders disagree about a deadline")
    times: dict[str, list[float]] = {name: [] for name in named}
    for _ in range(ROUNDS):
        for name, (call, count) in named.items():
            times[name].append(measure(call, cases[:count]))
    return [
        {
            "what": name,
            "median_us": round(statistics.median(taken), 3),
            "best_us": round(min(taken), 3),
            "worst_us": round(max(taken), 3),
            "target_us": f"<= {TARGET_US}" if place < 2 else "",
        }
        for place, (name, taken) in enumerate(times.items())
    ]


def main() -> None:
    """Print the table."""
    print(f"{'one deadline (µs a call)':34}{'median':>10}{'best':>10}{'worst':>10}{'target':>10}")
    for row in run():
        print(
            f"{row['what']:34}{row['median_us']:>10}{row['best_us']:>10}{row['worst_us']:>10}{row['target_us']:>10}"
        )


if __name__ == "__main__":
    main()
