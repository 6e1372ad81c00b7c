"""Who sees which inquiry and what they may do with it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from oneseal.inquiries.models import HandOver, Inquiry
from oneseal.inquiries.rules.duties import Standing, may
from oneseal.inquiries.rules.states import InquiryState
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

WHOLE_BUREAU = (Role.COORDINATOR, Role.SUPERVISOR, Role.BUREAU_HEAD)


def visible_inquiries(actor: Actor) -> QuerySet[Inquiry]:
    """The inquiries that an actor may see.

    Coordinator, supervisor, heads of the bureau: all of their bureau. Other staff: their own, those they were
    asked first, those of their sections, those offered to them. Citizens: those they asked signed in.
    """
    rows = Inquiry.objects.select_related("owner", "first", "section", "item")
    if not actor.is_staff:
        return rows.filter(asker=actor.account_id) if actor.account_id else rows.none()
    rows = rows.filter(bureau=actor.bureau_id)
    if actor.has(*WHOLE_BUREAU):
        return rows
    own = Q(owner=actor.staff_id) | Q(first=actor.staff_id) | Q(section__in=actor.sections)
    return rows.filter(own | Exists(offered_to(actor).filter(inquiry=OuterRef("pk"))))


def offered_to(actor: Actor) -> QuerySet[HandOver]:
    """Offers that wait for the actor or their sections; not those that they made themselves."""
    to_me = Q(to_staff=actor.staff_id) | Q(to_section__in=actor.sections)
    return HandOver.objects.filter(to_me, state=HandOver.State.PENDING).exclude(inquiry__owner=actor.staff_id)


def _absent() -> NotFound:
    return NotFound("inquiry_not_found", N_("没有找到这条咨询，或者您无权查看。"))


def access_inquiry(actor: Actor, inquiry_id: int) -> Inquiry:
    """One inquiry that the actor may see. Raises NotFound otherwise."""
    found = visible_inquiries(actor).filter(pk=inquiry_id).first()
    if found is None:
        raise _absent()
    return found


def asked_by(actor: Actor) -> QuerySet[Inquiry]:
    """What a citizen asked online while signed in, newest first."""
    rows = Inquiry.objects.filter(asker=actor.account_id) if actor.account_id else Inquiry.objects.none()
    return rows.select_related("item").order_by("-id")


def access_asked(actor: Actor, uid: UUID) -> Inquiry:
    """An online inquiry for the one who asked: for the account that asked signed in, else for whoever has its
    secret address. Raises NotFound."""
    rows = Inquiry.objects.filter(uid=uid, channel="online").select_related("item")
    found = rows.filter(Q(asker=None) | Q(asker=max(actor.account_id, 0) or None)).first()
    if found is None:
        raise _absent()
    return found


def pending_offer(inquiry_id: int) -> HandOver | None:
    """The offer that waits for an answer."""
    rows = HandOver.objects.filter(inquiry=inquiry_id, state=HandOver.State.PENDING)
    return rows.select_related("to_staff", "to_section", "by").first()


def standing(actor: Actor, inquiry: Inquiry, offer: HandOver | None) -> Standing:
    """How the actor stands to an inquiry; `offer` is its pending hand-over."""
    if not actor.staff_id or actor.bureau_id != inquiry.bureau_id:
        return Standing()
    to_me = offer is not None and (
        offer.to_staff_id == actor.staff_id or offer.to_section_id in actor.sections
    )
    return Standing(
        owner=inquiry.owner_id == actor.staff_id,
        offered=to_me,
        section=inquiry.section_id in actor.sections,
        coordinator=actor.has(Role.COORDINATOR),
    )


def acts_for(actor: Actor, inquiry: Inquiry) -> frozenset[str]:
    """What the actor may do with an inquiry now."""
    offer = pending_offer(inquiry.pk) if inquiry.state == InquiryState.OFFERED else None
    return may(inquiry.state, standing(actor, inquiry, offer))
