"""A day of 40 survey sites and 4 cars: the plan beside the solver alone, and beside going to the nearest each time.

Time: merging, model, solver, times and validation together, beside what the solver was given. Worth: sites reached,
cars, minutes of driving, beside a dispatcher who always sends a car to the nearest site that it can still make.
"""

import itertools
import random
import time
from datetime import date

from oneseal.surveys.rules import merging, planning
from oneseal.surveys.rules.merging import Wish
from oneseal.surveys.rules.planning import Car, Day, Person, Place, Plan, Route, Site
from oneseal.surveys.services.solver import SECONDS, Model, plan_day

TITLE = "A day of 40 survey sites and 4 cars, beside the solver alone and beside the nearest site each time"
SITES, CARS, PEOPLE, DOUBLE = 40, 4, 9, 20
GIVEN = (SECONDS, 3)
"""What the desk gives the solver, and what four times as long would bring."""
TARGET_S = 10.0
TODAY = date(2026, 11, 23)


def wishes(chance: random.Random) -> list[Wish]:
    """Requests: forty places within some twelve kilometres, twenty of them asked for by two sections."""
    found = []
    for key in range(SITES):
        opens, closes = chance.choice(((540, 1020), (540, 1020), (540, 720), (810, 1020)))
        lon, lat = 117.05 + chance.random() * 0.12, 31.05 + chance.random() * 0.12
        skill = chance.choice(("", "", "", "消防", "食品"))
        wish = Wish(
            key, key, f"解放路{key}号", lon, lat, chance.choice((10, 15, 20)), opens, closes, skill=skill
        )
        found += [wish] * (2 if key < DOUBLE else 1)
    return found


def day_of(stops: list[merging.Stop]) -> Day:
    """The day that is asked."""
    sites = tuple(
        Site(
            at,
            Place(stop.first.lon or 0, stop.first.lat or 0),
            stop.minutes,
            stop.opens,
            stop.closes,
            stop.skills,
        )
        for at, stop in enumerate(stops)
    )
    people = tuple(Person(n, frozenset({"消防", "食品"} if n < CARS else set())) for n in range(PEOPLE))
    return Day(Place(117.10, 31.10), sites, tuple(Car(n) for n in range(CARS)), people)


def nearest(day: Day) -> Plan:
    """Each car in turn goes to the nearest site that it can still make, until it can make none."""
    left, routes = {site.id: site for site in day.sites}, []
    for route in planning.crews(day):
        order: list[int] = []
        at = day.base
        while True:
            able = [
                site
                for site in left.values()
                if not planning.faults(
                    Plan((planning.timed(route, [*order, site.id], day),), _others(day, [*order, site.id])),
                    day,
                )
            ]
            if not able:
                break
            site = min(able, key=lambda each: planning.way(at, each.at))
            order.append(site.id)
            at = site.at
            del left[site.id]
        if order:
            routes.append(planning.timed(route, order, day))
    return Plan(tuple(routes), tuple(left))


def _others(day: Day, but: list[int]) -> tuple[int, ...]:
    return tuple(site.id for site in day.sites if site.id not in but)


def driven(route: Route, day: Day) -> int:
    """Minutes on the road."""
    sites = {site.id: site for site in day.sites}
    places = [day.base, *(sites[call.site].at for call in route.calls), day.base]
    return sum(planning.way(one, other) for one, other in itertools.pairwise(places))


def row(what: str, seconds: float, plan: Plan | None, day: Day, ratio: float | str = "") -> dict[str, object]:
    """One line of the table."""
    return {
        "what": what,
        "seconds": round(seconds, 2),
        "x_solver": ratio,
        "sites": len(day.sites) - len(plan.left) if plan else "",
        "cars": len(plan.routes) if plan else "",
        "driving_min": sum(driven(route, day) for route in plan.routes) if plan else "",
        "target": f"< {TARGET_S:.0f} s" if what.startswith("plan") else "",
    }


def run() -> list[dict[str, object]]:
    """Measure: the plan, the solver alone on the same model, the nearest site each time."""
    asked = wishes(random.Random(20261123))
    rows = []
    for given in GIVEN:
        begin = time.perf_counter()
        day = day_of(merging.merged(asked, TODAY))
        plan = plan_day(day, seconds=given)
        whole = time.perf_counter() - begin
        routes = planning.crews(day)
        able = [
            [at for at, route in enumerate(routes) if site.skills <= planning.skills_of(route.people, day)]
            for site in day.sites
        ]
        model = Model(day, routes, able)
        begin = time.perf_counter()
        model.solve(given)
        alone = time.perf_counter() - begin
        rows.append(row(f"plan, solver given {given} s", whole, plan, day, round(whole / alone, 2)))
        rows.append(row(f"the solver alone, {given} s", alone, None, day))
    begin = time.perf_counter()
    floor = nearest(day)
    rows.append(row("the nearest site each time", time.perf_counter() - begin, floor, day))
    return rows


def main() -> None:
    """Print the table."""
    for each in run():
        print("  ".join(f"{name}={value}" for name, value in each.items()))


if __name__ == "__main__":
    main()
