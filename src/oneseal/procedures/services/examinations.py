"""Examinations for licences that go by score: from the announcement to the published results (LIC-25)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.foundation import clock
from oneseal.foundation.db import lock, not_found
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.procedures import events
from oneseal.procedures.models import Candidate, Entry, Examination, Quota
from oneseal.procedures.rules import examinations as rules
from oneseal.procedures.rules.examinations import LIFE, ExamState
from oneseal.procedures.services import telling_candidates as telling
from oneseal.procedures.services.loading import need
from oneseal.procedures.services.quotas import KEEPERS


def announce_examination(
    actor: Actor, *, quota_id: int, subject: str, requirements: str, held_at: datetime, place: str
) -> Examination:
    """Publish conditions, subjects, syllabus, time and place of the examination for a quota by score (art. 54(2))."""
    _check_keeper(actor)
    with transaction.atomic():
        quota = lock(Quota, quota_id)
        if quota.bureau_id != actor.bureau_id:
            raise not_found()
        rules.check_way(quota.way)
        if Examination.objects.filter(quota=quota).exists():
            raise Conflict("exam_announced", N_("这项名额的考试已经公告，请刷新页面。"), basis=rules.BASIS)
        if Entry.objects.filter(quota=quota).exists():
            text = N_("这项名额已经登记过成绩，不能再公告考试。")
            raise Conflict("marks_known", text, basis=rules.BASIS)
        rules.check_notice(clock.today(), local_day(held_at))
        exam = Examination.objects.create(
            bureau_id=quota.bureau_id,
            quota=quota,
            subject=need(subject, "subject", N_("请填写考试科目。"), longest=200),
            requirements=need(
                requirements, "requirements", N_("请写明报考条件、报考办法和考试大纲。"), longest=4000
            ),
            held_at=held_at,
            place=need(place, "place", N_("请写明考试地点。"), longest=200),
            announced_by_id=actor.staff_id,
            announced_at=clock.now(),
        )
        event = events.ExaminationAnnounced(quota.name, str(local_day(held_at)), exam.place)
        record(actor, Subject("quota", quota.pk), event)
    return exam


def move_examination(actor: Actor, *, exam_id: int, held_at: datetime, place: str, reason: str) -> None:
    """Another time or place; whoever was admitted is told. Never nearer than it was announced."""
    why = need(reason, "reason", N_("请写明为什么改考试时间或地点。"), longest=500)
    where = need(place, "place", N_("请写明考试地点。"), longest=200)
    with transaction.atomic():
        exam = _locked(actor, exam_id, "move")
        if exam.candidates.filter(marked_at__isnull=False).exists():
            raise Conflict("was_held", N_("已经登记成绩，不能再改考试时间。"), basis=rules.BASIS)
        if held_at < exam.held_at:
            text = N_("考试不能提前，只能改到原定时间或者以后。")
            raise RuleViolation("earlier", text, field="held_at", basis=rules.BASIS)
        event = events.ExaminationMoved(exam.quota.name, str(local_day(held_at)), where)
        exam.held_at, exam.place = held_at, where
        _keep(actor, exam, "move", event, why, held_at=held_at, place=where)
        telling.tell_moved(actor, exam, why)


def admit_candidates(actor: Actor, *, exam_id: int, seed: str) -> int:
    """Close the list: everybody in line without a decision gets a drawn number and is told. Returns how many."""
    with transaction.atomic():
        exam = _locked(actor, exam_id, "admit")
        rules.check_to_come(clock.now(), exam.held_at)
        quota = exam.quota
        line = cases.accepted_in_order(quota.item_id, quota.first, quota.last)
        waiting = [case.pk for case in line if not case.outcome]
        if not waiting:
            text = N_("现在没有受理的申请，还不能确定考生。")
            raise RuleViolation("nobody_in_line", text, basis=rules.BASIS)
        numbers = rules.seats(waiting, seed)
        Candidate.objects.bulk_create(
            Candidate(examination=exam, case_id=case, number=number) for case, number in numbers.items()
        )
        event = events.CandidatesAdmitted(quota.name, len(numbers), seed)
        _keep(actor, exam, "admit", event, seed=seed)
        telling.tell_admitted(actor, exam)
    return len(numbers)


def enter_marks(actor: Actor, *, exam_id: int, marks: Mapping[int, int | None]) -> None:
    """The marks in hundredths by candidate, None for whoever did not come. May be entered in several turns."""
    with transaction.atomic():
        exam = _locked(actor, exam_id, "mark")
        rules.check_held(clock.now(), exam.held_at)
        rows = {row.pk: row for row in exam.candidates.all()}
        changes = []
        for pk, points in marks.items():
            if pk not in rows:
                raise not_found()
            if points is not None:
                rules.check_mark(points, f"mark_{pk}")
            values = {"points": points, "absent": points is None, "marked_at": clock.now()}
            changes.append(Update(Candidate, pk, values))
        if not changes:
            raise RuleViolation("no_marks", N_("请至少登记一名考生的成绩或者缺考。"), basis=rules.BASIS)
        event = events.MarksEntered(exam.quota.name, len(changes))
        record(actor, Subject("quota", exam.quota_id), event, changes=changes)


def publish_results(actor: Actor, *, exam_id: int) -> None:
    """Publish all marks at once: they become the order of the quota, and every candidate is told theirs."""
    with transaction.atomic():
        exam = _locked(actor, exam_id, "publish")
        rows = list(exam.candidates.select_related("case__applicant").order_by("number"))
        rules.check_complete(
            {row.number: row.points for row in rows}, {row.number for row in rows if row.absent}
        )
        came = [(row.case_id, row.points) for row in rows if row.points is not None]
        Entry.objects.bulk_create(
            Entry(quota_id=exam.quota_id, case_id=case, points=points, entered_at=clock.now())
            for case, points in came
        )
        passed = sum(1 for _case, points in came if points >= exam.quota.pass_mark)
        event = events.ResultsPublished(exam.quota.name, len(came), passed)
        _keep(actor, exam, "publish", event, published_at=clock.now())
        telling.tell_results(actor, exam, rows)


def correct_mark(actor: Actor, *, candidate_id: int, points: int, reason: str) -> None:
    """A mark looked at again after publication, with its reason; the candidate is told, granted licences stay."""
    why = need(reason, "reason", N_("请写明复核的结论和理由。"), longest=500)
    rules.check_mark(points, "points")
    with transaction.atomic():
        held = Examination.objects.filter(candidates=candidate_id).values_list("pk", flat=True).first()
        exam = _locked(actor, held or 0, "correct")
        found = exam.candidates.select_related("case__applicant").get(pk=candidate_id)
        Entry.objects.update_or_create(
            quota_id=exam.quota_id,
            case_id=found.case_id,
            defaults={"points": points, "entered_at": clock.now()},
        )
        event = events.MarkCorrected(exam.quota.name, found.number, found.points or 0, points)
        values = {"points": points, "absent": False}
        change = Update(Candidate, found.pk, values)
        record(actor, Subject("quota", exam.quota_id), event, changes=[change], reason=why)
        found.points = points
        telling.tell_results(actor, exam, [found], again=True)


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*KEEPERS):
        text = N_("考试由科室负责人、局领导和事项管理岗组织。")
        raise Forbidden("may_not_examine", text, basis=rules.BASIS)


def _locked(actor: Actor, exam_id: int, verb: str) -> Examination:
    _check_keeper(actor)
    exam = lock(Examination, exam_id)
    if exam.bureau_id != actor.bureau_id:
        raise not_found()
    LIFE.step(exam.state, verb)
    return exam


def _keep(actor: Actor, exam: Examination, verb: str, event: Any, reason: str = "", **values: Any) -> None:
    state = ExamState(LIFE.step(exam.state, verb))
    change = Update(Examination, exam.pk, {"state": state, **values}, expect={"state": exam.state})
    record(actor, Subject("quota", exam.quota_id), event, changes=[change], reason=reason)
