"""Reads of courses, sessions, examinations, rotations and the bureau's own rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.training.models import (
    Attendance,
    Course,
    Exam,
    ExamResult,
    Regulation,
    RegulationVersion,
    Rotation,
    Session,
    Skill,
)
from oneseal.training.rules.regulations import in_force
from oneseal.training.rules.rotation import Held
from oneseal.training.selectors.skills import KEEPERS, visible_skills

M = TypeVar("M", bound=Model)

SIGNED = "regulation"
"""Purpose of the signed files of rules (documents.StoredFile)."""


def _mine(rows: QuerySet[M], actor: Actor) -> QuerySet[M]:
    """Rows of the actor's bureau, for its staff."""
    return rows.filter(bureau=actor.bureau_id) if actor.is_staff else rows.none()


def _access(rows: QuerySet[M], pk: int) -> M:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("training_not_found", N_("没有找到这条培训记录，或者您无权查看。"))
    return found


def visible_courses(actor: Actor) -> QuerySet[Course]:
    """Courses in use."""
    return _mine(Course.objects.filter(closed_on=None), actor)


def access_course(actor: Actor, course_id: int) -> Course:
    """One course. Raises NotFound otherwise."""
    return _access(_mine(Course.objects.all(), actor), course_id)


def visible_sessions(actor: Actor) -> QuerySet[Session]:
    """Sessions of the bureau, with how many were asked and came."""
    rows = Session.objects.select_related("course").annotate(
        asked=Count("attendances"), came=Count("attendances", filter=Q(attendances__came=True))
    )
    return _mine(rows, actor)


def access_session(actor: Actor, session_id: int) -> Session:
    """One session. Raises NotFound otherwise."""
    return _access(visible_sessions(actor), session_id)


def session_list(actor: Actor, asked: Mapping[str, str]) -> Page[Session]:
    """Sessions, newest first."""
    return keyset_page(visible_sessions(actor), ("-starts_at", "-id"), asked)


def sessions_tomorrow(day: date) -> list[int]:
    """Ids of the sessions that are planned for the day after."""
    begin = datetime.combine(day + timedelta(days=1), time.min, clock.LOCAL)
    rows = Session.objects.filter(state=Held.PLANNED, starts_at__gte=begin)
    return list(
        rows.filter(starts_at__lt=begin + timedelta(days=1)).order_by("pk").values_list("pk", flat=True)
    )


def attendances_of(session: Session) -> list[Attendance]:
    """Who was asked to a session, and who came."""
    return list(session.attendances.select_related("staff__section"))


def visible_exams(actor: Actor) -> QuerySet[Exam]:
    """Examinations of the bureau, with how many sat and passed."""
    rows = Exam.objects.annotate(
        sat=Count("results"), passed=Count("results", filter=Q(results__passed=True))
    )
    return _mine(rows, actor)


def access_exam(actor: Actor, exam_id: int) -> Exam:
    """One examination. Raises NotFound otherwise."""
    return _access(visible_exams(actor), exam_id)


def results_of(actor: Actor, exam: Exam) -> list[ExamResult]:
    """Results of an examination: keepers all of them, others their own."""
    rows = exam.results.select_related("staff__section", "entered_by")
    return list(rows if actor.has(*KEEPERS) else rows.filter(staff=actor.staff_id))


def visible_rotations(actor: Actor) -> QuerySet[Rotation]:
    """Rotations of the bureau's people."""
    return _mine(Rotation.objects.select_related("staff__section", "section", "mentor"), actor)


def access_rotation(actor: Actor, rotation_id: int) -> Rotation:
    """One rotation. Raises NotFound otherwise."""
    return _access(visible_rotations(actor), rotation_id)


@dataclass(frozen=True, slots=True)
class Personal:
    """What somebody learned: sessions, results, rotations, skills; hours of the year."""

    attendances: list[Attendance]
    results: list[ExamResult]
    rotations: list[Rotation]
    skills: list[Skill]
    hours: int


def own_record(actor: Actor) -> Personal:
    """One's own record of training. Four statements."""
    me, year = actor.staff_id, clock.today().year
    attended = list(
        Attendance.objects.filter(staff=me)
        .select_related("session__course")
        .order_by("-session__starts_at", "-id")[:100]
    )
    came = [each.session for each in attended if each.came]
    return Personal(
        attended,
        list(ExamResult.objects.filter(staff=me).select_related("exam").order_by("-exam__held_on", "-id")),
        list(visible_rotations(actor).filter(staff=me)),
        list(visible_skills(actor).filter(staff=me)),
        sum(each.course.hours for each in came if clock.wall(each.starts_at).year == year),
    )


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule with its version in force, the one to come, and whether one has read what holds or will hold."""

    regulation: Regulation
    current: RegulationVersion | None
    coming: RegulationVersion | None
    to_read: RegulationVersion | None
    readers: int


def regulations(actor: Actor, day: date | None = None) -> list[Ruled]:
    """The collection with what the actor still has to read. Three statements."""
    on = day or clock.today()
    rows = _mine(Regulation.objects.filter(ended_on=None), actor).prefetch_related("versions")
    versions = RegulationVersion.objects.filter(regulation__bureau=actor.bureau_id)
    counted = dict(versions.annotate(n=Count("confirmations")).values_list("pk", "n"))
    read = set(
        versions.filter(confirmations__staff=actor.staff_id).values_list("pk", flat=True)
        if actor.staff_id
        else []
    )
    found = []
    for row in rows:
        each = sorted(row.versions.all(), key=lambda version: version.number)
        place = in_force([version.effective_on for version in each], on)
        latest = each[-1] if each else None
        current = each[place] if place is not None else None
        coming = latest if latest is not None and latest != current else None
        unread = latest if latest is not None and latest.pk not in read else None
        found.append(Ruled(row, current, coming, unread, counted.get(latest.pk, 0) if latest else 0))
    return found


def unread(actor: Actor) -> QuerySet[RegulationVersion]:
    """Versions that the actor has not confirmed: of each rule the newest."""
    if not actor.is_staff or not actor.staff_id:
        return RegulationVersion.objects.none()
    rows = RegulationVersion.objects.filter(
        regulation__bureau=actor.bureau_id, regulation__ended_on=None
    ).exclude(confirmations__staff=actor.staff_id)
    later = RegulationVersion.objects.filter(regulation=OuterRef("regulation"), number__gt=OuterRef("number"))
    return rows.exclude(Exists(later))


def access_regulation(actor: Actor, regulation_id: int) -> Regulation:
    """One rule. Raises NotFound otherwise."""
    return _access(_mine(Regulation.objects.all(), actor), regulation_id)


def access_version(actor: Actor, version_id: int) -> RegulationVersion:
    """One version of a rule. Raises NotFound otherwise."""
    rows = RegulationVersion.objects.select_related("regulation", "published_by")
    rows = rows.filter(regulation__bureau=actor.bureau_id) if actor.is_staff else rows.none()
    return _access(rows, version_id)


def may_read_file(actor: Actor, file_id: int) -> bool:
    """Whether somebody may open a rule's signed file: whoever may read the rule."""
    rows = RegulationVersion.objects.filter(regulation__bureau=actor.bureau_id, file=file_id)
    return actor.is_staff and rows.exists()


def versions_of(regulation: Regulation) -> list[RegulationVersion]:
    """Versions of a rule, newest first, with how many read each."""
    rows = regulation.versions.select_related("published_by").annotate(readers=Count("confirmations"))
    return list(rows)


def not_read_by(actor: Actor, version: RegulationVersion) -> list[str]:
    """Names of those in service who have not confirmed a version."""
    read = version.confirmations.values_list("staff", flat=True)
    people = identity.search_staff(actor).exclude(pk__in=list(read)).order_by("number")
    return [each.name for each in people]
