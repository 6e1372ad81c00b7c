"""Replacing somebody at a window within a year: asked for, approved or refused by the centre (inventory 1.7)."""

from datetime import date

from django.db import IntegrityError, transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.identity import events, selectors
from oneseal.identity.models import PostHolding, Replacement
from oneseal.identity.rules import posting
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_

BASIS = "赣市府办字〔2016〕144号"


def ask_replacement(actor: Actor, holding_id: int, *, last_on: date, reason: str) -> Replacement:
    """Ask the centre to let somebody leave a window post before the year is over, `last_on` being the last day.

    By an administrator or the head of the post's section. Raises RuleViolation where no approval is needed,
    Conflict where it was asked for already.
    """
    found = selectors.access_holding(actor, holding_id)
    section = found.post.section_id in actor.sections and actor.has(Role.SECTION_HEAD)
    if not (section or actor.has(Role.ADMINISTRATOR)):
        raise Forbidden("not_your_section", N_("只有系统管理员和窗口所在科室的负责人可以申请调换。"))
    reason = reason.strip()
    if not reason:
        raise RuleViolation("reason_missing", N_("请写明需要调换的原因。"), field="reason")
    with transaction.atomic():
        holding = lock(PostHolding, holding_id)
        posting.check_replacement_needed(found.post.stable, holding.from_on, holding.to_on, last_on)
        try:
            with transaction.atomic():
                made = Replacement.objects.create(
                    holding=holding,
                    last_on=last_on,
                    reason=reason,
                    asked_by_id=actor.staff_id,
                    asked_at=clock.now(),
                )
        except IntegrityError as error:
            text = N_("这次任岗的调换已经申请过，请等待批准；已批准的可以直接结束任岗。")
            raise Conflict("already_asked", text, field="reason") from error
        event = events.ReplacementAsked(made.pk, found.post.code, last_on.isoformat())
        journal.record(actor, journal.Subject("staff", found.staff_id), event, reason=reason)
    return made


def answer_replacement(actor: Actor, replacement_id: int, *, approve: bool, answer: str = "") -> None:
    """The centre approves or refuses: heads of the bureau, but neither who asked nor whom it concerns.

    A refusal says why. Raises Forbidden, RuleViolation, Conflict.
    """
    found = selectors.visible_replacements(actor).filter(pk=replacement_id).first()
    if found is None:
        raise NotFound("not_found", N_("没有找到这个调换申请，请刷新后再看。"))
    if not actor.has(Role.BUREAU_HEAD):
        raise Forbidden("not_head", N_("调换窗口人员由局（中心）领导批准。"))
    if actor.staff_id in {found.asked_by_id, found.holding.staff_id}:
        raise Forbidden("own_request", N_("不能批准自己提出或涉及自己的调换，请其他局领导批准。"))
    answer = answer.strip()
    if not approve and not answer:
        raise RuleViolation("answer_missing", N_("不批准的，请写明理由。"), field="answer")
    with transaction.atomic():
        lock(Replacement, replacement_id)
        change = journal.Update(
            Replacement,
            replacement_id,
            {
                "state": "approved" if approve else "refused",
                "answered_by_id": actor.staff_id,
                "answered_at": clock.now(),
                "answer": answer,
            },
            expect={"state": "pending"},
        )
        event = events.ReplacementAnswered(replacement_id, found.holding.post.code, approve)
        subject = journal.Subject("staff", found.holding.staff_id)
        journal.record(actor, subject, event, changes=[change], reason=answer)


def approved_for(holding_id: int, last_on: date) -> Replacement | None:
    """The centre's approval that covers ending a holding on a day: given, for that day or an earlier one."""
    rows = Replacement.objects.filter(holding=holding_id, state="approved", last_on__lte=last_on)
    return rows.select_related("answered_by").first()
