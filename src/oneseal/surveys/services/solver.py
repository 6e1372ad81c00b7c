"""The routing solver: asked with the model of `rules.planning`, its answer checked by the same rules.

OR-Tools is imported when a plan is asked for, so that nothing else waits for it.
"""

from typing import Any

from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_
from oneseal.surveys.rules import planning
from oneseal.surveys.rules.planning import Day, Plan, Route

CAR = 100_000
"""Cost of sending one more car: no saving of minutes outweighs it (一车一次)."""
LEFT = 10_000_000
"""Cost of leaving a site out: only where no car reaches it in time."""
SECONDS = 0.7
"""So long a dispatcher waits for the search; more time finds the same cars and a few minutes of driving less."""


def plan_day(day: Day, *, seconds: float = SECONDS) -> Plan:
    """Routes and times for a day: as few sites left out as possible, then as few cars, then as little driving.

    Searches for `seconds`. Sites that nobody can reach in time, or that ask for what no crew knows, are in `left`.
    Raises Conflict where the time was not enough for any plan (a busy machine), AssertionError if the solver's answer breaks a rule, which would be a fault of the model.
    """
    routes = planning.crews(day)
    able = [_able(site.skills, routes, day) for site in day.sites]
    if not routes or not day.sites:
        return Plan((), tuple(site.id for site in day.sites))
    asked = Model(day, routes, able)
    orders = asked.solve(seconds)
    called = {site for order in orders for site in order}
    plan = Plan(
        tuple(
            planning.timed(route, order, day) for route, order in zip(routes, orders, strict=True) if order
        ),
        tuple(site.id for site in day.sites if site.id not in called),
    )
    assert not (wrong := planning.faults(plan, day)), wrong
    return plan


def _able(skills: frozenset[str], routes: list[Route], day: Day) -> list[int]:
    """Numbers of the crews that know what a site asks for."""
    return [at for at, route in enumerate(routes) if skills <= planning.skills_of(route.people, day)]


class Model:
    """One day as the solver's routing model."""

    def __init__(self, day: Day, routes: list[Route], able: list[list[int]]) -> None:
        from ortools.constraint_solver import pywrapcp

        self.day, self.ways = day, planning.ways(day)
        self.stay = [0, *(site.minutes for site in day.sites)]
        self.manager: Any = pywrapcp.RoutingIndexManager(len(self.ways), len(routes), 0)
        self.routing: Any = pywrapcp.RoutingModel(self.manager)
        self.count = len(routes)
        self.drive = self.routing.RegisterTransitMatrix(self.ways)
        self.routing.SetArcCostEvaluatorOfAllVehicles(self.drive)
        self.routing.SetFixedCostOfAllVehicles(CAR)
        self._clocked()
        for place, site in enumerate(day.sites, 1):
            self._site(place, site, able[place - 1])

    def _clocked(self) -> None:
        """Time runs by the stay at a place and the way to the next; a car may wait."""
        passed = [[way + stay for way in row] for row, stay in zip(self.ways, self.stay, strict=True)]
        transit = self.routing.RegisterTransitMatrix(passed)
        self.routing.AddDimension(transit, self.day.ends, self.day.ends, False, "time")
        self.time = self.routing.GetDimensionOrDie("time")
        for vehicle in range(self.count):
            for index in (self.routing.Start(vehicle), self.routing.End(vehicle)):
                self.time.CumulVar(index).SetRange(self.day.starts, self.day.ends)

    def _site(self, place: int, site: planning.Site, able: list[int]) -> None:
        index = self.manager.NodeToIndex(place)
        last = site.closes - site.minutes
        self.routing.AddDisjunction([index], LEFT)
        if not able or last < max(site.opens, self.day.starts):
            self.routing.VehicleVar(index).SetValue(-1)
            return
        self.time.CumulVar(index).SetRange(site.opens, last)
        if len(able) < self.count:
            self.routing.VehicleVar(index).SetValues([-1, *able])

    def solve(self, seconds: float) -> list[list[int]]:
        """For each crew the ids of its sites in order. Raises Conflict where no plan was found in time."""
        from ortools.constraint_solver import pywrapcp, routing_enums_pb2

        asked: Any = pywrapcp.DefaultRoutingSearchParameters()
        asked.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        asked.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        asked.time_limit.FromMilliseconds(round(seconds * 1000))
        found = self.routing.SolveWithParameters(asked)
        if found is None:
            raise Conflict("planner_late", N_("机器正忙，没有排出来，请再按一次“排程”。申请都还在等待。"))
        return [self._order(found, vehicle) for vehicle in range(self.count)]

    def _order(self, found: Any, vehicle: int) -> list[int]:
        order, index = [], self.routing.Start(vehicle)
        while not self.routing.IsEnd(index):
            if node := self.manager.IndexToNode(index):
                order.append(self.day.sites[node - 1].id)
            index = found.Value(self.routing.NextVar(index))
        return order
