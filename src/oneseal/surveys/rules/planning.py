"""A day's trips: what the solver is asked, and whether an answer (its own or a dispatcher's) is lawful and possible.

Times are whole minutes after midnight, ways are minutes by car. Places are longitude and latitude in degrees
(CGCS2000 or WGS 84: for the way to a shop they are the same).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys.rules.states import BASIS, TWO

EARTH_KM = 6371.0
DETOUR = 1.35
"""How much longer a road is than the straight line, on average."""
KM_PER_HOUR = 30
LEAST_WAY = 3
"""Parking and walking: no two places are nearer."""
CREW = 2
"""A field check takes two (licence law art. 34(3), LIC-9)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, in degrees."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Site:
    """One stop: how long it takes, between which times it may begin and must end, what its officers must know."""

    id: int
    at: Place
    minutes: int
    opens: int
    closes: int
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Car:
    """A car and how many it takes besides its driver."""

    id: int
    seats: int = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may go, and what they know."""

    id: int
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Day:
    """What a day offers: where cars start and end, when they leave at the earliest and are back at the latest."""

    base: Place
    sites: tuple[Site, ...]
    cars: tuple[Car, ...]
    people: tuple[Person, ...]
    starts: int = 540
    ends: int = 1020


@dataclass(frozen=True, slots=True)
class Call:
    """A site on a route: when the car arrives and leaves."""

    site: int
    arrives: int
    departs: int


@dataclass(frozen=True, slots=True)
class Route:
    """One car's day."""

    car: int
    people: tuple[int, ...]
    calls: tuple[Call, ...] = ()
    leaves: int = 0
    returns: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Every car that goes, and the sites that no car reaches in time."""

    routes: tuple[Route, ...]
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a plan: a stable word, a sentence with places, and what fills them."""

    code: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


def way(one: Place, other: Place) -> int:
    """Minutes by car between two places; 0 to itself."""
    if one == other:
        return 0
    lat = math.radians((one.lat + other.lat) / 2)
    x = math.radians(other.lon - one.lon) * math.cos(lat)
    y = math.radians(other.lat - one.lat)
    km = math.hypot(x, y) * EARTH_KM * DETOUR
    return LEAST_WAY + math.ceil(km / KM_PER_HOUR * 60)


def ways(day: Day) -> list[list[int]]:
    """Minutes between all places; the base is number 0, the sites follow in order."""
    places = [day.base, *(site.at for site in day.sites)]
    return [[way(one, other) for other in places] for one in places]


def crews(day: Day) -> list[Route]:
    """Who goes with whom: as many cars as there are pairs of people, rare knowledge spread, nobody alone (LIC-9).

    What is asked for on the day and known to few is given out first, so that as many cars as possible can do it.
    """
    count = min(len(day.cars), len(day.people) // CREW)
    cars = sorted(day.cars, key=lambda car: (-car.seats, car.id))[:count]
    if not cars:
        return []
    asked = [skill for site in day.sites for skill in sorted(site.skills)]
    knows = {skill: sum(skill in each.skills for each in day.people) for skill in set(asked)}
    order = sorted(
        day.people,
        key=lambda each: (min((knows[s] for s in each.skills if s in knows), default=99), each.id),
    )
    groups: list[list[Person]] = [[] for _ in cars]
    for person in order:
        room = [at for at, group in enumerate(groups) if len(group) < cars[at].seats]
        if room:
            groups[min(room, key=lambda at: (len(groups[at]), _known(groups[at], person, knows), at))].append(
                person
            )
    return [Route(car.id, tuple(each.id for each in group)) for car, group in zip(cars, groups, strict=True)]


def _known(group: Sequence[Person], person: Person, asked: Mapping[str, int]) -> int:
    """How much of what a person knows their group knows already."""
    there = {skill for each in group for skill in each.skills}
    return sum(skill in there for skill in person.skills if skill in asked)


def skills_of(people: Sequence[int], day: Day) -> frozenset[str]:
    """What a crew knows together."""
    known = {each.id: each.skills for each in day.people}
    return frozenset().union(*(known.get(each, frozenset()) for each in people))


def timed(route: Route, order: Sequence[int], day: Day) -> Route:
    """The route over these sites in this order, each begun as early as it may be; late ones are not refused here."""
    sites = {site.id: site for site in day.sites}
    if not order:
        return replace(route, calls=(), leaves=day.starts, returns=day.starts)
    first = sites[order[0]]
    leaves = max(day.starts, first.opens - way(day.base, first.at))
    calls, at, now = [], day.base, leaves
    for key in order:
        site = sites[key]
        begins = max(now + way(at, site.at), site.opens)
        calls.append(Call(key, begins, begins + site.minutes))
        at, now = site.at, begins + site.minutes
    return replace(route, calls=tuple(calls), leaves=leaves, returns=now + way(at, day.base))


def faults(plan: Plan, day: Day) -> list[Fault]:
    """Everything that makes a plan unlawful or impossible; empty for a good one. Knows nothing of any solver."""
    found: list[Fault] = []
    found += _shared(plan, day)
    for route in plan.routes:
        found += _crew(route, day) + _times(route, day)
    return found


def _shared(plan: Plan, day: Day) -> list[Fault]:
    """Cars, people and sites are used once, and every site is on a route or named as left."""
    found = []
    cars = [route.car for route in plan.routes]
    people = [person for route in plan.routes for person in route.people]
    called = [call.site for route in plan.routes for call in route.calls] + list(plan.left)
    if len(set(cars)) != len(cars):
        found.append(Fault("car_twice", N_("同一辆车排了两趟，请换一辆。")))
    if len(set(people)) != len(people):
        found.append(Fault("person_twice", N_("同一个人排进了两辆车，请调整。")))
    if sorted(called) != sorted(site.id for site in day.sites):
        found.append(Fault("sites_lost", N_("有的点位排了两次或者没有排进来，请重新排程。")))
    return found


def _crew(route: Route, day: Day) -> list[Fault]:
    found = []
    seats = {car.id: car.seats for car in day.cars}
    known = {each.id for each in day.people}
    if len(set(route.people)) < CREW:
        found.append(Fault("crew_of_one", N_("这一趟不足两人：现场核查必须两人以上，请增加人员。")))
    if len(route.people) > seats.get(route.car, 0):
        found.append(
            Fault("car_full", N_("这辆车坐不下%(people)s人，请减人或者换车。"), {"people": len(route.people)})
        )
    if not set(route.people) <= known:
        found.append(Fault("person_away", N_("有人当天不在或者另有安排，请换人。")))
    return found


def _times(route: Route, day: Day) -> list[Fault]:
    """Each way takes its time, each site is open, its officers know what it asks for, the car is back in time."""
    sites = {site.id: site for site in day.sites}
    knows = skills_of(route.people, day)
    found, at, now = [], day.base, route.leaves
    for place, call in enumerate(route.calls, 1):
        site = sites.get(call.site)
        if site is None:
            continue
        if call.arrives < now + way(at, site.at) or call.departs < call.arrives + site.minutes:
            found.append(Fault("too_fast", N_("第%(place)s站的时间不够，请重新计算时刻。"), {"place": place}))
        if call.arrives < site.opens or call.departs > site.closes:
            window = f"{clock_text(site.opens)}–{clock_text(site.closes)}"
            text = N_("第%(place)s站%(at)s到，对方只有%(window)s方便，请换个顺序或者另一辆车。")
            found.append(
                Fault(
                    "outside_window", text, {"place": place, "at": clock_text(call.arrives), "window": window}
                )
            )
        if missing := site.skills - knows:
            text = N_("第%(place)s站要有懂“%(skill)s”的人，这辆车上没有。")
            found.append(Fault("skill_missing", text, {"place": place, "skill": "、".join(sorted(missing))}))
        at, now = site.at, call.departs
    if route.calls and (route.leaves < day.starts or now + way(at, day.base) > day.ends):
        found.append(
            Fault("home_late", N_("这一趟%(ends)s前回不来，请减少点位。"), {"ends": clock_text(day.ends)})
        )
    return found


def clock_text(minutes: int) -> str:
    """Minutes after midnight as 9:05."""
    return f"{minutes // 60}:{minutes % 60:02}"


def check_announced(plan: Plan, day: Day) -> None:
    """A trip is told to others only when it can be kept. Raises RuleViolation with the first thing wrong."""
    if not any(route.calls for route in plan.routes):
        raise RuleViolation("nothing_planned", N_("这一趟还没有点位，不用通知。"), basis=BASIS)
    if wrong := faults(plan, day):
        first = wrong[0]
        basis = TWO if first.code == "crew_of_one" else BASIS
        raise RuleViolation(first.code, first.text, params=first.values, basis=basis)
