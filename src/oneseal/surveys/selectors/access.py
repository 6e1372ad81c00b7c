"""Who sees which requests, trips and stops, and who may plan."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from oneseal.cases import selectors as cases
from oneseal.kernel.access import EXAMINING, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.surveys.models import Evidence, Party, Request, Trip, TripMember, Visit
from oneseal.surveys.rules.states import TripState

DISPATCHERS = (Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR)
WHOLE = (*DISPATCHERS, Role.SUPERVISOR)
SURVEYORS = (Role.REVIEWER, Role.SECTION_HEAD)
ASKERS = (Role.REVIEWER, Role.SECTION_HEAD, Role.COORDINATOR)


def visible_requests(actor: Actor) -> QuerySet[Request]:
    """Requests of cases that the actor sees; all of the bureau's for those who plan."""
    rows = Request.objects.select_related("section", "visit__trip")
    if actor.is_staff and actor.has(*WHOLE):
        return rows.filter(bureau=actor.bureau_id)
    return rows.filter(case__in=cases.visible_cases(actor))


def access_request(actor: Actor, request_id: int) -> Request:
    """One request that the actor may see. Raises NotFound."""
    found = visible_requests(actor).filter(pk=request_id).first()
    if found is None:
        raise NotFound("request_not_found", N_("没有找到这个踏勘申请，或者您无权查看。"))
    return found


def visible_trips(actor: Actor) -> QuerySet[Trip]:
    """Trips: all of the bureau's for those who plan or watch; for others those they go on or their section is called
    to; drafts only for those who plan."""
    rows = Trip.objects.select_related("car")
    if not actor.is_staff or not actor.has(*EXAMINING):
        return rows.none()
    rows = rows.filter(bureau=actor.bureau_id)
    if actor.has(*WHOLE):
        return rows
    mine = Exists(TripMember.objects.filter(trip=OuterRef("pk"), staff=actor.staff_id))
    called = Exists(Party.objects.filter(visit__trip=OuterRef("pk"), section__in=actor.sections))
    return rows.filter(mine | called).exclude(state=TripState.DRAFT)


def access_trip(actor: Actor, trip_id: int) -> Trip:
    """One trip that the actor may see. Raises NotFound."""
    found = visible_trips(actor).filter(pk=trip_id).first()
    if found is None:
        raise NotFound("trip_not_found", N_("没有找到这趟踏勘，或者您无权查看。"))
    return found


def visible_visits(actor: Actor) -> QuerySet[Visit]:
    """Stops of the trips that staff see; for applicants those of their own that they were told of."""
    rows = Visit.objects.select_related("trip__car", "document", "recorded_by", "applicant")
    if actor.is_staff:
        return rows.filter(trip__in=visible_trips(actor))
    if not actor.applicants:
        return rows.none()
    return rows.filter(applicant__in=actor.applicants).exclude(trip__state=TripState.DRAFT)


def access_visit(actor: Actor, visit_id: int) -> Visit:
    """One stop that the actor may see. Raises NotFound."""
    return _one(visible_visits(actor).filter(pk=visit_id))


def access_visit_by_uid(actor: Actor, uid: UUID) -> Visit:
    """The same by the id that a phone knows."""
    return _one(visible_visits(actor).filter(uid=uid))


def _one(rows: QuerySet[Visit]) -> Visit:
    found = rows.first()
    if found is None:
        raise NotFound("visit_not_found", N_("没有找到这个踏勘点位，或者您无权查看。"))
    return found


def crew_of(trip_id: int) -> list[int]:
    """Staff ids of those who go."""
    return list(TripMember.objects.filter(trip=trip_id).order_by("id").values_list("staff_id", flat=True))


def may_read_record(actor: Actor, visit_id: int) -> bool:
    """Whether the actor may open the record of a stop: who sees the stop, or one of its cases."""
    if visible_visits(actor).filter(pk=visit_id).exists():
        return True
    return _case_seen(actor, Request.objects.filter(visit=visit_id).values_list("case_id", flat=True))


def _case_seen(actor: Actor, case_ids: Collection[int] | QuerySet[Request, int]) -> bool:
    return cases.visible_cases(actor).filter(pk__in=list(case_ids)).exists()


def may_read_evidence(actor: Actor, file_id: int) -> bool:
    """Whether the actor may open a photograph or recording: staff who see the stop or a case, and its applicant."""
    row = Evidence.objects.filter(file=file_id).first()
    return row is not None and may_read_record(actor, row.visit_id)


def absent_before(case_applicant: int, section: int) -> QuerySet[Party]:
    """Where a section was called to an applicant's place and did not come: it consented (SUR)."""
    return (
        Party.objects.filter(visit__applicant=case_applicant, section=section, state="absent")
        .filter(Q(visit__state="done"))
        .select_related("visit")
        .order_by("-id")
    )
