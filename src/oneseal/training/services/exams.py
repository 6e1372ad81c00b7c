"""Examinations and their results (业务考核, inventory 1.11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.training import events, selectors
from oneseal.training.models import Exam, ExamResult, Skill
from oneseal.training.rules import skills as rules
from oneseal.training.rules.skills import Ground
from oneseal.training.services.skills import check_keeper, give, scope


@dataclass(frozen=True, slots=True)
class Marks:
    """Full mark, pass mark, and how many months a pass holds (None: without end)."""

    full: int = 100
    need: int = 60
    months: int | None = None


def set_exam(
    actor: Actor,
    *,
    title: str,
    held_on: date,
    marks: Marks,
    items: Iterable[int] = (),
    lines: Iterable[str] = (),
    course_id: int | None = None,
) -> Exam:
    """Set an examination and what a pass lets one serve. Raises Forbidden, RuleViolation, NotFound."""
    check_keeper(actor)
    chosen, named = scope(actor, items, lines)
    rules.check_marks(marks.full, marks.need, marks.months)
    name = title.strip()[:200]
    if not name:
        raise RuleViolation("no_title", N_("请填写考核名称。"), field="title")
    if course_id is not None:
        selectors.access_course(actor, course_id)
    with transaction.atomic():
        exam = Exam.objects.create(
            bureau_id=actor.bureau_id,
            title=name,
            course_id=course_id,
            held_on=held_on,
            full=marks.full,
            need=marks.need,
            months=marks.months,
            lines=named,
        )
        exam.items.set(chosen)
        record(actor, Subject("exam", exam.pk), events.ExamSet(name, marks.need))
    return exam


def enter_result(actor: Actor, *, exam_id: int, staff: int, score: int) -> ExamResult:
    """Enter or correct somebody's result; a pass gives the skills from the day of the examination, a corrected
    failure takes them back today. Raises Forbidden, NotFound, RuleViolation."""
    check_keeper(actor, staff)
    person = identity.access_staff(actor, staff)
    selectors.access_exam(actor, exam_id)
    with transaction.atomic():
        exam = lock(Exam, exam_id)
        rules.check_score(score, exam.full)
        if clock.today() < exam.held_on:
            text = N_("考核还没有举行（%(day)s），不能登记成绩。")
            raise RuleViolation("not_held", text, params={"day": exam.held_on.isoformat()}, field="score")
        passed = rules.passes(score, exam.need)
        former = ExamResult.objects.filter(exam=exam, staff=person).first()
        values = {
            "score": score,
            "passed": passed,
            "entered_by_id": actor.staff_id,
            "entered_at": clock.now(),
        }
        row, _ = ExamResult.objects.update_or_create(exam=exam, staff_id=staff, defaults=values)
        event = events.ResultEntered(exam.title, staff, score, former.score if former else None, passed)
        record(actor, Subject("exam", exam.pk), event)
        _settle(actor, exam, staff, passed, had=bool(former and former.passed))
    return row


def _settle(actor: Actor, exam: Exam, staff: int, passed: bool, *, had: bool) -> None:
    if passed and not had:
        give(
            actor,
            staff,
            list(exam.items.values_list("pk", flat=True)),
            exam.lines,
            since=exam.held_on,
            until=rules.until_of(exam.held_on, exam.months),
            ground=Ground.EXAM,
            proof=exam.title,
            exam=exam,
        )
    elif had and not passed:
        why = "考核成绩更正为不合格"
        for row in Skill.objects.filter(exam=exam, staff=staff, revoked_on=None):
            change = Update(Skill, row.pk, {"revoked_on": clock.today(), "revoked_because": why})
            event = events.SkillRevoked(staff)
            record(actor, Subject("skill", row.pk), event, changes=[change], reason=why)
