"""Whether an item may be applied for today, and who outside the bureau may handle it (1.4, 2.7, 2.20, 2.21)."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from oneseal.catalog.models import ChangeLedger
from oneseal.catalog.rules import powers
from oneseal.catalog.rules.content import ItemType
from oneseal.kernel.access import Actor

STANDING = """
SELECT i.name, i.status, c.effective_on, coalesce(l.number, 0), l.binding_from,
    coalesce(v.content->>'type', i.type) = %s OR v.content->>'basic_code' = ANY(l.basic_codes) OR l.number IS NULL,
    coalesce(v.content->>'separation', '')
FROM catalog_item i
LEFT JOIN catalog_itemversion v ON v.id = coalesce(%s, i.current_version_id)
LEFT JOIN LATERAL (SELECT effective_on FROM catalog_changeledger WHERE item_id = i.id
    AND kind = CASE i.status WHEN 'cancelled' THEN 'cancel' WHEN 'suspended' THEN 'suspend' END
    ORDER BY id DESC LIMIT 1) c ON true
LEFT JOIN LATERAL (SELECT number, binding_from, basic_codes FROM catalog_publishedlist
    WHERE bureau_id = i.bureau_id AND kind = 'powers' ORDER BY number DESC LIMIT 1) l ON true
WHERE i.id = %s
"""


def standing(item_id: int, version_id: int | None = None) -> powers.Standing | None:
    """How an item stands, in one statement; with a version, as that one would stand. None: no such item."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [ItemType.PUBLIC_SERVICE.value, version_id, item_id])
        row = cursor.fetchone()
    if row is None:
        return None
    name, status, since, number, binding_from, listed, separation = row
    return powers.Standing(name, status, since, number, binding_from, listed is not False, separation)


def check_open(item_id: int, day: date) -> None:
    """Refuse a new application where the item is cancelled, suspended or off the list of powers. One statement.

    Raises RuleViolation that says from when; an item that does not exist is left to `access_item`.
    """
    found = standing(item_id)
    if found is not None:
        powers.check_open(found, day)


def check_acting(actor: Actor, item_id: int, scope: str, day: date, *, channels: list[str]) -> None:
    """Whether the actor's unit may receive, review or decide this item (LIC-23, LIC-26). Raises RuleViolation.

    Costs nothing for the bureau's own people, one statement for those of towns and departments.
    """
    if not actor.outside:
        return
    rows = ChangeLedger.objects.filter(
        item_id=item_id, kind__in=(ChangeLedger.Kind.DELEGATE, ChangeLedger.Kind.TRANSFER)
    ).values_list("kind", "from_unit", "to_unit", "scope", "effective_on", "ends_on")
    found = list(rows)
    powers.check_acting(
        actor.outside,
        scope,
        delegations=[
            powers.Delegated(to, what, on, end) for kind, _, to, what, on, end in found if kind == "delegate"
        ],
        transfers=[powers.Transferred(unit, on) for kind, unit, _, _, on, _ in found if kind == "transfer"],
        day=day,
        town="town" in channels,
    )


def delegated_to(units: Iterable[str], day: date) -> dict[str, dict[int, str]]:
    """Unit → item → how far it may go there today in the bureau's name (2.21). One statement."""
    found: dict[str, dict[int, str]] = {unit: {} for unit in units}
    rows = ChangeLedger.objects.filter(
        kind=ChangeLedger.Kind.DELEGATE, to_unit__in=list(found), effective_on__lte=day
    ).exclude(ends_on__lt=day)
    for unit, item, scope in rows.values_list("to_unit", "item_id", "scope"):
        known = found[unit].get(item, scope)
        found[unit][item] = max(known, scope, key=powers.SCOPES.index)
    return found
