"""Reads of partners and of the orders that they got."""

from uuid import UUID

from django.db.models import Q, QuerySet

from oneseal.bundles.models import Partner, PartnerOrder
from oneseal.bundles.rules.states import OrderState
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

WATCHERS = (Role.CLERK, Role.COORDINATOR, Role.SUPERVISOR)
OPEN = (OrderState.SENT, OrderState.TAKEN)
SCOPE = "bundles"
SCOPES = (SCOPE, "utilities")
"""What the systems of partners may be allowed: orders of themes, connections of projects."""


def visible_partners(actor: Actor) -> QuerySet[Partner]:
    """Partners: those who keep them see all of the bureau, a partner itself."""
    rows = Partner.objects.filter(bureau=actor.bureau_id).select_related("organisation")
    if actor.has(Role.ITEM_KEEPER, *WATCHERS):
        return rows
    return rows.filter(own(actor)) if actor.has(Role.LIAISON, Role.CLIENT) else rows.none()


def partners_of(bureau_id: int) -> list[Partner]:
    """The bureau's partners."""
    return list(Partner.objects.filter(bureau=bureau_id))


def own(actor: Actor, prefix: str = "") -> Q:
    """The condition that leaves the partner for which a liaison or a system speaks."""
    if actor.has(Role.LIAISON):
        return Q(**{f"{prefix}organisation__in": actor.sections})
    return Q(**{f"{prefix}client": -actor.account_id})


def visible_orders(actor: Actor) -> QuerySet[PartnerOrder]:
    """Orders that were sent: the window and the coordinator see all, a partner its own."""
    rows = PartnerOrder.objects.filter(joint__bureau=actor.bureau_id, sent_at__isnull=False)
    rows = rows.select_related("joint__applicant", "partner")
    if actor.has(*WATCHERS):
        return rows
    return rows.filter(own(actor, "partner__")) if actor.has(Role.LIAISON, Role.CLIENT) else rows.none()


def open_orders(actor: Actor) -> QuerySet[PartnerOrder]:
    """Orders that wait for the partner."""
    return visible_orders(actor).filter(state__in=OPEN)


def access_order(actor: Actor, order_id: int) -> PartnerOrder:
    """One order. Raises NotFound."""
    return _one(visible_orders(actor).filter(pk=order_id))


def access_order_uid(actor: Actor, uid: UUID) -> PartnerOrder:
    """The same by its lasting id, for other systems."""
    return _one(visible_orders(actor).filter(uid=uid))


def _one(rows: QuerySet[PartnerOrder]) -> PartnerOrder:
    found = rows.first()
    if found is None:
        raise NotFound("order_not_found", N_("没有找到这个订单，或者您无权查看。"))
    return found
