"""Reads of a bulletin's copies: the office sees all, a unit its own."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from oneseal.appraisal.models import Bulletin, Delivery
from oneseal.appraisal.rules import circulation
from oneseal.appraisal.rules.circulation import Way
from oneseal.appraisal.selectors.scores import LEADS, MARKERS
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import AT_DESK, Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

OFFICE = LEADS | MARKERS
"""Who follows that bulletins arrive."""
READERS = AT_DESK
"""Who may have a copy to sign for."""


def _own(actor: Actor) -> Q:
    """Copies of the units for which the actor takes papers in."""
    mine = Q(pk=None)
    if actor.has(*circulation.OF_BUREAU):
        mine |= Q(unit=actor.bureau_id)
    if actor.has(*circulation.OF_TOWN):
        mine |= Q(unit__kind__in=circulation.TOWNS, name__in=actor.outside)
    if actor.has(*circulation.USUAL):
        mine |= Q(unit__in=actor.sections) & ~Q(unit__kind__in=[*circulation.TOWNS, circulation.BUREAU])
    return mine


def visible_deliveries(actor: Actor) -> QuerySet[Delivery]:
    """The office all copies of its bureau, a unit its own."""
    rows = Delivery.objects.filter(bureau=actor.bureau_id)
    rows = rows.select_related("bulletin__document", "unit", "signed_by", "handed_by")
    if actor.has(*OFFICE):
        return rows
    return rows.filter(_own(actor)) if actor.at_desk else rows.none()


def copies_of(bulletin: Bulletin) -> list[Delivery]:
    """All copies of a bulletin, those it is copied to last."""
    return list(bulletin.deliveries.select_related("bulletin__document"))


def access_delivery(actor: Actor, delivery_id: int) -> Delivery:
    """One copy. Raises NotFound otherwise."""
    found = visible_deliveries(actor).filter(pk=delivery_id).first()
    if found is None:
        raise NotFound("delivery_not_found", N_("没有找到这份通报，或者您无权查看。"))
    return found


def takes_in(actor: Actor, delivery: Delivery) -> bool:
    """Whether the actor takes papers in for the unit of a copy."""
    return bool(actor.staff_id) and Delivery.objects.filter(_own(actor), pk=delivery.pk).exists()


def delivery_list(actor: Actor, asked: Mapping[str, str]) -> Page[Delivery]:
    """Copies, newest bulletin first; those still on their way unless all are asked for."""
    rows = visible_deliveries(actor)
    rows = rows if asked.get("view") == "all" else rows.filter(state__in=[Way.SENT, Way.BY_HAND])
    return keyset_page(rows, ("-sent_at", "-id"), asked)


def deliveries_waiting(actor: Actor) -> QuerySet[Delivery]:
    """What the actor has to sign for; for the office also what it has to take there."""
    rows = Delivery.objects.filter(bureau=actor.bureau_id)
    waiting = Q(state=Way.SENT) & _own(actor)
    return rows.filter(waiting | Q(state=Way.BY_HAND) if actor.has(*OFFICE) else waiting)


def takers(bureau_id: int, unit_id: int, kind: str) -> list[int]:
    """Staff ids of those who take papers in for a unit today."""
    day = clock.today()
    if kind == circulation.BUREAU:
        return sorted(identity.in_roles(bureau_id, circulation.OF_BUREAU, day))
    if kind in circulation.TOWNS:
        return sorted(identity.in_roles(bureau_id, circulation.OF_TOWN, day, sent_by=unit_id))
    return sorted(identity.in_roles(bureau_id, circulation.USUAL, day, units=[unit_id]))


def names_of_told(rows: Iterable[Delivery]) -> dict[int, str]:
    """Names of those who were told of some copies, by staff id."""
    return identity.staff_names({staff for row in rows for staff in row.told})


def may_open_bulletin(actor: Actor, bulletin_id: int) -> bool:
    """Whether somebody may open a bulletin's document: the bureau's staff, and the units it was sent to."""
    if actor.is_staff:
        return Bulletin.objects.filter(bureau=actor.bureau_id, pk=bulletin_id).exists()
    return visible_deliveries(actor).filter(bulletin=bulletin_id).exists()
