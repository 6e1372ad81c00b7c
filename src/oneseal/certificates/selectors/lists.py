"""Lists: the holder's wallet, the desk's search."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Count, F, Q, QuerySet

from oneseal.catalog import selectors as catalog
from oneseal.certificates.models import Ban, Certificate, CertificateAct, CertificateType
from oneseal.certificates.rules.codes import is_identifier
from oneseal.certificates.rules.states import STANDING, State
from oneseal.certificates.selectors.access import (
    visible_acts,
    visible_bans,
    visible_certificates,
    visible_types,
)
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.foundation.lists import counts as count_lists
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_

EXPIRING_DAYS = 60
VIEWS = {
    "all": N_("全部"),
    "expiring": N_("60天内到期"),
    "suspended": N_("暂扣中"),
    "ended": N_("已失效"),
    "acts": N_("待批准的处理"),
    "bans": N_("限制再次申请"),
}


def wallet(actor: Actor) -> list[Certificate]:
    """A citizen's certificates, and those of whom they act for: standing ones first, soonest end first."""
    rows = visible_certificates(actor).select_related("type", "item")
    found = rows.filter(Q(superseded_by=None) | Q(state__in=STANDING))
    return sorted(found, key=lambda row: (not row.stands, row.valid_until or clock.today().max, -row.pk))


def search(actor: Actor, asked: Mapping[str, str]) -> Page[Certificate]:
    """The desk's list: by number, identifier, holder's name or identity number; narrowed by a view of VIEWS."""
    rows = _view(visible_certificates(actor), asked.get("view", "all")).select_related("item")
    text = asked.get("q", "").strip()
    if text:
        rows = rows.filter(_words(actor, text))
    if asked.get("view") == "expiring":
        return keyset_page(rows, ("valid_until", "id"), asked)
    return keyset_page(rows, ("-issued_at", "-id"), asked)


def _words(actor: Actor, text: str) -> Q:
    if is_identifier(text):
        return Q(identifier__endswith=text.strip().upper())
    found = Q(number=text.upper()) | Q(holder_name__startswith=text)
    holders = [each.pk for each in identity.find_applicants(actor, text)]
    return found | Q(holder__in=holders) if holders else found


def _view(rows: QuerySet[Certificate], view: str) -> QuerySet[Certificate]:
    if view == "expiring":
        return rows.filter(_expiring())
    if view == "suspended":
        return rows.filter(state=State.SUSPENDED)
    if view == "ended":
        return rows.exclude(state__in=STANDING)
    return rows


def _expiring() -> Q:
    last = clock.today() + timedelta(days=EXPIRING_DAYS)
    return Q(state__in=STANDING, valid_until__lte=last)


def open_acts(actor: Actor) -> QuerySet[CertificateAct]:
    """Acts that wait for the head of the bureau, oldest first."""
    return visible_acts(actor).filter(status=CertificateAct.Status.PROPOSED).order_by("id")


def live_bans(actor: Actor) -> QuerySet[Ban]:
    """Bans that hold today."""
    return visible_bans(actor).filter(until__gte=clock.today()).order_by("until", "id")


def types_with_counts(actor: Actor) -> list[CertificateType]:
    """The bureau's types with `issued`, how many of their certificates stand; those whose change waits first."""
    standing = Count("certificates", filter=Q(certificates__state__in=STANDING))
    rows = visible_types(actor).annotate(issued=standing)
    return list(rows.order_by(F("drafted_by").asc(nulls_last=True), "number", "id"))


def items_issuing(actor: Actor, kind: CertificateType) -> list[str]:
    """Names of the items whose version in force issues this type."""
    found = catalog.items_that_issue(kind.bureau_id, kind.code)
    return list(catalog.visible_items(actor).filter(pk__in=found).values_list("name", flat=True))


def counts(actor: Actor) -> dict[str, int]:
    """How many there are in the views that ask for something, in one statement."""
    rows = visible_certificates(actor)
    return count_lists(
        {
            "expiring": [rows.filter(_expiring())],
            "suspended": [rows.filter(state=State.SUSPENDED)],
            "acts": [open_acts(actor)],
            "bans": [live_bans(actor)],
        }
    )
