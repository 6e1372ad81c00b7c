"""What planning reads: free cars and people, a trip as the rules see it, checklists."""

from datetime import date
from typing import Any

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.content import ItemContent, ReviewPoint
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.surveys.models import Car, Request, Surveyor, Trip, TripMember, Visit
from oneseal.surveys.rules import planning
from oneseal.surveys.rules.merging import SHARED_MINUTES
from oneseal.surveys.rules.records import Point
from oneseal.surveys.rules.states import OPEN_TRIPS, RequestState, VisitState


def free_means(bureau_id: int, day: date, *, but: int = 0) -> tuple[list[Car], list[Surveyor]]:
    """Cars and surveyors of a bureau that go nowhere else on a day and are not away; trip `but` does not count."""
    trips = Trip.objects.filter(bureau=bureau_id, day=day, state__in=OPEN_TRIPS).exclude(pk=but)
    cars = Car.objects.filter(bureau=bureau_id, in_service=True)
    cars = cars.exclude(pk__in=trips.filter(car__isnull=False).values("car"))
    busy = TripMember.objects.filter(trip__in=trips.filter(car__isnull=False)).values("staff")
    people = Surveyor.objects.filter(bureau=bureau_id, in_service=True, staff__left_on=None)
    people = people.exclude(staff__in=busy).exclude(staff__in=identity.on_leave(bureau_id, day))
    return list(cars), list(people.select_related("staff"))


def site_of(visit: Visit, requests: list[Request]) -> planning.Site:
    """A stop as the planner's rules see it, named by its id."""
    shared = SHARED_MINUTES * (len(requests) - 1)
    return planning.Site(
        visit.pk,
        planning.Place(visit.lon or 0, visit.lat or 0),
        max((row.minutes for row in requests), default=40) + max(shared, 0),
        max((row.opens for row in requests), default=540),
        min((row.closes for row in requests), default=1020),
        frozenset(row.skill for row in requests if row.skill),
    )


def as_plan(trip: Trip) -> tuple[planning.Plan, planning.Day]:
    """A trip as a plan of one route, and the day against which it is judged."""
    cars, people = free_means(trip.bureau_id, trip.day, but=trip.pk)
    visits = list(
        trip.visits.exclude(state=VisitState.CANCELLED).prefetch_related("requests").order_by("place", "id")
    )
    sites = tuple(
        site_of(visit, [row for row in visit.requests.all() if row.state == RequestState.PLANNED])
        for visit in visits
    )
    base = planning.Place(trip.car.lon, trip.car.lat) if trip.car else planning.Place(0, 0)
    day = planning.Day(
        base,
        sites,
        tuple(planning.Car(car.pk, car.seats) for car in cars),
        tuple(planning.Person(each.staff_id, frozenset(each.skills)) for each in people),
    )
    crew = tuple(TripMember.objects.filter(trip=trip).order_by("id").values_list("staff_id", flat=True))
    calls = tuple(planning.Call(each.pk, each.arrives, each.departs) for each in visits)
    route = planning.Route(trip.car_id or 0, crew, calls, trip.leaves, trip.returns)
    return planning.Plan((route,)), day


def checklist(row: Request) -> list[Point]:
    """What is looked at for a request: the review points of the case's survey step, by its version of the item."""
    case = cases.any_case(row.case_id)
    return points_of(catalog.version_content(case.item_version_id), row.step_key)


def points_of(content: ItemContent, key: str) -> list[Point]:
    """The review points of a step of an item version."""
    found = next((step for step in content.steps if step.key == key), None)
    return [_point(each) for each in found.review_points] if found else []


def presented(step: Any) -> str:
    """What the item says must be shown at a case's survey step; empty where it says nothing (inventory 5.10)."""
    content = catalog.version_content(step.case.item_version_id)
    return next((each.must_present for each in content.steps if each.key == step.key), "")


def _point(each: ReviewPoint) -> Point:
    return Point(each.code, each.text, each.kind == "numeric", each.minimum, each.maximum, each.unit)


ADDRESSES = (
    "site_address",
    "project_address",
    "equipment_place",
    "ad_place",
    "warehouse_address",
    "org_address",
)
"""Fields of the shared dictionary that say where, the most telling first."""


def address_of(actor: Actor, case_id: int) -> str:
    """Where a case's place is by its form, to begin with; empty where the form does not say."""
    form = cases.case_page(actor, case_id).form
    data = form.data if form else {}
    found = next((data[name] for name in ADDRESSES if isinstance(data.get(name), str) and data[name]), "")
    return str(found)[:200]
