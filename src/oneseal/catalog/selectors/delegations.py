"""Letters of delegation: the desk's list, and what is public (2.21)."""

from django.db.models import QuerySet

from oneseal.catalog.models import Delegation
from oneseal.foundation import clock
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

READERS = frozenset({Role.ITEM_KEEPER, Role.BUREAU_HEAD, Role.SUPERVISOR})


def visible_delegations(actor: Actor) -> QuerySet[Delegation]:
    """Letters of the bureau, for keepers, heads and the supervisor."""
    rows = Delegation.objects.select_related("document", "drafted_by", "approved_by")
    return rows.filter(bureau=actor.bureau_id) if actor.has(*READERS) else rows.none()


def access_delegation(actor: Actor, delegation_id: int) -> Delegation:
    """One letter. Raises NotFound where it is absent or not for this actor."""
    found = visible_delegations(actor).filter(pk=delegation_id).first()
    if found is None:
        raise NotFound("delegation_not_found", N_("没有找到这份委托书，或者您无权查看。"))
    return found


def to_approve(actor: Actor) -> list[QuerySet[Delegation]]:
    """Drafts that wait for this head: the number in the navigation."""
    waiting = Delegation.objects.filter(state=Delegation.State.DRAFT, bureau=actor.bureau_id)
    return [waiting if actor.has(Role.BUREAU_HEAD) else waiting.none()]


def public_delegations() -> QuerySet[Delegation]:
    """What everybody may read: letters whose term is not over, and that were not withdrawn, with their items."""
    rows = Delegation.objects.filter(state=Delegation.State.APPROVED, to_on__gte=clock.today())
    return rows.select_related("document", "bureau").prefetch_related("items").order_by("to_unit", "id")


def may_read_letter(actor: Actor, delegation_id: int) -> bool:
    """Whether the sealed letter may be opened: everybody signed in, for it is public."""
    return Delegation.objects.filter(pk=delegation_id, document__isnull=False).exists()
