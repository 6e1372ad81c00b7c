"""Reads of zones, patrols, findings, and amenities."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from oneseal.appraisal.models import Amenity, AmenityTicket, Finding, Patrol, Zone
from oneseal.appraisal.rules.patrols import Found, Ticket
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

PATROLLERS = frozenset({Role.BUREAU_HEAD, Role.SUPERVISOR, Role.COORDINATOR, Role.SECTION_HEAD})
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
"""Who keeps the amenities and their reports."""
PURPOSE = "patrol_photo"


def zones(actor: Actor) -> list[Zone]:
    """Zones in use with their leaders."""
    rows = Zone.objects.filter(bureau=actor.bureau_id, closed_on=None).select_related("leader")
    return list(rows if actor.is_staff else rows.none())


def access_zone(actor: Actor, zone_id: int) -> Zone:
    """One zone. Raises NotFound otherwise."""
    found = next((each for each in zones(actor) if each.pk == zone_id), None)
    if found is None:
        raise NotFound("zone_not_found", N_("没有这个片区，请重新选择。"), field="zone")
    return found


def visible_patrols(actor: Actor) -> QuerySet[Patrol]:
    """Patrols of the bureau, for its staff."""
    rows = Patrol.objects.select_related("zone", "by").annotate(
        found=Count("findings"), left=Count("findings", filter=~Q(findings__state=Found.CLOSED))
    )
    return rows.filter(bureau=actor.bureau_id) if actor.is_staff else rows.none()


def patrol_list(actor: Actor, asked: Mapping[str, str]) -> Page[Patrol]:
    """Patrols, newest first."""
    return keyset_page(visible_patrols(actor), ("-at", "-id"), asked)


def visible_findings(actor: Actor) -> QuerySet[Finding]:
    """Findings: those who patrol see all; everybody what they answer for."""
    rows = Finding.objects.select_related("patrol__zone", "patrol__by", "responsible", "photo")
    rows = rows.filter(bureau=actor.bureau_id) if actor.is_staff else rows.none()
    return rows if actor.has(*PATROLLERS) else rows.filter(responsible=actor.staff_id)


def open_findings(actor: Actor) -> list[Finding]:
    """Findings not closed, the most urgent first."""
    rows = visible_findings(actor).exclude(state=Found.CLOSED)
    return list(rows.order_by("rectify_by", "id")[:200])


def closed_findings(actor: Actor) -> list[Finding]:
    """The last findings put right."""
    return list(visible_findings(actor).filter(state=Found.CLOSED).order_by("-checked_at", "-id")[:20])


def access_finding(actor: Actor, finding_id: int) -> Finding:
    """One finding. Raises NotFound otherwise."""
    found = visible_findings(actor).filter(pk=finding_id).first()
    if found is None:
        raise NotFound("finding_not_found", N_("没有找到这个问题，或者您无权查看。"))
    return found


def findings_waiting(actor: Actor) -> QuerySet[Finding]:
    """What the actor has to put right, or to check."""
    mine = Q(state=Found.OPEN, responsible=actor.staff_id) | Q(state=Found.MENDED, patrol__by=actor.staff_id)
    return Finding.objects.filter(mine, bureau=actor.bureau_id)


def may_read_photo(actor: Actor, file_id: int) -> bool:
    """Whether somebody may open a patrol's photograph."""
    return visible_findings(actor).filter(photo=file_id).exists()


def amenities(bureau_id: int = 0) -> list[Amenity]:
    """Amenities in use, with how many reports are open; no bureau: the first one's."""
    bureau = bureau_id or next(iter(identity.bureau_ids()), 0)
    rows = Amenity.objects.filter(bureau=bureau, gone_on=None)
    return list(rows.annotate(reports=Count("tickets", filter=Q(tickets__state=Ticket.OPEN))))


def access_amenity(amenity_id: int, bureau_id: int = 0) -> Amenity:
    """One amenity in use. Raises NotFound otherwise."""
    rows = Amenity.objects.filter(gone_on=None, pk=amenity_id)
    found = (rows.filter(bureau=bureau_id) if bureau_id else rows).first()
    if found is None:
        raise NotFound("amenity_not_found", N_("没有找到这个便民设施。"))
    return found


def visible_tickets(actor: Actor) -> QuerySet[AmenityTicket]:
    """Reports about amenities, for the bureau's staff."""
    rows = AmenityTicket.objects.select_related("amenity", "settled_by")
    return rows.filter(bureau=actor.bureau_id) if actor.is_staff else rows.none()


def ticket_list(actor: Actor, asked: Mapping[str, str]) -> Page[AmenityTicket]:
    """Reports, newest first; open ones unless all are asked for."""
    rows = visible_tickets(actor)
    rows = rows if asked.get("view") == "all" else rows.filter(state=Ticket.OPEN)
    return keyset_page(rows, ("-at", "-id"), asked)


def tickets_waiting(actor: Actor) -> QuerySet[AmenityTicket]:
    """Open reports."""
    return visible_tickets(actor).filter(state=Ticket.OPEN)
