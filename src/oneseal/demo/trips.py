"""Today's survey trip: one car, stops of several sections, done ones, one whose section did not come, one by video."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from oneseal.cases import selectors as cases
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.surveys import selectors, services
from oneseal.surveys.rules.records import Came, Point, Report
from oneseal.surveys.services import Wanted

ActorInPost = Callable[[int, str, int], Actor]
BASE = (117.1012, 31.1034)
"""Where the bureau stands, invented; stops lie some minutes around it."""
PLACES = (
    (117.1182, 31.1107),
    (117.1310, 31.0968),
    (117.0924, 31.1225),
    (117.0803, 31.0917),
    (117.1420, 31.1240),
    (117.1105, 31.0822),
    (117.0711, 31.1151),
)
SKILLS = (("消防", "食品"), ("消防",), ("农机", "食品"), ("特种设备",))
SEEN = "现场与申报一致，通道畅通，标识齐全"
STOPS = 9
"""So many cases at most go on the trip; the others wait to be planned."""


def load_trip(bureau_id: int, post: ActorInPost) -> int:
    """Ask for the surveys that wait, plan and announce today's trip, play its first stops; returns the stops."""
    head = post(bureau_id, "survey_head", 0)
    if selectors.visible_trips(head).filter(car__isnull=False).exists():
        return 0
    _means(bureau_id, head, post)
    steps = list(cases.open_surveys(bureau_id).exclude(case__state="suspended"))
    asked = [step for step in steps if step in set(selectors.unasked(head))]
    by_applicant: dict[int, list[Any]] = {}
    for step in asked:
        by_applicant.setdefault(step.case.applicant_id, []).append(step)
    ordered = [step for group in sorted(by_applicant.values(), key=len, reverse=True) for step in group]
    if len(ordered) < 2:
        return 0
    *field, remote = ordered[: STOPS + 1]
    coordinator = post(bureau_id, "coordinator", 0)
    for step in field:
        place = PLACES[list(by_applicant).index(step.case.applicant_id) % len(PLACES)]
        services.ask_survey(coordinator, step_id=step.pk, wanted=_wanted(coordinator, step, place))
    planned = services.plan_trips(head, day=clock.today(), seconds=1)
    for trip in planned.trips[:1]:
        _announced(head, trip)
    _video(coordinator, head, remote, post)
    if planned.trips:
        _first_stops(bureau_id, planned.trips[0], post)
    return len(field)


def _means(bureau_id: int, head: Actor, post: ActorInPost) -> None:
    lon, lat = BASE
    services.keep_car(head, car_id=0, plate="云A·00519", seats=4, lon=lon, lat=lat, used=True)
    services.keep_car(head, car_id=0, plate="云A·00527", seats=4, lon=lon, lat=lat, used=True)
    for place, skills in enumerate(SKILLS):
        person = post(bureau_id, "survey_reviewer", place)
        services.keep_surveyor(head, staff_id=person.staff_id, skills=skills, used=True)


def _wanted(actor: Actor, step: Any, place: tuple[float, float] | None) -> Wanted:
    address = selectors.address_of(actor, step.case_id) or f"{step.case.applicant_name}的场所"
    lon, lat = place or (None, None)
    return Wanted(
        address,
        clock.today(),
        clock.today() + timedelta(days=5),
        lon,
        lat,
        minutes=30,
        mode="field" if place else "remote",
    )


def _announced(head: Actor, trip: Any) -> None:
    """All who know the work go in one car; another department is called to the first stop; everybody is told."""
    people = [each.staff_id for each in selectors.free_means(trip.bureau_id, trip.day, but=trip.pk)[1]]
    seats = trip.car.seats
    services.set_crew(head, trip_id=trip.pk, version=trip.version, car_id=trip.car_id, people=people[:seats])
    first = trip.visits.order_by("place").first()
    services.invite_party(head, visit_id=first.pk, name="云岭市消防救援大队")
    services.announce_trip(head, trip_id=trip.pk)


def _video(coordinator: Actor, head: Actor, step: Any, post: ActorInPost) -> None:
    """One by video, today at four."""
    row = services.ask_survey(coordinator, step_id=step.pk, wanted=_wanted(coordinator, step, None))
    people = [post(head.bureau_id, "survey_reviewer", place).staff_id for place in (1, 2)]
    services.set_remote(head, request_id=row.pk, day=clock.today(), arrives=960, people=people)


def _first_stops(bureau_id: int, trip: Any, post: ActorInPost) -> None:
    """Two are done, at the first the fire brigade did not come; the third waits for the second signature."""
    crew = set(selectors.crew_of(trip.pk))
    people = [post(bureau_id, "survey_reviewer", place) for place in range(len(SKILLS))]
    going = [each for each in people if each.staff_id in crew]
    going = [*going[2:], *going[:2]] if len(going) > 2 else going
    for place, visit in enumerate(trip.visits.order_by("place")[:3]):
        one, other = going[:2]
        recorded = services.record_visit(one, visit_id=visit.pk, version=visit.version, report=_report(visit))
        if place < 2:
            services.sign_visit(other, visit_id=visit.pk, digest=recorded.digest)


def _report(visit: Any) -> Report:
    requests = list(visit.requests.all())
    came = [
        Came(party.pk, "present" if party.section_id else "absent", "踏勘科" if party.section_id else "")
        for party in visit.parties.all()
    ]
    return Report(
        {row.pk: {each.code: _answer(each) for each in selectors.checklist(row)} for row in requests},
        {row.pk: SEEN for row in requests},
        came,
        signer=visit.applicant_name[:60],
        taken_at=clock.now(),
    )


def _answer(point: Point) -> object:
    """A value that meets the point."""
    if not point.numeric:
        return True
    low = point.minimum if point.minimum is not None else 0
    return low if point.maximum is None else min(low + 1, point.maximum)
