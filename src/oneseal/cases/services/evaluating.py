"""The evaluation (EVA-1…6): given once a stage, contacted and rectified where negative, then asked for once more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from oneseal.cases import events, extensions
from oneseal.cases.events.evaluating import (
    EvaluationContacted,
    EvaluationRectified,
    EvaluationVoided,
    VisitEvaluated,
)
from oneseal.cases.models import VISIT, Case, Evaluation, Rectification
from oneseal.cases.rules import evaluation
from oneseal.cases.rules.evaluation import Stage
from oneseal.cases.selectors import evaluations
from oneseal.cases.services.loading import Work, lock_case, lock_unseen
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify

REFUSALS = {
    "evaluated_already": Conflict("evaluated_already", N_("这个办件您已经评价过，谢谢！")),
    "not_closed": RuleViolation("not_closed", N_("办结以后才能评价。")),
}


def evaluate_case(
    actor: Actor,
    *,
    case_id: int,
    level: int,
    scores: Mapping[str, int] | None = None,
    tags: Sequence[str] = (),
    comment: str = "",
) -> Evaluation:
    """The applicant judges the stage that is due: the visit, the handling, or after rectification once more (EVA-1…3).

    Staff never do it for them (EVA-5). A default that was counted meanwhile gives way to the real one. A negative
    one opens contact and rectification (EVA-4).
    """
    with transaction.atomic():
        work = lock_case(actor, case_id)
        case = work.case
        if case.applicant_id not in actor.applicants:
            raise Forbidden(
                "not_the_applicant",
                N_("只有申请人可以评价，工作人员不能代为评价。"),
                basis="国办发〔2019〕51号",
            )
        return _judge(work, level, scores or {}, tags, comment)


def relay_evaluation(
    actor: Actor,
    *,
    case_id: int,
    level: int,
    scores: Mapping[str, int] | None = None,
    tags: Sequence[str] = (),
    comment: str = "",
    contact: str = "",
) -> Evaluation:
    """What an applicant said of a case on an evaluation platform (省好差评平台): the stage that is due, once on every
    channel (EVA-2). `contact`: whom to call back, as told there. Raises Forbidden for everybody else, and like
    `evaluate_case`.
    """
    if not evaluations.relays(actor):
        raise Forbidden("may_not_relay", N_("只有好差评平台可以转来评价。"), basis="国办发〔2019〕51号")
    with transaction.atomic():
        work = lock_unseen(actor, case_id)
        if work.case.bureau_id != actor.bureau_id:
            raise db.not_found()
        return _judge(work, level, scores or {}, tags, comment, contact)


def _judge(
    work: Work, level: int, scores: Mapping[str, int], tags: Sequence[str], comment: str, contact: str = ""
) -> Evaluation:
    case = work.case
    stage, refusal = evaluations.stage_to_evaluate(case)
    if stage is None:
        raise REFUSALS[refusal]
    evaluation.check(level, scores, tags, case.channel)
    row = Evaluation.objects.filter(case=case, stage=stage).first() or Evaluation(case=case, stage=stage)
    _fill(row, work, level, default=False)
    row.scores, row.tags, row.comment = dict(scores), list(tags), comment.strip()[:1000]
    row.evaluator, row.contact = str(work.actor.account_id), contact or None
    row.save()
    if evaluation.is_negative(level):
        _open(row)
    _tell(work, row)
    return row


@dataclass(frozen=True)
class Visit:
    """A visit as it is judged: what for, where, whose work, who may be called back.

    `case_id`: the application that was taken in then, which shares the evaluation (EVA-2). `judged`: staff ids.
    """

    id: int
    bureau_id: int
    section_id: int
    title: str
    place: str
    window: str
    judged: Sequence[int]
    applicant_id: int | None = None
    contact: str = ""
    case_id: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What an evaluation, and the invitation to it, keep of the visit."""
        return {
            "bureau_id": self.bureau_id,
            "section_id": self.section_id,
            "title": self.title[:200],
            "place": self.place[:120],
            "window": self.window[:40],
            "judged": list(self.judged),
            "applicant_id": self.applicant_id,
            "contact": self.contact,
            "case_id": self.case_id,
        }


def evaluate_visit(
    visit: Visit,
    *,
    level: int,
    scores: Mapping[str, int] | None = None,
    tags: Sequence[str] = (),
    comment: str = "",
    evaluator: str = "",
) -> Evaluation:
    """The visitor judges a visit, once, and once more after rectification (EVA-1…3). No actor: nobody is signed in.

    Whoever calls it has made sure that it is the visitor (contexts `feedback`). Raises Conflict the second time.
    """
    evaluation.check(level, scores or {}, tags, "window")
    with transaction.atomic():
        case = db.lock(Case, visit.case_id) if visit.case_id else None
        stage, refusal = evaluations.stage_of_visit(visit.id, case)
        if stage is None:
            raise REFUSALS[refusal]
        row = _of_visit(visit, stage, level)
        row.scores, row.tags, row.comment = dict(scores or {}), list(tags), comment.strip()[:1000]
        row.evaluator = evaluator
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            raise REFUSALS["evaluated_already"] from error
        negative = evaluation.is_negative(level)
        if negative:
            _open(row)
        event = VisitEvaluated(row.number, level, negative, str(stage))
        record(SYSTEM.of_bureau(visit.bureau_id), Subject("evaluation", row.pk), event)
    return row


def _of_visit(visit: Visit, stage: Stage, level: int) -> Evaluation:
    return Evaluation(
        subject_kind=VISIT,
        subject_id=visit.id,
        stage=stage,
        **(visit.columns | {"contact": visit.contact or None}),
        channel="window",
        level=level,
        at=clock.now(),
    )


def void_evaluation(actor: Actor, *, evaluation_id: int, reason: str) -> Evaluation:
    """Put aside praise that was found not to be the visitor's own; counted apart from then on (EVA-5).

    Raises NotFound outside the bureau, Forbidden for those evaluated, RuleViolation for a complaint.
    """
    if not actor.has(*evaluations.HANDLERS):
        raise Forbidden("may_not_void", N_("评价是否有效由监督岗、统筹岗认定。"))
    with transaction.atomic():
        row = db.lock(Evaluation, evaluation_id)
        if row.bureau_id != actor.bureau_id:
            raise db.not_found()
        evaluation.check_handler(actor.staff_id, evaluations.evaluated_staff(row))
        evaluation.check_void(row.level, reason)
        change = Update(Evaluation, row.pk, {"voided": True})
        record(
            actor,
            Subject("evaluation", row.pk),
            EvaluationVoided(row.number),
            changes=[change],
            reason=reason,
        )
    return row


def count_default_evaluation(*, case_id: int) -> bool:
    """Count a case nobody evaluated as a default; apart from the active ones in every rate (EVA-5)."""
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        known = Evaluation.objects.filter(case=work.case, stage=Stage.HANDLING)
        if work.case.state not in evaluations.EVALUATED or known.exists():
            return False
        row = Evaluation(case=work.case, stage=Stage.HANDLING)
        _fill(row, work, evaluation.Level.VERY_SATISFIED, default=True)
        row.evaluator = ""
        row.save()
        _tell(work, row)
    return True


def contact_evaluator(actor: Actor, *, rectification_id: int, note: str, founded: bool) -> Rectification:
    """Record that somebody else than the evaluated spoke with the applicant, and whether the complaint is founded.

    Raises NotFound outside the bureau and for those evaluated, Conflict the second time (EVA-4, EVA-5).
    """
    with transaction.atomic():
        row = _lock(actor, rectification_id)
        evaluation.check_contact(row.contacted_at is not None, note)
        row.contacted_at, row.contacted_by_id = clock.now(), actor.staff_id
        row.contact_note, row.founded = note.strip(), founded
        row.save()
        late = clock.today() > row.contact_by
        record(actor, _subject(row), EvaluationContacted(row.evaluation.number, founded, late))
    return row


def rectify_evaluation(actor: Actor, *, rectification_id: int, remedy: str) -> Rectification:
    """Record what was put right; the applicant is told and asked for the one follow-up evaluation (EVA-2, EVA-4).

    Raises NotFound, Conflict the second time, RuleViolation before the contact or without words.
    """
    with transaction.atomic():
        row = _lock(actor, rectification_id)
        evaluation.check_rectification(row.contacted_at is not None, row.rectified_at is not None, remedy)
        row.rectified_at, row.rectified_by_id, row.remedy = clock.now(), actor.staff_id, remedy.strip()
        row.save()
        again = row.evaluation.stage != Stage.FOLLOW_UP
        late = clock.today() > row.rectify_by
        record(actor, _subject(row), EvaluationRectified(row.evaluation.number, again, late))
        if again:
            _ask_again(row)
    return row


def _lock(actor: Actor, rectification_id: int) -> Rectification:
    row = db.lock(Rectification, rectification_id)
    found = evaluations.access_negative(actor, row.pk)
    evaluation.check_handler(actor.staff_id, evaluations.evaluated_staff(found.evaluation))
    return found


def _subject(row: Rectification) -> Subject:
    """Not the case: its history is read by those evaluated (EVA-5)."""
    return Subject("evaluation", row.evaluation_id)


def _ask_again(row: Rectification) -> None:
    case, said = row.case, row.evaluation
    who = case.applicant if case else said.applicant
    if who is None:
        return
    link = extensions.follow_up_link(said.subject_kind, said.subject_id)
    notify(
        SYSTEM,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(who),
        template="please_evaluate_again",
        data={"case_number": said.number, "item_name": said.name},
        dedupe_key=f"rectification:{row.pk}",
        about=Subject("case", case.pk) if case else Subject("evaluation", said.pk),
        link=link or reverse("cases:evaluate", args=[said.case_id]),
    )


def _open(row: Evaluation) -> None:
    calendar, today = calendars.current(), clock.today()
    contact = calendar.add_workdays(today, settings.EVALUATION_CONTACT_DAYS)
    rectify = calendar.add_workdays(today, settings.EVALUATION_RECTIFY_DAYS)
    Rectification.objects.create(
        evaluation=row,
        case_id=row.case_id,
        bureau_id=row.bureau_id,
        contact_by=contact.day,
        rectify_by=rectify.day,
        provisional=rectify.provisional,
    )


def _fill(row: Evaluation, work: Work, level: int, *, default: bool) -> None:
    case = work.case
    row.subject_id = case.pk
    row.bureau_id, row.section_id, row.item_id = case.bureau_id, case.section_id, case.item_id
    row.channel, row.level, row.default, row.at = case.channel, level, default, work.now


def _tell(work: Work, row: Evaluation) -> None:
    negative = not row.default and evaluation.is_negative(row.level)
    event = events.Evaluated(
        work.case.state, work.case.number, row.level, row.default, negative, stage=str(row.stage)
    )
    work.commit(event)
