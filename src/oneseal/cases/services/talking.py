"""What people say on a case: messages between applicant and officer, notes for colleagues."""

from django.db import transaction

from oneseal.cases import events
from oneseal.cases.models import InternalNote, ThreadMessage
from oneseal.cases.rules.states import CaseState
from oneseal.cases.services.loading import lock_case, need_text
from oneseal.foundation.journal import Update
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_


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
