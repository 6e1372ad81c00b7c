"""A month of days of the hall, played: 22 days of 1,500 visitors, beside the library alone and beside theory.

The floor is SimPy with nothing but a shared resource of as many windows: arrive, wait, be served. Ours keeps lines, head
starts, opening spans and who was served where. The third line tells how far a long play of a busy line is from
Erlang C, which is exact there.
"""

import random
import statistics
from collections.abc import Callable

import simpy

from benchmarks.turns import in_turns
from oneseal.staffing.rules.days import Usual, draw
from oneseal.staffing.rules.figures import figures
from oneseal.staffing.rules.simulation import Desk, Visitor, play
from oneseal.staffing.rules.theory import Line, mean_wait

TITLE = "A month of the hall played (22 days, 1,500 visitors each, 30 windows), beside SimPy alone"
DAYS, VISITORS, WINDOWS, LINES, ROUNDS = 22, 1500, 30, 6, 3
LONG = 200_000


def month() -> list[tuple[Visitor, ...]]:
    """Days like a usual one: two rushes, six lines, long-tailed services of nine minutes on average."""
    chance = random.Random(20261122)
    slots = {
        18: 2.0,
        19: 3.0,
        20: 3.0,
        21: 2.0,
        22: 1.0,
        23: 0.5,
        26: 1.0,
        27: 2.0,
        28: 2.5,
        29: 2.0,
        30: 1.5,
        31: 0.5,
    }
    scale = VISITORS / LINES / sum(slots.values())
    services = tuple(chance.lognormvariate(2.0, 0.6) for _ in range(400))
    like = Usual({slot: count * scale for slot, count in slots.items()}, services, (0.0,) * len(services))
    return [draw({str(line): like for line in range(LINES)}, chance.random) for _ in range(DAYS)]


def ours(days: list[tuple[Visitor, ...]]) -> None:
    """Half of the windows serve every line, half two lines each."""
    every = frozenset(map(str, range(LINES)))
    desks = [
        Desk(
            str(one),
            every if one % 2 else frozenset({str(one % LINES), str((one + 1) % LINES)}),
            ((540.0, 1020.0),),
        )
        for one in range(WINDOWS)
    ]
    found = figures([play(day, desks) for day in days], desks)
    if found.all.visitors + found.unserved != sum(map(len, days)):
        raise AssertionError("somebody was lost")


def bare(days: list[tuple[Visitor, ...]]) -> None:
    """One line, one resource, no records."""
    for day in days:
        env = simpy.Environment()
        windows = simpy.Resource(env, WINDOWS)

        def visit(one: Visitor, env: simpy.Environment = env, windows: simpy.Resource = windows) -> object:
            yield env.timeout(one.arrived)
            with windows.request() as turn:
                yield turn
                yield env.timeout(one.service)

        for one in day:
            env.process(visit(one))
        env.run()


def off_theory() -> float:
    """How far the mean wait of a long play is from Erlang C, in percent (4 windows, 70 % busy)."""
    chance, line = random.Random(7), Line(0.7 * 4 / 6, 6.0, 4)
    now, visitors = 0.0, []
    for _ in range(LONG):
        now += chance.expovariate(line.per_minute)
        visitors.append(Visitor("a", now, chance.expovariate(1 / line.service)))
    served = play(
        visitors, [Desk(str(one), frozenset("a"), ((0.0, now + 1),)) for one in range(line.windows)]
    ).served
    return (sum(one.wait for one in served) / LONG / mean_wait(line) - 1) * 100


def run() -> list[dict[str, object]]:
    """Measure in turns; one row for each, and how far a long play is from theory."""
    days = month()
    named: dict[str, Callable[[], object]] = {
        "SimPy alone: one resource": lambda: bare(days),
        "the planner's play and its figures": lambda: ours(days),
    }
    times = in_turns(named, ROUNDS)
    floor = statistics.median(next(iter(times.values())))
    rows: list[dict[str, object]] = [
        {
            "what": name,
            "seconds": round(statistics.median(taken), 2),
            "visitors_per_s": round(sum(map(len, days)) / statistics.median(taken)),
            "x_floor": round(statistics.median(taken) / floor, 2),
        }
        for name, taken in times.items()
    ]
    off = f"{off_theory():+.1f} %"
    return [*rows, {"what": f"mean wait of {LONG:,} visitors against Erlang C", "off_theory": off}]


def main() -> None:
    """Print the table."""
    for row in run():
        print("  ".join(f"{key}: {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
