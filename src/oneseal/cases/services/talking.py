"""What people say: messages between applicant and officer, notes for colleagues, the evaluation (EVA-1…5)."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from oneseal.cases import events
from oneseal.cases.models import Case, Evaluation, InternalNote, ThreadMessage
from oneseal.cases.rules import evaluation
from oneseal.cases.rules.states import CaseState
from oneseal.cases.services.loading import Work, lock_case, lock_unseen, need_text
from oneseal.foundation.journal import Update
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_

EVALUATED = frozenset({CaseState.CLOSED, CaseState.NOT_ACCEPTED, CaseState.NOT_NEEDED})


def send_message(actor: Actor, *, case_id: int, text: str) -> ThreadMessage:
    """A line in the thread that applicant and officers share. Never a second correction notice: it asks nothing."""
    with transaction.atomic():
        work = lock_case(actor, case_id)
        if work.case.state == CaseState.DRAFT:
            raise RuleViolation("not_submitted", N_("提交申请以后才能给工作人员留言。"), field="text")
        text = need_text(text, "text_missing", N_("请写下要说的话。"), "text")
        if len(text) > 2000:
            raise RuleViolation("text_too_long", N_("留言最多2000个字，请缩短。"), field="text")
        side = ThreadMessage.Side.OFFICER if actor.is_staff else ThreadMessage.Side.APPLICANT
        message = ThreadMessage.objects.create(
            case=work.case,
            side=side,
            author_id=actor.account_id,
            author_name=actor.name,
            text=text,
            sent_at=work.now,
        )
        work.commit(events.MessageSent(work.case.state, work.case.number, message.pk, side.value))
    return message


def read_messages(actor: Actor, *, case_id: int) -> int:
    """Mark what the other side wrote as read; return how many were new."""
    with transaction.atomic():
        work = lock_case(actor, case_id, even_own=True)
        other = ThreadMessage.Side.APPLICANT if actor.is_staff else ThreadMessage.Side.OFFICER
        unread = list(ThreadMessage.objects.filter(case=work.case, side=other, read_at=None))
        if unread:
            work.changes += [Update(ThreadMessage, each.pk, {"read_at": work.now}) for each in unread]
            work.commit(events.MessagesRead(work.case.state, work.case.number, len(unread)))
    return len(unread)


def add_note(actor: Actor, *, case_id: int, text: str) -> InternalNote:
    """A note for colleagues; the applicant never sees it."""
    with transaction.atomic():
        work = lock_case(actor, case_id)
        if not actor.is_staff:
            raise Forbidden("not_staff", N_("内部备注只供工作人员使用。"))
        text = need_text(text, "text_missing", N_("请写下备注内容。"), "text")
        row = InternalNote.objects.create(case=work.case, staff_id=actor.staff_id, text=text, at=work.now)
        work.commit(events.NoteAdded(work.case.state, work.case.number, row.pk))
    return row


def evaluate_case(
    actor: Actor,
    *,
    case_id: int,
    level: int,
    scores: Mapping[str, int] | None = None,
    tags: Sequence[str] = (),
    comment: str = "",
) -> Evaluation:
    """The applicant judges the service, once per case (EVA-1…3). Staff never do it for them (EVA-5).

    A default that was counted meanwhile gives way to the real one.
    """
    with transaction.atomic():
        work = lock_case(actor, case_id)
        case = work.case
        if case.applicant_id not in actor.applicants and case.agent_id not in actor.applicants:
            raise Forbidden(
                "not_the_applicant",
                N_("只有申请人可以评价，工作人员不能代为评价。"),
                basis="国办发〔2019〕51号",
            )
        _check_closed(case)
        evaluation.check(level, scores or {}, tags, case.channel)
        row = Evaluation.objects.filter(case=case).first()
        if row is not None and not row.default:
            raise Conflict("evaluated_already", N_("这个办件您已经评价过，谢谢！"))
        row = row or Evaluation(case=case)
        _fill(row, work, level, default=False)
        row.scores, row.tags, row.comment = dict(scores or {}), list(tags), comment.strip()[:1000]
        row.evaluator = str(actor.account_id)
        row.save()
        _tell(work, row)
    return row


def count_default_evaluation(*, case_id: int) -> bool:
    """Count a case nobody evaluated as a default; apart from the active ones in every rate (EVA-5)."""
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        if work.case.state not in EVALUATED or Evaluation.objects.filter(case=work.case).exists():
            return False
        row = Evaluation(case=work.case)
        _fill(row, work, evaluation.Level.VERY_SATISFIED, default=True)
        row.evaluator = ""
        row.save()
        _tell(work, row)
    return True


def _check_closed(case: Case) -> None:
    if case.state not in EVALUATED:
        raise RuleViolation("not_closed", N_("办结以后才能评价。"))


def _fill(row: Evaluation, work: Work, level: int, *, default: bool) -> None:
    case = work.case
    row.bureau_id, row.section_id, row.item_id = case.bureau_id, case.section_id, case.item_id
    row.channel, row.level, row.default, row.at = case.channel, level, default, work.now


def _tell(work: Work, row: Evaluation) -> None:
    negative = not row.default and evaluation.is_negative(row.level)
    work.commit(events.Evaluated(work.case.state, work.case.number, row.level, row.default, negative))
