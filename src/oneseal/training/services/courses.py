"""The course library and its sessions (学习制度, inventory 1.11)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.training import events, selectors
from oneseal.training.models import Attendance, Course, Session
from oneseal.training.rules.rotation import SESSION
from oneseal.training.services.skills import check_keeper
from oneseal.training.services.telling import tell


def keep_course(
    actor: Actor,
    *,
    title: str,
    hours: int,
    audience: str = "",
    outline: str = "",
    course_id: int | None = None,
) -> Course:
    """Put a course into the library, or describe it anew. Raises Forbidden, Conflict, RuleViolation."""
    check_keeper(actor)
    name = title.strip()[:200]
    if not name or not 1 <= hours <= 400:
        raise RuleViolation(
            "course_wrong", N_("请填写课程名称；学时为1至400。"), field="hours" if name else "title"
        )
    with transaction.atomic():
        if Course.objects.filter(bureau=actor.bureau_id, title=name).exclude(pk=course_id or 0).exists():
            raise Conflict("title_taken", N_("课程库里已有同名课程，请改用原来的。"), field="title")
        values = {
            "title": name,
            "hours": hours,
            "audience": audience.strip()[:200],
            "outline": outline.strip(),
        }
        if course_id is None:
            row = Course.objects.create(bureau_id=actor.bureau_id, **values)
            record(actor, Subject("course", row.pk), events.CourseKept(name))
            return row
        selectors.access_course(actor, course_id)
        row = lock(Course, course_id)
        record(
            actor,
            Subject("course", row.pk),
            events.CourseKept(name),
            changes=[Update(Course, row.pk, values)],
        )
    row.refresh_from_db()
    return row


def plan_session(
    actor: Actor, *, course_id: int, starts_at: datetime, place: str, teacher: str, staff: Iterable[int]
) -> Session:
    """Hold a course at a time and place, with those asked to come. Raises Forbidden, NotFound, RuleViolation."""
    check_keeper(actor)
    course = selectors.access_course(actor, course_id)
    people = [identity.access_staff(actor, pk).pk for pk in dict.fromkeys(staff)]
    if not people:
        raise RuleViolation("nobody", N_("请至少选择一名参加人。"), field="staff")
    with transaction.atomic():
        row = Session.objects.create(
            bureau_id=actor.bureau_id,
            course=course,
            starts_at=starts_at,
            place=place.strip()[:120],
            teacher=teacher.strip()[:120],
        )
        Attendance.objects.bulk_create(Attendance(session=row, staff_id=pk) for pk in people)
        about = Subject("training_session", row.pk)
        record(actor, about, events.SessionPlanned(course.title, len(people)))
        tell(actor, people, "training_planned", _where(row, course.title), about)
    return row


def hold_session(actor: Actor, *, session_id: int, came: Collection[int]) -> Session:
    """Write down who came, once the session has begun. Raises Forbidden, Conflict, NotFound, RuleViolation."""
    check_keeper(actor)
    found = selectors.access_session(actor, session_id)
    with transaction.atomic():
        row = lock(Session, session_id)
        state = SESSION.step(row.state, "hold")
        if clock.now() < row.starts_at:
            raise RuleViolation("not_begun", N_("还没有开课，不能登记到课情况。"))
        asked = list(Attendance.objects.filter(session=row))
        if not set(came) <= {each.staff_id for each in asked}:
            raise RuleViolation("not_asked", N_("只能登记参加人的到课情况，请重新选择。"), field="came")
        changes = [Update(Attendance, each.pk, {"came": each.staff_id in came}) for each in asked]
        changes.append(Update(Session, row.pk, {"state": state}, expect={"state": row.state}))
        event = events.SessionHeld(found.course.title, len(set(came)))
        record(actor, Subject("training_session", row.pk), event, changes=changes)
    row.refresh_from_db()
    return row


def call_off_session(actor: Actor, *, session_id: int, reason: str) -> Session:
    """A planned session does not take place. Raises Forbidden, Conflict, NotFound, RuleViolation."""
    check_keeper(actor)
    found = selectors.access_session(actor, session_id)
    why = reason.strip()[:300]
    if not why:
        raise RuleViolation("no_reason", N_("请写明取消的原因。"), field="reason")
    with transaction.atomic():
        row = lock(Session, session_id)
        state = SESSION.step(row.state, "call_off")
        change = Update(Session, row.pk, {"state": state}, expect={"state": row.state})
        about = Subject("training_session", row.pk)
        record(actor, about, events.SessionCalledOff(found.course.title), changes=[change], reason=why)
        said = _where(row, found.course.title) | {"reason": why}
        tell(actor, _asked(row), "training_called_off", said, about)
    row.refresh_from_db()
    return row


def _asked(row: Session) -> list[int]:
    return list(Attendance.objects.filter(session=row).values_list("staff", flat=True))


def _where(row: Session, course: str) -> dict[str, str]:
    return {"course": course, "when": row.starts_at.isoformat(), "place": row.place}
