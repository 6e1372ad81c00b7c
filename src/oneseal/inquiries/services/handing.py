"""An open inquiry: taken, offered to somebody, accepted or not, answered. It is never without an owner."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.identity.services import seeing_reason
from oneseal.inquiries import events, selectors
from oneseal.inquiries.models import Channel, HandOver, Inquiry, Way
from oneseal.inquiries.rules.duties import text_of
from oneseal.inquiries.rules.states import BASIS, LIFE, InquiryState
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify, notify_staff

WAYS = {
    Channel.WINDOW: (Way.SPOT, Way.PHONE),
    Channel.PHONE: (Way.SPOT, Way.PHONE),
    Channel.ONLINE: (Way.ONLINE, Way.PHONE),
}
"""How an answer can reach the one who asked, by how they asked."""


def take_inquiry(actor: Actor, *, inquiry_id: int) -> None:
    """Take an inquiry that waits for one's section: who takes it is its first handler and owns it."""
    with transaction.atomic():
        inquiry, _offer = _locked(actor, inquiry_id, "take")
        values = {"owner_id": actor.staff_id, "first_id": actor.staff_id, "section_id": _section(actor)}
        _commit(actor, inquiry, "take", events.Taken(actor.staff_id), values)


def offer_handover(
    actor: Actor, *, inquiry_id: int, reason: str, staff_id: int | None = None, section_id: int | None = None
) -> HandOver:
    """Offer an inquiry to one colleague or one section; until accepted it stays its owner's (首问负责).

    The coordinator may do it in the owner's stead. Raises RuleViolation without reason, for nobody or both, and
    for the owner themselves.
    """
    text = text_of(reason, field="reason", missing=N_("请写明为什么转交，对方才好判断。"))[:300]
    if (staff_id is None) == (section_id is None):
        raise RuleViolation("nobody", N_("请选择转交给哪个科室或哪位同事。"), field="to")
    with transaction.atomic():
        inquiry, _offer = _locked(actor, inquiry_id, "offer")
        if staff_id is not None and staff_id == inquiry.owner_id:
            raise RuleViolation("already_owner", N_("这条咨询本来就由这位同事负责，请另选。"), field="to")
        name = _target_name(actor, staff_id, section_id)
        offer = HandOver.objects.create(
            inquiry=inquiry,
            by_id=actor.staff_id,
            to_staff_id=staff_id,
            to_section_id=section_id,
            reason=text,
            offered_at=clock.now(),
        )
        event = events.Offered(offer.pk, inquiry.owner_id or 0, staff_id, section_id, name)
        _commit(actor, inquiry, "offer", event, {}, reason=text)
        if staff_id is not None:
            _tell_colleague(actor, inquiry, offer)
    return offer


def accept_handover(actor: Actor, *, inquiry_id: int) -> None:
    """Accept what is offered to oneself or one's section: from now on it is one's own."""
    with transaction.atomic():
        inquiry, offer = _locked_offer(actor, inquiry_id, "accept")
        event = events.Accepted(offer.pk, inquiry.owner_id or 0, actor.staff_id)
        values = {"owner_id": actor.staff_id, "section_id": _section(actor)}
        settled = _settled(actor, offer, HandOver.State.ACCEPTED)
        _commit(actor, inquiry, "accept", event, values, settled)


def decline_handover(actor: Actor, *, inquiry_id: int, reason: str) -> None:
    """Say no, with the reason: the owner stays responsible."""
    text = text_of(reason, field="reason", missing=N_("请写明为什么不接受。"))[:300]
    with transaction.atomic():
        inquiry, offer = _locked_offer(actor, inquiry_id, "decline")
        settled = _settled(actor, offer, HandOver.State.DECLINED, said=text)
        event = events.Declined(offer.pk, inquiry.owner_id or 0)
        _commit(actor, inquiry, "decline", event, {}, settled, reason=text)


def withdraw_handover(actor: Actor, *, inquiry_id: int) -> None:
    """Take an offer back before it is accepted."""
    with transaction.atomic():
        inquiry, offer = _locked_offer(actor, inquiry_id, "withdraw")
        settled = _settled(actor, offer, HandOver.State.WITHDRAWN)
        event = events.Withdrawn(offer.pk, inquiry.owner_id or 0)
        _commit(actor, inquiry, "withdraw", event, {}, settled)


def answer_inquiry(actor: Actor, *, inquiry_id: int, answer: str, way: str) -> None:
    """Answer; only the owner does. An offer that nobody accepted ends with it; who asked signed in gets a message.

    `way`: how the answer reaches them (models.Way). Raises RuleViolation for an empty answer or another way.
    """
    text = text_of(answer, field="answer", missing=N_("请写下答复内容。"))
    with transaction.atomic():
        inquiry, offer = _locked(actor, inquiry_id, "answer")
        _check_way(inquiry, way)
        now = clock.now()
        event = events.Answered(actor.staff_id, way, on_time=local_day(now) <= inquiry.due)
        ended = [_settled(actor, offer, HandOver.State.WITHDRAWN)] if offer else []
        values = {"answer": text, "way": way, "answered_at": now}
        _commit(actor, inquiry, "answer", event, values, *ended)
        if inquiry.asker_id:
            _tell_asker(actor, inquiry)


def remind_owner(*, inquiry_id: int) -> None:
    """Tell the owner that today is the last day; once, and not where it was answered meanwhile."""
    with transaction.atomic():
        inquiry = lock(Inquiry, inquiry_id)
        subject, owner = Subject("inquiry", inquiry.pk), inquiry.owner_id
        if inquiry.state == InquiryState.ANSWERED or owner is None:
            return
        who = SYSTEM.of_bureau(inquiry.bureau_id)
        told = notify_staff(
            who,
            bureau_id=inquiry.bureau_id,
            staff_ids=[owner],
            template="inquiry_due",
            data={"number": inquiry.number, "due": inquiry.due.isoformat()},
            occasion=f"{inquiry.pk}:{owner}",
            about=subject,
            link=reverse("inquiries:desk_inquiry", args=[inquiry.pk]),
        )
        if told:
            record(who, subject, events.Reminded(owner))


def see_asker(actor: Actor, *, inquiry_id: int, field: str, reason: str) -> str:
    """The name or phone of who asked, in full: to the owner alone, with the reason in the journal."""
    why = seeing_reason(reason)
    inquiry = selectors.access_inquiry(actor, inquiry_id)
    if field not in {"asker_name", "phone"}:
        raise RuleViolation("field_unknown", N_("只能查看咨询人的姓名或电话，请重新选择。"), field="field")
    if not actor.staff_id or inquiry.owner_id != actor.staff_id:
        text = N_("只有这条咨询的责任人可以看咨询人的完整信息。")
        raise Forbidden("not_owner", text, basis="个人信息保护法第六条")
    with transaction.atomic():
        record(actor, Subject("inquiry", inquiry.pk), events.AskerSeen(inquiry.number, field), reason=why)
    return str(getattr(inquiry, field))


def _locked(actor: Actor, inquiry_id: int, verb: str) -> tuple[Inquiry, HandOver | None]:
    """The inquiry under lock and its pending offer, if the actor may do this to it now."""
    lock(Inquiry, inquiry_id)
    inquiry = selectors.access_inquiry(actor, inquiry_id)
    LIFE.step(inquiry.state, verb)
    if verb not in selectors.acts_for(actor, inquiry):
        raise Forbidden(
            "not_yours",
            N_("这条咨询现在由%(owner)s负责，您不能这样处理。需要转给您的，请对方转交，您接受后再办理。"),
            params={"owner": inquiry.owner.name if inquiry.owner else inquiry.section.name},
            basis=BASIS,
        )
    offer = selectors.pending_offer(inquiry_id) if inquiry.state == InquiryState.OFFERED else None
    return inquiry, offer


def _locked_offer(actor: Actor, inquiry_id: int, verb: str) -> tuple[Inquiry, HandOver]:
    inquiry, offer = _locked(actor, inquiry_id, verb)
    if offer is None:
        raise LIFE.refuse(inquiry.state, verb)
    return inquiry, offer


def _commit(
    actor: Actor,
    inquiry: Inquiry,
    verb: str,
    event: Event,
    values: Mapping[str, object],
    *more: Update,
    reason: str = "",
) -> None:
    state = LIFE.step(inquiry.state, verb)
    change = Update(Inquiry, inquiry.pk, {"state": state, **values}, expect={"state": inquiry.state})
    record(actor, Subject("inquiry", inquiry.pk), event, changes=[change, *more], reason=reason)


def _settled(actor: Actor, offer: HandOver, state: str, said: str = "") -> Update:
    values = {"state": state, "settled_at": clock.now(), "settled_by_id": actor.staff_id, "said": said}
    return Update(HandOver, offer.pk, values, expect={"state": HandOver.State.PENDING})


def _section(actor: Actor) -> int:
    return identity.access_staff(actor, actor.staff_id).section_id


def _target_name(actor: Actor, staff_id: int | None, section_id: int | None) -> str:
    """The receiver's name; refuses who left and sections that are closed."""
    today = clock.today()
    if section_id is not None:
        section = identity.access_organisation(actor, section_id)
        if section.is_open(today):
            return section.name
    else:
        person = identity.access_staff(actor, staff_id or 0)
        if person.left_on is None or person.left_on > today:
            return person.name
    raise Conflict("receiver_gone", N_("所选的科室或同事已经不在岗，请另选。"), field="to")


def _check_way(inquiry: Inquiry, way: str) -> None:
    if way not in WAYS[Channel(inquiry.channel)]:
        raise RuleViolation("way_wrong", N_("请选择答复是怎样告诉咨询人的。"), field="way")


def _tell_asker(actor: Actor, inquiry: Inquiry) -> None:
    subject = inquiry.item.name if inquiry.item else inquiry.number
    notify(
        actor,
        bureau_id=inquiry.bureau_id,
        recipient=Recipient(account_id=inquiry.asker_id or 0, phone=inquiry.phone),
        template="inquiry_answered",
        data={"subject": subject},
        dedupe_key=f"inquiry_answered:{inquiry.pk}",
        about=Subject("inquiry", inquiry.pk),
        link=reverse("inquiries:asked", args=[inquiry.uid]),
    )


def _tell_colleague(actor: Actor, inquiry: Inquiry, offer: HandOver) -> None:
    notify_staff(
        actor,
        bureau_id=inquiry.bureau_id,
        staff_ids=[offer.to_staff_id or 0],
        template="inquiry_offered",
        data={"who": actor.name, "number": inquiry.number},
        occasion=str(offer.pk),
        about=Subject("inquiry", inquiry.pk),
        link=reverse("inquiries:desk_inquiry", args=[inquiry.pk]),
    )
