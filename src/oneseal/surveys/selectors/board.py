"""What the desk's pages show: what waits, the day's trips, records that could be shared."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.surveys.models import Car, Request, Surveyor, Trip, TripMember, Visit
from oneseal.surveys.rules import planning
from oneseal.surveys.rules.records import Point
from oneseal.surveys.rules.states import LIVE_REQUESTS, RequestState, TripState, VisitState
from oneseal.surveys.selectors.access import SURVEYORS, visible_requests, visible_trips, visible_visits
from oneseal.surveys.selectors.planning import as_plan, points_of

MOST = 100
"""So many rows of each kind a page shows; more are counted."""


def unasked(actor: Actor) -> QuerySet[Any]:
    """Open survey steps whose survey nobody has asked for, of cases that the actor sees."""
    rows = cases.open_surveys(actor.bureau_id)
    asked = Request.objects.filter(state__in=LIVE_REQUESTS).values("case_id")
    return rows.exclude(case__in=asked).filter(case__in=cases.visible_cases(actor))


def waiting(actor: Actor) -> QuerySet[Request]:
    """Requests that wait to be planned, most urgent first."""
    return visible_requests(actor).filter(state=RequestState.WAITING).order_by("latest", "id")


def trips_on(actor: Actor, day: date) -> list[Trip]:
    """The trips of a day that the actor sees, with people and stops."""
    rows = visible_trips(actor).filter(day=day).exclude(state=TripState.CANCELLED)
    rows = rows.annotate(stops=Count("visits", filter=~Q(visits__state=VisitState.CANCELLED)))
    return list(rows.prefetch_related("people", "visits").order_by("leaves", "id"))


def to_sign(actor: Actor) -> QuerySet[Visit]:
    """Records that wait for the actor's signature."""
    if not actor.is_staff or not actor.has(*SURVEYORS):
        return Visit.objects.none()
    mine = TripMember.objects.filter(staff=actor.staff_id).values("trip")
    rows = Visit.objects.filter(state=VisitState.RECORDED, trip__in=mine, bureau_id=actor.bureau_id)
    return rows.exclude(signatures__staff=actor.staff_id).select_related("trip").order_by("recorded_at")


@dataclass(frozen=True)
class TripPage:
    """A trip with its stops and what is wrong with it."""

    trip: Trip
    visits: list[Visit]
    people: list[Any]
    faults: list[planning.Fault]


def trip_page(trip: Trip) -> TripPage:
    """Everything that the trip's page shows."""
    visits = (
        trip.visits.exclude(state=VisitState.CANCELLED) if trip.state != TripState.CANCELLED else trip.visits
    )
    rows = list(visits.prefetch_related("requests", "parties").select_related("document"))
    plan, day = as_plan(trip)
    wrong = planning.faults(plan, day) if trip.state == TripState.DRAFT and rows else []
    return TripPage(trip, rows, list(trip.people.order_by("id")), wrong)


def other_trips(trip: Trip) -> list[Trip]:
    """Drafts of the same day to which a stop may go."""
    rows = Trip.objects.filter(bureau=trip.bureau_id, day=trip.day, mode=trip.mode, state=TripState.DRAFT)
    return list(rows.exclude(pk=trip.pk).select_related("car").order_by("id"))


def means(actor: Actor) -> tuple[list[Car], list[Surveyor]]:
    """Every car and surveyor of the bureau."""
    cars = Car.objects.filter(bureau=actor.bureau_id).order_by("-in_service", "plate")
    people = Surveyor.objects.filter(bureau=actor.bureau_id).select_related("staff__section")
    return list(cars), list(people.order_by("-in_service", "staff__number"))


def colleagues(actor: Actor, *, but: int = 0) -> list[tuple[int, str]]:
    """Who could go: surveyors first, then everybody in the bureau, as choices."""
    rows = identity.visible_staff(actor).filter(left_on=None).exclude(pk=but).order_by("section", "number")
    known = set(
        Surveyor.objects.filter(bureau=actor.bureau_id, in_service=True).values_list("staff_id", flat=True)
    )
    away = identity.on_leave(actor.bureau_id, clock.today())
    listed = sorted((row for row in rows if row.pk not in away), key=lambda row: row.pk not in known)
    return [(row.pk, f"{row.name}（{row.section.name}）") for row in listed]


def surveyors(actor: Actor) -> list[tuple[int, str]]:
    """Surveyors in service as choices."""
    _, people = means(actor)
    return [
        (each.staff_id, f"{each.staff.name}（{'、'.join(each.skills) or each.staff.section.name}）")
        for each in people
        if each.in_service
    ]


def shareable(actor: Actor, step: Any) -> list[Visit]:
    """Records of the same applicant that a case's survey step could be closed by, newest first."""
    del actor
    rows = Visit.objects.filter(
        applicant=step.case.applicant_id, state=VisitState.DONE, document__isnull=False
    )
    return list(rows.select_related("document", "trip").order_by("-id")[:10])


def step_points(step: Any) -> list[Point]:
    """The checklist of a case's survey step."""
    return points_of(catalog.version_content(step.case.item_version_id), step.key)


def asked_for(case: Any) -> QuerySet[Request]:
    """The surveys asked for in a case."""
    return Request.objects.filter(case=case.pk)


def visits_of_case(case_id: int) -> list[Visit]:
    """The stops at which a case was looked at, oldest first, for its archive."""
    rows = Visit.objects.filter(requests__case=case_id).exclude(state=VisitState.CANCELLED)
    return list(rows.distinct().order_by("id"))


def of_case(actor: Actor, case: Any) -> list[Request]:
    """The requests of a case, newest first, for its page; applicants see what was told."""
    rows = Request.objects.filter(case=case.pk).select_related("visit__trip__car", "visit__document")
    if not actor.is_staff:
        rows = rows.exclude(visit=None).exclude(visit__trip__state=TripState.DRAFT)
    return list(rows.order_by("-id")[:10])


def my_trips(actor: Actor, day: date) -> list[Visit]:
    """The stops of the trips on which somebody goes on a day and after, for their phone."""
    mine = TripMember.objects.filter(staff=actor.staff_id).values("trip")
    rows = visible_visits(actor).filter(trip__in=mine, trip__day__gte=day)
    rows = rows.filter(trip__state__in=[TripState.ANNOUNCED, TripState.DONE])
    rows = rows.exclude(state__in=[VisitState.CANCELLED])
    return list(
        rows.prefetch_related("requests", "parties", "signatures").order_by("trip__day", "trip", "place")[
            :MOST
        ]
    )
