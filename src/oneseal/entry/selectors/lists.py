"""Units' own lists, and how their lines are found among our cases, certificates and documents."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from oneseal.cases import selectors as cases
from oneseal.certificates import selectors as certificates
from oneseal.documents import selectors as documents
from oneseal.entry.models import Breach, EntryUnit, ListLine, UnitList
from oneseal.entry.rules import lists
from oneseal.entry.rules.lists import Compared, Line, Ours
from oneseal.entry.selectors.ledger import may_watch
from oneseal.foundation.db import not_found
from oneseal.foundation.display import local_day
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor


def visible_lists(actor: Actor) -> QuerySet[UnitList]:
    """Lists of the bureau's units; `outside`: lines that did not come through us, `open`: those not followed yet."""
    waiting = Count("lines", filter=Q(lines__found__in=lists.OUTSIDE, lines__breach=None))
    outside = Count("lines", filter=~Q(lines__found__in=lists.OURS))
    rows = UnitList.objects.select_related("unit__unit", "by").annotate(open=waiting, outside=outside)
    return rows.filter(bureau=actor.bureau_id) if may_watch(actor) else rows.none()


def access_list(actor: Actor, list_id: int) -> UnitList:
    """One list. Raises NotFound."""
    found = visible_lists(actor).filter(pk=list_id).first()
    if found is None:
        raise not_found()
    return found


def unit_lists(actor: Actor, asked: Mapping[str, str]) -> Page[UnitList]:
    """Lists, newest first."""
    return keyset_page(visible_lists(actor), ("-at", "-id"), asked)


def list_lines(row: UnitList, asked: Mapping[str, str]) -> Page[ListLine]:
    """Lines of a list in its order: those that are not plainly ours unless all are asked for."""
    rows = row.lines.select_related("item", "breach")
    rows = rows if asked.get("view") == "all" else rows.exclude(found__in=lists.OURS)
    return keyset_page(rows, ("row", "id"), asked)


def counts_of(row: UnitList) -> dict[str, int]:
    """How many lines of a list are what to us."""
    return dict(row.lines.order_by().values_list("found").annotate(number=Count("id")))


def names_of_items(unit: EntryUnit) -> dict[str, int]:
    """A unit's items of the ledger by name and by code."""
    rows = unit.items.select_related("item").order_by("-id")
    named = {row.name: row.pk for row in rows}
    return named | {row.item.code: row.pk for row in rows if row.item}


def numbers_told(unit_id: int) -> set[str]:
    """Numbers of a unit that led to a lead already."""
    rows = ListLine.objects.filter(list__unit=unit_id, breach__isnull=False)
    return set(rows.values_list("number", flat=True))


def list_of(breach: Breach) -> int:
    """The list that a lead came of; 0 where it came of none."""
    return breach.lines.values_list("list", flat=True).first() or 0


def numbers_taken(unit_id: int) -> dict[str, str]:
    """Our numbers that stand for a number of the unit in a list already."""
    rows = ListLine.objects.filter(list__unit=unit_id).exclude(ours="")
    return dict(rows.order_by("id").values_list("ours", "number"))


def compared(unit: EntryUnit, lines: list[Line], first: date, last: date) -> list[Compared]:
    """What the lines of a unit's list are to us. Six statements, however long the list."""
    entries = dict(unit.items.filter(item__isnull=False).values_list("item_id", "pk"))
    numbers = {number for line in lines for number in (line.number, line.result) if number}
    rows = cases.cases_to_compare(unit.bureau_id, numbers=numbers, items=entries, first=first, last=last)
    ours = [
        Ours(
            (row.number, row.acceptance_number),
            entries.get(row.item_id, 0),
            local_day(row.received_at),
            local_day(row.accepted_at) if row.accepted_at else None,
            local_day(row.decided_at) if row.decided_at else None,
        )
        for row in rows
        if row.received_at
    ]
    issued = certificates.issued_among(numbers | {number.upper() for number in numbers})
    issued |= documents.issued_among(unit.bureau_id, numbers)
    results = {number for number in numbers if number in issued or number.upper() in issued}
    told, taken = numbers_told(unit.pk), numbers_taken(unit.pk)
    return lists.compare(lines, ours, results=results, told=told, taken=taken)
