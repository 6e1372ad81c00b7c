"""Breaches: what was handled outside the hall; and how a result is looked up among ours."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from oneseal.cases import selectors as cases
from oneseal.certificates import selectors as certificates
from oneseal.documents import selectors as documents
from oneseal.entry.models import Breach
from oneseal.entry.rules.breaches import Stage
from oneseal.entry.selectors.ledger import may_watch
from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role

REPORTERS = frozenset({Role.COORDINATOR, Role.SUPERVISOR})
"""Who enters figures and leads."""
JUDGES = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.BUREAU_HEAD})
"""Who says whether a lead is true, and whether a breach is mended."""
ORDERERS = frozenset({Role.BUREAU_HEAD})
"""Who signs the circular or talks to the unit's head."""


def visible_breaches(actor: Actor) -> QuerySet[Breach]:
    """Breaches of the bureau's units."""
    rows = Breach.objects.select_related("unit__unit", "item", "by", "judged_by", "document", "figures")
    return rows.filter(bureau=actor.bureau_id) if may_watch(actor) else rows.none()


def access_breach(actor: Actor, breach_id: int) -> Breach:
    """One breach. Raises NotFound."""
    found = visible_breaches(actor).filter(pk=breach_id).first()
    if found is None:
        raise not_found()
    return found


def breach_list(actor: Actor, asked: Mapping[str, str]) -> Page[Breach]:
    """Breaches, newest first; open ones unless all are asked for."""
    rows = visible_breaches(actor)
    done = (Stage.CLOSED, Stage.DISMISSED)
    rows = rows if asked.get("view") == "all" else rows.exclude(stage__in=done)
    return keyset_page(rows, ("-at", "-id"), asked)


def breaches_of(actor: Actor, unit_id: int) -> list[Breach]:
    """The newest of a unit."""
    return list(visible_breaches(actor).filter(unit=unit_id)[:20])


def confirmed_of(unit_id: int) -> int:
    """How many breaches of a unit were confirmed so far."""
    return Breach.objects.filter(unit=unit_id, nth__isnull=False).count()


def breaches_waiting(actor: Actor) -> QuerySet[Breach]:
    """Leads that the actor may judge, confirmed ones that they settle, those not mended in time."""
    rows = Breach.objects.filter(bureau=actor.bureau_id)
    mine = Q(pk__in=[])
    if actor.has(*JUDGES):
        own = Q(by=actor.staff_id) if actor.staff_id else Q(pk__in=[])
        mine |= Q(stage=Stage.LEAD) & ~own
        mine |= Q(stage=Stage.ORDERED, mend_by__lt=clock.today())
    if actor.has(*ORDERERS):
        mine |= Q(stage=Stage.CONFIRMED)
    return rows.filter(mine)


def known_result(actor: Actor, number: str) -> str:
    """What of ours has this number: certificate, document or case, by its name; empty for none."""
    found = certificates.answer_by_text(number)
    if found is not None:
        return f"{found.name} {found.number}"
    paper = documents.document_by_number(actor.bureau_id, number)
    if paper is not None:
        return f"{paper.title} {paper.number}"
    row = cases.visible_cases(actor).filter(Q(number=number) | Q(acceptance_number=number)).first()
    return f"{row.item_name} {row.number}" if row else ""


def may_open_paper(actor: Actor, breach_id: int) -> bool:
    """Whether somebody may open the circular or the minutes of a talk."""
    return visible_breaches(actor).filter(pk=breach_id).exists()
