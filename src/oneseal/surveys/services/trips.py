"""Planning a day's trips, changing them by hand, telling everybody (5.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys import events, selectors
from oneseal.surveys.models import Party, Request, Trip, TripMember, Visit
from oneseal.surveys.rules import merging, planning
from oneseal.surveys.rules.merging import Stop, Wish
from oneseal.surveys.rules.states import BASIS, TRIPS, TWO, Mode, RequestState, TripState, VisitState
from oneseal.surveys.services import solver, telling


@dataclass(frozen=True)
class Planned:
    """What the planner made: trips, and requests that fit in nowhere, with why."""

    trips: list[Trip]
    left: dict[int, str]


NO_PLACE = N_("没有经纬度，排不了路线：请补填位置")
NO_TIME = N_("当天的车和人来不及，或者没有懂行的人")


def plan_trips(actor: Actor, *, day: date, seconds: float = solver.SECONDS) -> Planned:
    """Propose the trips of a day from all waiting requests, with the cars and people that are free.

    Requests about one subject become one stop. The solver runs before the rows are locked; requests that somebody
    else planned meanwhile make it a Conflict.
    """
    check_dispatcher(actor)
    if day < clock.today():
        raise RuleViolation("day_over", N_("不能给过去的日子排程，请选今天或者以后。"), field="day")
    waiting = Request.objects.filter(bureau=actor.bureau_id, state=RequestState.WAITING, mode=Mode.FIELD)
    stops = merging.merged([wish_of(row) for row in waiting.order_by("latest", "id")], day)
    if not stops:
        raise RuleViolation("nothing_to_plan", N_("这一天没有等待安排的现场踏勘。"), field="day")
    placed = [stop for stop in stops if stop.first.lon is not None]
    left = {each: NO_PLACE for stop in stops if stop.first.lon is None for each in stop.ids}
    asked = day_of(actor.bureau_id, day, placed)
    if placed and (len(asked.people) < planning.CREW or not asked.cars):
        text = N_("当天空闲的踏勘人员不足两人或者没有空车，请先在“车辆和人员”里维护。")
        raise RuleViolation("no_means", text, field="day", basis=BASIS)
    plan = solver.plan_day(asked, seconds=seconds)
    left |= {each: NO_TIME for at in plan.left for each in placed[at].ids}
    with transaction.atomic():
        trips = [_keep(actor, day, route, placed) for route in plan.routes]
        for trip in trips:
            event = events.TripsPlanned(day.isoformat(), len(trips), trip.visits.count(), len(left))
            record(actor, Subject("survey_trip", trip.pk), event)
    return Planned(trips, left)


def check_dispatcher(actor: Actor) -> None:
    """Heads and the coordination post plan. Raises Forbidden."""
    if not actor.has(*selectors.DISPATCHERS):
        raise Forbidden("may_not_dispatch", N_("踏勘由科室负责人或者协调岗安排。"), basis=BASIS)


def wish_of(row: Request) -> Wish:
    """A request as the rules see it."""
    return Wish(
        row.pk,
        row.applicant_id,
        row.address,
        row.lon,
        row.lat,
        row.minutes,
        row.opens,
        row.closes,
        row.earliest,
        row.latest,
        row.skill,
        Mode(row.mode),
        row.section_id,
    )


def day_of(bureau_id: int, day: date, stops: Sequence[Stop], *, but: int = 0) -> planning.Day:
    """What the planner is asked: stops numbered from 0, the cars and people free on the day (but in trip `but`)."""
    cars, people = selectors.free_means(bureau_id, day, but=but)
    base = planning.Place(cars[0].lon, cars[0].lat) if cars else planning.Place(0, 0)
    sites = [
        planning.Site(
            at,
            planning.Place(stop.first.lon or 0, stop.first.lat or 0),
            stop.minutes,
            stop.opens,
            stop.closes,
            stop.skills,
        )
        for at, stop in enumerate(stops)
    ]
    return planning.Day(
        base,
        tuple(sites),
        tuple(planning.Car(car.pk, car.seats) for car in cars),
        tuple(planning.Person(each.staff_id, frozenset(each.skills)) for each in people),
    )


def _keep(actor: Actor, day: date, route: planning.Route, stops: Sequence[Stop]) -> Trip:
    trip = new_trip(actor, day, route.people, car_id=route.car, leaves=route.leaves, returns=route.returns)
    for place, call in enumerate(route.calls, 1):
        new_visit(trip, stops[call.site], place=place, arrives=call.arrives, departs=call.departs)
    return trip


def new_trip(actor: Actor, day: date, people: Sequence[int], **values: Any) -> Trip:
    """A trip's row with its crew. Raises Conflict where the car or somebody goes elsewhere on the day."""
    busy = TripMember.objects.filter(trip__day=day, trip__state__in=["draft", "announced"], staff__in=people)
    car = values.get("car_id")
    taken = car and Trip.objects.filter(day=day, car=car, state__in=["draft", "announced"]).exists()
    if car and (taken or busy.filter(trip__car__isnull=False).exists()):
        raise Conflict("means_taken", N_("这辆车或者人员刚刚排进了另一趟，请重新排程。"))
    trip = Trip.objects.create(
        bureau_id=actor.bureau_id, day=day, planned_by_id=actor.staff_id or None, **values
    )
    TripMember.objects.bulk_create(TripMember(trip=trip, staff_id=each) for each in people)
    return trip


def new_visit(trip: Trip, stop: Stop, **values: Any) -> Visit:
    """A stop's row; its requests are planned, the sections that asked are its parties. Raises Conflict."""
    rows = list(Request.objects.select_for_update().filter(pk__in=stop.ids).order_by("id"))
    if any(row.state != RequestState.WAITING for row in rows):
        raise Conflict("planned_meanwhile", N_("有的踏勘申请刚刚被同事安排了，请重新排程。"))
    first = next(row for row in rows if row.pk == stop.first.id)
    visit = Visit.objects.create(
        bureau_id=trip.bureau_id,
        trip=trip,
        applicant_id=first.applicant_id,
        applicant_name=first.applicant_name,
        address=first.address,
        lon=first.lon,
        lat=first.lat,
        **values,
    )
    Request.objects.filter(pk__in=stop.ids).update(state=RequestState.PLANNED, visit=visit)
    names = {row.section_id: row.section.name for row in rows}
    Party.objects.bulk_create(Party(visit=visit, section_id=key, name=name) for key, name in names.items())
    return visit


def set_remote(actor: Actor, *, request_id: int, day: date, arrives: int, people: Sequence[int]) -> Visit:
    """Set the day and time of a remote survey with two officers; everybody is told at once (5.9)."""
    check_dispatcher(actor)
    row = selectors.access_request(actor, request_id)
    if row.mode != Mode.REMOTE:
        raise RuleViolation("not_remote", N_("这个申请要到现场，请用“排程”。"), field="day")
    if not max(row.earliest, clock.today()) <= day <= row.latest:
        raise RuleViolation("day_outside", N_("请在申请的日期之内安排。"), field="day")
    if not row.opens <= arrives <= row.closes - row.minutes:
        raise RuleViolation("outside_hours", N_("请在申请人方便的时段之内安排。"), field="arrives")
    if len(set(people)) < planning.CREW:
        text = N_("远程踏勘也要两名工作人员一起参加，请选两人。")
        raise RuleViolation("crew_of_one", text, field="people", basis=BASIS)
    return at_once(actor, [row.pk], day=day, arrives=arrives, people=people, mode=Mode.REMOTE)


def go_on_foot(actor: Actor, *, request_id: int, second: int) -> Visit:
    """Go there today with a colleague, without car or planning: the stop stands at once, to be recorded (LIC-9)."""
    row = selectors.access_request(actor, request_id)
    if not actor.has(*selectors.SURVEYORS):
        raise Forbidden("may_not_survey", N_("踏勘由审查岗或者科室负责人进行。"), basis=BASIS)
    if row.mode != Mode.FIELD:
        raise RuleViolation("not_field", N_("这个申请是远程视频踏勘，请约定时间。"), field="second")
    if second in {0, actor.staff_id}:
        text = N_("现场踏勘至少两人参加，请选一位同事一起去。")
        raise RuleViolation("crew_of_one", text, field="second", basis=TWO)
    now = clock.now().astimezone(clock.LOCAL)
    arrives = now.hour * 60 + now.minute
    people = [actor.staff_id, second]
    return at_once(actor, [row.pk], day=clock.today(), arrives=arrives, people=people, mode=Mode.FIELD)


def at_once(
    actor: Actor, request_ids: Sequence[int], *, day: date, arrives: int, people: Sequence[int], mode: str
) -> Visit:
    """A trip of one stop, told to everybody at once: a remote survey, or officers who go on foot."""
    with transaction.atomic():
        check_colleagues(actor, people)
        rows = Request.objects.filter(pk__in=request_ids).order_by("id")
        wishes = tuple(wish_of(row) for row in rows)
        minutes = max(each.minutes for each in wishes) + merging.SHARED_MINUTES * (len(wishes) - 1)
        stop = Stop(wishes, minutes, arrives, arrives + minutes, frozenset(), Mode(mode))
        ends = arrives + minutes
        trip = new_trip(actor, day, people, mode=mode, leaves=arrives, returns=ends)
        visit = new_visit(trip, stop, place=1, arrives=arrives, departs=ends)
        tell_trip(actor, trip)
    return visit


def check_colleagues(actor: Actor, people: Sequence[int]) -> None:
    """Everybody who goes works in the bureau today. Raises RuleViolation."""
    if set(people) - set(identity.colleagues(actor.bureau_id, people)):
        raise RuleViolation("not_a_colleague", N_("请选择本单位在岗的同事。"), field="people")


def announce_trip(actor: Actor, *, trip_id: int) -> Trip:
    """Tell applicants, officers and the sections called: from here on it stands. Refused where it cannot be kept."""
    check_dispatcher(actor)
    with transaction.atomic():
        selectors.access_trip(actor, trip_id)
        trip = db.lock(Trip, trip_id)
        TRIPS.step(trip.state, "announce")
        planning.check_announced(*selectors.as_plan(trip))
        tell_trip(actor, trip)
    return trip


def tell_trip(actor: Actor, trip: Trip) -> None:
    """Announce inside the act: nobody surveys an application of their own, everybody gets a message."""
    people = selectors.crew_of(trip.pk)
    visits = list(trip.visits.filter(state=VisitState.PLANNED).select_related("applicant"))
    own = identity.own_applicants(people)
    if any(visit.applicant_id in own.get(staff, ()) for visit in visits for staff in people):
        text = N_("有踏勘人员是申请人本人或者其代理人，按回避规定请换人。")
        raise Forbidden("own_application", text, basis="行政许可法第三十四条")
    trip.state, trip.announced_at = TripState.ANNOUNCED, clock.now()
    trip.save(update_fields=["state", "announced_at"])
    event = events.TripAnnounced(trip.day.isoformat(), len(visits), people)
    record(actor, Subject("survey_trip", trip.pk), event)
    telling.tell_all(actor, trip, visits, people)


def cancel_trip(actor: Actor, *, trip_id: int, reason: str) -> Trip:
    """The trip does not go: what was not looked at yet waits again; whoever was told is told."""
    check_dispatcher(actor)
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明为什么取消。"), field="reason")
    with transaction.atomic():
        selectors.access_trip(actor, trip_id)
        trip = db.lock(Trip, trip_id)
        told = trip.state == TripState.ANNOUNCED
        target = TRIPS.step(trip.state, "cancel")
        if trip.visits.filter(state__in=["recorded", "done"]).exists():
            raise Conflict("begun", N_("这一趟已经有点位踏勘过，不能整趟取消。"))
        visits = list(trip.visits.filter(state=VisitState.PLANNED).select_related("applicant"))
        release([each.pk for each in visits])
        Visit.objects.filter(trip=trip, state=VisitState.PLANNED).update(
            state=VisitState.CANCELLED, closed_at=clock.now(), note=reason.strip()[:500]
        )
        trip.state = target
        trip.save(update_fields=["state"])
        event = events.TripCancelled(trip.day.isoformat())
        record(actor, Subject("survey_trip", trip.pk), event, reason=reason)
        if told:
            telling.tell_off(actor, trip, visits, selectors.crew_of(trip.pk))
    return trip


def release(visit_ids: Sequence[int]) -> None:
    """Requests of stops that do not take place wait again."""
    Request.objects.filter(visit__in=visit_ids, state=RequestState.PLANNED).update(
        state=RequestState.WAITING, visit=None
    )
