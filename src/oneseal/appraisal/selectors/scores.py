"""Reads of scores, rankings, appeals and bulletins."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from oneseal.appraisal.models import Appeal, Bulletin, DailyScore, Violation
from oneseal.appraisal.rules import scoring
from oneseal.appraisal.rules.conduct import APPEAL_DAYS, Case
from oneseal.appraisal.rules.scoring import Facts, Line, Month, Origin, Place
from oneseal.appraisal.selectors.attendance import known, marks_of, seen_on
from oneseal.appraisal.selectors.schemes import scheme_on, weights
from oneseal.cases import selectors as cases
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import not_found
from oneseal.foundation.display import local_day
from oneseal.hall import selectors as hall
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after
from oneseal.queueing import selectors as queueing

MARKERS = frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.ADMINISTRATOR})
"""Who marks the days of those at the windows."""
LEADS = frozenset({Role.BUREAU_HEAD, Role.ADMINISTRATOR})
"""Who sets the weights and issues the bulletin."""
ANSWERERS = frozenset({Role.BUREAU_HEAD, Role.SUPERVISOR})
"""Who answers appeals."""
SCOPE = "appraisal:read"
"""What the token of a unit that sent people to the windows is allowed: identity.rules.scopes."""
VOICE_DAYS = 30


def facts_of(bureau_id: int, day: date) -> dict[int, Facts]:
    """What is recorded of everybody who is scored on a day; nobody on a day that is no working day. Sixteen statements."""
    workday = calendars.current().is_workday(day)
    if not workday:
        return {}
    away, marks, seen = identity.on_leave(bureau_id, day), marks_of(bureau_id, day), seen_on(bureau_id, day)
    work, back = cases.work_of_day(bureau_id, day), hall.sent_back_to(bureau_id, day)
    said = cases.voices(bureau_id, day - timedelta(days=VOICE_DAYS - 1), day)
    points, visits = _points(bureau_id, day), _visits(bureau_id, day)
    found = {}
    for person in identity.at_windows(bureau_id, day):
        pk = person.pk
        mark, origin = known(marks.get(pk), seen.get(pk))
        if scoring.is_scored(workday, mark, pk in away):
            found[pk] = Facts(
                mark=mark,
                known=origin,
                served=max(work.served.get(pk, 0), visits[pk]),
                counted=Origin.VISITS if visits[pk] >= work.served.get(pk, 0) else Origin.CASES,
                mistakes=work.mistakes.get(pk, 0) + back.get(pk, 0),
                levels=said.get(pk, ()),
                points=points.get(pk, 0),
            )
    return found


def _visits(bureau_id: int, day: date) -> Counter[int]:
    """By staff id, turns served at a window. A visit and the application taken in during it are one service, so the
    larger of the two numbers counts."""
    served = (each for each in queueing.visits(day, bureau_id=bureau_id) if each.begun and each.ended)
    return Counter(each.staff_id for each in served if each.staff_id is not None)


def _points(bureau_id: int, day: date) -> dict[int, int]:
    found: dict[int, int] = {}
    rows = Violation.objects.filter(bureau=bureau_id, happened_on=day, state=Case.VERIFIED)
    for staff, points in rows.values_list("staff", "conduct__points"):
        found[staff] = found.get(staff, 0) + points
    return found


def visible_scores(actor: Actor) -> QuerySet[DailyScore]:
    """Published scores of the bureau, for its staff (they hang on the wall) and the units that sent people."""
    rows = DailyScore.objects.select_related("staff__section", "staff__home_unit")
    reads = actor.is_staff or (actor.has(Role.CLIENT) and SCOPE in actor.scopes)
    return rows.filter(bureau=actor.bureau_id) if reads else rows.none()


@dataclass(frozen=True, slots=True)
class Scored:
    """A score as pages show it."""

    row: DailyScore
    lines: list[Line]
    appeal: Appeal | None
    may_appeal: bool = False


def board(actor: Actor, day: date) -> list[Scored]:
    """Everybody's score of a day, best first, then by number."""
    rows = visible_scores(actor).filter(day=day).order_by("-score", "staff__number", "id")
    return [Scored(row, scoring.lines_of(row.parts), None) for row in rows]


def latest_day(actor: Actor) -> date | None:
    """The last day with scores."""
    return visible_scores(actor).order_by("-day").values_list("day", flat=True).first()


def own_scores(actor: Actor, month: date) -> list[Scored]:
    """One's own scores of a month, newest first, with their appeals."""
    rows = visible_scores(actor).filter(staff=actor.staff_id, day__range=span_of(month))
    found = rows.select_related("appeal").order_by("-day")
    return [
        Scored(
            row, scoring.lines_of(row.parts), getattr(row, "appeal", None), may_still_appeal(row.published_at)
        )
        for row in found
    ]


def may_still_appeal(since: datetime) -> bool:
    """Whether the term for an appeal against what was published, or verified, at a moment still runs."""
    last = calendars.current().add_workdays(local_day(since), APPEAL_DAYS).day
    return clock.today() <= last


def access_score(actor: Actor, score_id: int) -> DailyScore:
    """One score. Raises NotFound otherwise."""
    found = visible_scores(actor).filter(pk=score_id).first()
    if found is None:
        raise NotFound("score_not_found", N_("没有找到这天的考核，或者您无权查看。"))
    return found


def span_of(month: date) -> tuple[date, date]:
    """First and last day of the month that a day is in."""
    first = month.replace(day=1)
    return first, months_after(first, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in the month's ranking with the person."""

    place: Place
    person: Any


def ranking(actor: Actor, month: date) -> list[Ranked]:
    """The month's ranking, unranked ones last. Three statements."""
    first, last = span_of(month)
    rows = list(visible_scores(actor).filter(day__range=(first, last)))
    people = {row.staff_id: row.staff for row in rows}
    verified = Violation.objects.filter(
        bureau=actor.bureau_id, state=Case.VERIFIED, happened_on__range=(first, last)
    )
    strikes = list(verified.values_list("staff", flat=True))
    months = [
        Month(
            pk,
            person.number,
            sum(row.score for row in rows if row.staff_id == pk),
            sum(row.staff_id == pk for row in rows),
            sum(_mistakes(row) for row in rows if row.staff_id == pk),
            strikes.count(pk),
        )
        for pk, person in people.items()
    ]
    least = weights(scheme_on(actor.bureau_id, last)).days
    return [Ranked(place, people[place.month.staff]) for place in scoring.ranking(months, least)]


def _mistakes(row: DailyScore) -> int:
    return sum(int(part["count"]) for part in row.parts if part["part"] == scoring.Part.QUALITY)


def visible_appeals(actor: Actor) -> QuerySet[Appeal]:
    """One's own appeals; for those who answer, the bureau's."""
    rows = Appeal.objects.select_related("staff", "score", "violation__conduct", "answered_by")
    rows = rows.filter(bureau=actor.bureau_id) if actor.is_staff else rows.none()
    return rows if actor.has(*ANSWERERS) else rows.filter(staff=actor.staff_id)


def access_appeal(actor: Actor, appeal_id: int) -> Appeal:
    """One appeal. Raises NotFound otherwise."""
    found = visible_appeals(actor).filter(pk=appeal_id).first()
    if found is None:
        raise NotFound("appeal_not_found", N_("没有找到这件申诉，或者您无权查看。"))
    return found


def appeals_waiting(actor: Actor) -> QuerySet[Appeal]:
    """Appeals that the actor may answer: not their own."""
    rows = visible_appeals(actor).filter(state="open").exclude(staff=actor.staff_id)
    return rows if actor.has(*ANSWERERS) else rows.none()


def bulletins(actor: Actor) -> list[Bulletin]:
    """The bulletins so far, newest first."""
    rows = Bulletin.objects.filter(bureau=actor.bureau_id).select_related("document", "issued_by")
    return list(rows if actor.is_staff else rows.none())


def bulletin_of(actor: Actor, month: date) -> Bulletin | None:
    """The bulletin of a month."""
    return Bulletin.objects.filter(bureau=actor.bureau_id, month=month.replace(day=1)).first()


def access_bulletin(actor: Actor, bulletin_id: int) -> Bulletin:
    """A bulletin of the actor's bureau. Raises NotFound."""
    found = Bulletin.objects.filter(bureau=actor.bureau_id, pk=bulletin_id).first()
    if found is None:
        raise not_found()
    return found


def unscored_days(bureau_id: int, back: int = 7) -> list[date]:
    """Working days of the last days, today not among them, that have no scores yet."""
    calendar, today = calendars.current(), clock.today()
    days = [today - timedelta(days=ago) for ago in range(back, 0, -1)]
    done = set(
        DailyScore.objects.filter(bureau=bureau_id, day__gte=days[0]).values_list("day", flat=True).distinct()
    )
    return [day for day in days if calendar.is_workday(day) and day not in done]
