"""Joint review of difficult cases on two levels; its result binds the case, the clock runs on (inventory 5.4)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from oneseal.cases.services.loading import check_holder, lock_step
from oneseal.foundation.display import local_day, paper_moment
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Update
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.procedures import events
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.rules import duties
from oneseal.procedures.rules.hearings import check_signed
from oneseal.procedures.rules.states import ASKED, Kind
from oneseal.procedures.services import telling
from oneseal.procedures.services.loading import (
    Held,
    begin,
    hold,
    hold_as,
    keep_file,
    name_of,
    need,
    signed,
)

JOINT = Kind.JOINT_REVIEW
R, S = Member.Role, Member.State
CALLERS = {
    duties.SECTION: (Role.SECTION_HEAD, Role.COORDINATOR),
    duties.BUREAU: (Role.BUREAU_HEAD, Role.COORDINATOR),
}
"""Who convenes a review of each level."""


def ask_joint_review(actor: Actor, *, step_id: int, question: str) -> Proceeding:
    """The holder of a step brings a difficult case before the section's review; periods run on (5.4)."""
    with transaction.atomic():
        work, step = lock_step(actor, step_id)
        check_holder(work, step)
        held = begin(work, JOINT, ASKED, question, level=duties.SECTION, step_id=step.pk)
        work.commit(events.JointReviewAsked(*held.about, level=duties.SECTION), reason=question)
    return held.row


def convene_joint_review(
    actor: Actor, *, proceeding_id: int, held_at: datetime, place: str, agenda: str, invited: Sequence[int]
) -> Proceeding:
    """Set time, place and agenda and invite; who convenes takes the chair. Section heads for the section's review,
    the bureau's heads for the bureau's, the coordinator for both."""
    where = need(place, "place", N_("请写明会审地点。"), longest=200)
    with transaction.atomic():
        found = Proceeding.objects.filter(pk=proceeding_id, kind=JOINT).first()
        held = hold(actor, proceeding_id, JOINT, *CALLERS[found.level if found else duties.BUREAU])
        held.step("convene")
        if held_at < held.work.now:
            raise RuleViolation("in_the_past", N_("会审时间已经过去，请改为以后的时间。"), field="held_at")
        duties.check_invited(invited, actor.staff_id)
        known = identity.colleagues(held.row.bureau_id, invited)
        if set(invited) - set(known):
            raise RuleViolation("no_such_colleague", N_("请从本局同事中选择。"), field="invited")
        Member.objects.create(proceeding=held.row, role=R.CHAIR, staff_id=actor.staff_id, state=S.COMING)
        others = [each for each in dict.fromkeys(invited) if each != actor.staff_id]
        for staff_id in others:
            Member.objects.create(proceeding=held.row, role=R.INVITED, staff_id=staff_id)
        held.row.held_at = held_at
        event = events.JointReviewConvened(
            *held.about, held_on=str(local_day(held_at)), place=where, invited=others
        )
        text = need(agenda, "agenda", N_("请写议题。"))
        held.commit(
            "convene",
            event,
            held_at=held_at,
            place=where,
            text=sealed(Proceeding, "text", held.row.uid, text),
        )
        telling.tell_colleagues(held, others)
    return held.row


def answer_invitation(actor: Actor, *, proceeding_id: int, coming: bool, reason: str = "") -> None:
    """Say whether one comes; who cannot says why."""
    with transaction.atomic():
        held, me = hold_as(actor, proceeding_id, JOINT, R.INVITED)
        held.step("answer")
        why = "" if coming else need(reason, "reason", N_("不能参加的，请写明原因。"), longest=300)
        change = Update(Member, me.pk, {"state": S.COMING if coming else S.AWAY, "reason": why})
        held.commit("answer", events.InvitationAnswered(*held.about, member=me.pk, coming=coming), change)


def minute_joint_review(actor: Actor, *, proceeding_id: int, text: str, result: str) -> None:
    """The chair writes the minutes and the result, to be signed by everybody who came."""
    said = need(text, "text", N_("请写会审纪要。"), longest=20000)
    with transaction.atomic():
        held, _me = hold_as(actor, proceeding_id, JOINT, R.CHAIR)
        held.step("minute")
        duties.check_result(result, held.row.level)
        if held.row.held_at is not None and held.work.now < held.row.held_at:
            raise RuleViolation("not_held_yet", N_("会审还没有到时间，召开以后才能写纪要。"), field="text")
        present = [each for each in held.members(R.CHAIR, R.INVITED) if each.state != S.AWAY]
        if len(present) < 3:
            raise RuleViolation("too_few_present", N_("参加会审的不足三人，会审无效，请重新召集。"))
        event = events.MinutesTaken(*held.about, digest=telling.digest_of(said))
        held.commit("minute", event, result=result, text=sealed(Proceeding, "text", held.row.uid, said))


def sign_joint_review(actor: Actor, *, proceeding_id: int, refused: str = "") -> None:
    """Sign the minutes; a dissenting opinion (`refused`) is kept with the name and does not stop them."""
    with transaction.atomic():
        held, me = hold_as(actor, proceeding_id, JOINT, R.CHAIR, R.INVITED)
        held.step("sign")
        if me.state in {S.AWAY, S.SIGNED, S.REFUSED}:
            raise Conflict("signed_already", N_("您没有参加这次会审，或者已经签过名。"))
        event = events.MinutesSigned(
            *held.about, member=me.pk, capacity=me.get_role_display(), refused=bool(refused.strip())
        )
        held.commit("sign", event, signed(me, held.work.now, refused.strip()))


def close_joint_review(actor: Actor, *, proceeding_id: int, file: Any = None) -> Proceeding:
    """Issue the signed minutes; from now on the result binds. Where it says so, the bureau's review is opened."""
    with transaction.atomic():
        held, _me = hold_as(actor, proceeding_id, JOINT, R.CHAIR)
        held.step("close")
        present = [each for each in held.members(R.CHAIR, R.INVITED) if each.state != S.AWAY]
        check_signed([name_of(each) for each in present if each.state not in {S.SIGNED, S.REFUSED}])
        minutes = telling.paper(
            held,
            "joint_review_minutes",
            paragraphs=[
                f"议题：{held.row.question}",
                *telling.paragraphs(held.row.text),
                f"结论：{duties.RESULTS[held.row.result]}。",
            ],
            facts=telling.facts(
                ("会审层级", duties.LEVELS[held.row.level]),
                ("时间", paper_moment(held.row.held_at)),
                ("地点", held.row.place),
            ),
            people=telling.people(present),
        )
        event = events.JointReviewClosed(
            *held.about, level=held.row.level, result=held.row.result, number=minutes.number
        )
        held.commit("close", event, paper_id=minutes.pk, file_id=keep_file(held, file))
        if held.row.result == duties.UPWARD:
            _go_up(held)
    held.row.refresh_from_db()
    return held.row


def _go_up(held: Held) -> None:
    above = begin(held.work, JOINT, ASKED, held.row.question, level=duties.BUREAU, step_id=held.row.step_id)
    held.work.commit(events.JointReviewAsked(*above.about, level=duties.BUREAU))
