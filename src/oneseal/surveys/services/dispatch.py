"""A dispatcher changes what the planner proposed: order, car, people, who is called; and keeps cars and surveyors."""

from collections.abc import Sequence

from django.db import transaction

from oneseal.foundation import db
from oneseal.foundation.journal import Subject, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys import events, selectors
from oneseal.surveys.models import Car, Party, Surveyor, Trip, TripMember, Visit
from oneseal.surveys.rules import planning
from oneseal.surveys.rules.asking import check_place
from oneseal.surveys.rules.states import BASIS, TRIPS, VISITS, Presence, VisitState
from oneseal.surveys.services.trips import check_colleagues, check_dispatcher, release

UP, DOWN, OUT = "up", "down", "out"


def _draft(actor: Actor, trip_id: int, version: int | None = None) -> Trip:
    """A trip under lock that may still be changed. Raises Conflict where somebody else changed it meanwhile."""
    check_dispatcher(actor)
    selectors.access_trip(actor, trip_id)
    db.lock(Trip, trip_id)
    trip = Trip.objects.select_related("car").get(pk=trip_id)
    TRIPS.step(trip.state, "change")
    if version is not None and trip.version != version:
        raise Conflict("stale", N_("同事刚刚调整过这一趟，请刷新后再改。"))
    return trip


def move_visit(actor: Actor, *, visit_id: int, version: int, how: str, to_trip: int = 0) -> Trip:
    """Move a stop up or down, to another trip of the day (its end), or out of the trip; times are worked out anew.

    Whether the result can be kept is told (`selectors.as_plan`, `planning.faults`), and checked before it is told
    to others.
    """
    with transaction.atomic():
        visit = selectors.access_visit(actor, visit_id)
        trip = _draft(actor, visit.trip_id, version)
        order = list(trip.visits.filter(state=VisitState.PLANNED).order_by("place", "id"))
        at = next((place for place, each in enumerate(order) if each.pk == visit.pk), None)
        if at is None:
            raise Conflict("not_planned", N_("这个点位已经不在这一趟，请刷新页面。"))
        if how in {UP, DOWN}:
            to = max(0, min(len(order) - 1, at + (1 if how == DOWN else -1)))
            order.insert(to, order.pop(at))
        elif how == OUT:
            release([visit.pk])
            Visit.objects.filter(pk=visit.pk).update(state=VISITS.step(visit.state, "cancel"))
            order.pop(at)
        else:
            other = _draft(actor, to_trip)
            if other.day != trip.day or other.mode != trip.mode or other.pk == trip.pk:
                raise RuleViolation("other_day", N_("只能移到同一天的另一趟。"), field="to")
            Visit.objects.filter(pk=visit.pk).update(trip=other)
            order.pop(at)
            rest = other.visits.filter(state=VisitState.PLANNED).exclude(pk=visit.pk).order_by("place", "id")
            retime(other, [*rest, Visit.objects.get(pk=visit.pk)])
        retime(trip, order)
        event = events.TripChanged(f"{how}:{visit.pk}")
        record(actor, Subject("survey_trip", trip.pk), event)
    return trip


def retime(trip: Trip, order: Sequence[Visit]) -> None:
    """Write the stops in this order with the times that the way needs."""
    for place, visit in enumerate(order, 1):
        Visit.objects.filter(pk=visit.pk).update(place=place)
    plan, day = selectors.as_plan(trip)
    route = planning.timed(plan.routes[0], [visit.pk for visit in order], day)
    for call in route.calls:
        Visit.objects.filter(pk=call.site).update(arrives=call.arrives, departs=call.departs)
    trip.leaves, trip.returns, trip.version = route.leaves, route.returns, trip.version + 1
    trip.save(update_fields=["leaves", "returns", "version"])


def set_crew(actor: Actor, *, trip_id: int, version: int, car_id: int, people: Sequence[int]) -> Trip:
    """Choose another car or other people for a trip that was not announced yet."""
    with transaction.atomic():
        trip = _draft(actor, trip_id, version)
        check_colleagues(actor, people)
        if len(set(people)) < planning.CREW:
            text = N_("这一趟不足两人：现场核查必须两人以上，请增加人员。")
            raise RuleViolation("crew_of_one", text, field="people", basis=BASIS)
        cars, free = selectors.free_means(trip.bureau_id, trip.day, but=trip.pk)
        car = next((each for each in cars if each.pk == car_id), None)
        if car is None or set(people) - {each.staff_id for each in free}:
            raise Conflict("means_taken", N_("这辆车或者人员当天另有安排，请换。"))
        TripMember.objects.filter(trip=trip).delete()
        TripMember.objects.bulk_create(TripMember(trip=trip, staff_id=each) for each in dict.fromkeys(people))
        trip.car = car
        trip.save(update_fields=["car"])
        retime(trip, list(trip.visits.filter(state=VisitState.PLANNED).order_by("place", "id")))
        record(actor, Subject("survey_trip", trip.pk), events.TripChanged("crew"))
    return trip


def invite_party(actor: Actor, *, visit_id: int, name: str, section_id: int | None = None) -> Party:
    """Call another section, or a department outside, to a stop that was not recorded yet (一家牵头、多家响应)."""
    check_dispatcher(actor)
    with transaction.atomic():
        selectors.access_visit(actor, visit_id)
        visit = db.lock(Visit, visit_id)
        VISITS.step(visit.state, "record")
        section = identity.access_organisation(actor, section_id) if section_id else None
        called = section.name if section else name.strip()[:120]
        if not called:
            raise RuleViolation("party_missing", N_("请写明请哪个部门参加。"), field="name")
        if Party.objects.filter(visit=visit, name=called).exists():
            raise Conflict("called_already", N_("这个部门已经在参加单位里了。"), field="name")
        party = Party.objects.create(visit=visit, name=called, section=section, state=Presence.CALLED)
        record(actor, Subject("survey", visit.pk), events.PartyInvited(called))
    return party


def keep_car(actor: Actor, *, car_id: int, plate: str, seats: int, lon: float, lat: float, used: bool) -> Car:
    """Enter a car (`car_id` 0) or change it: where it stands, how many it takes, whether it is in service."""
    check_dispatcher(actor)
    if not plate.strip():
        raise RuleViolation("plate_missing", N_("请填写车牌。"), field="plate")
    if not 2 <= seats <= 50:
        raise RuleViolation("seats_wrong", N_("除司机外至少坐两人，最多50人。"), field="seats")
    check_place(lon, lat)
    with transaction.atomic():
        car = Car.objects.filter(bureau=actor.bureau_id, pk=car_id).first() or Car(bureau_id=actor.bureau_id)
        if car_id and not car.pk:
            raise NotFound("car_not_found", N_("没有找到这辆车。"))
        double = Car.objects.filter(bureau=actor.bureau_id, plate=plate.strip()).exclude(pk=car.pk)
        if double.exists():
            raise Conflict("plate_taken", N_("这个车牌已经登记过了。"), field="plate")
        car.plate, car.seats, car.lon, car.lat, car.in_service = plate.strip()[:20], seats, lon, lat, used
        car.save()
        record(actor, Subject("survey_means", car.pk), events.MeansSet("car"))
    return car


def keep_surveyor(actor: Actor, *, staff_id: int, skills: Sequence[str], used: bool) -> Surveyor:
    """Enter a colleague as somebody who surveys, with what they know, or take them out of service."""
    check_dispatcher(actor)
    check_colleagues(actor, [staff_id])
    kept = list(dict.fromkeys(each.strip()[:20] for each in skills if each.strip()))[:20]
    with transaction.atomic():
        row, _ = Surveyor.objects.update_or_create(
            staff_id=staff_id,
            defaults={"bureau_id": actor.bureau_id, "skills": kept, "in_service": used},
        )
        record(actor, Subject("survey_means", row.pk), events.MeansSet("surveyor"))
    return row
