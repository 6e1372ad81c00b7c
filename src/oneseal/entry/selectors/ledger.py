"""Units and items of the entry ledger, and the status board made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from oneseal.entry.models import EntryItem, EntryUnit, UnitReturn
from oneseal.entry.rules.ledger import WATCHERS, Counted, Placed, Standing, concentration, standing_on
from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role

KEEPERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
"""Who keeps the ledger."""
SCOPE = "entry"
"""What a token needs for the ledger (identity.rules.scopes)."""


def may_watch(actor: Actor) -> bool:
    """Whether somebody sees the ledger: those who keep or watch it, and systems with the scope."""
    return actor.has(*WATCHERS) or SCOPE in actor.scopes


def visible_units(actor: Actor) -> QuerySet[EntryUnit]:
    """Units of the bureau's ledger."""
    rows = EntryUnit.objects.filter(left_on=None).select_related("unit").order_by("unit__order", "id")
    return rows.filter(bureau=actor.bureau_id) if may_watch(actor) else rows.none()


def access_unit(actor: Actor, unit_id: int) -> EntryUnit:
    """One unit. Raises NotFound."""
    found = visible_units(actor).filter(pk=unit_id).first()
    if found is None:
        raise not_found()
    return found


def visible_items(actor: Actor) -> QuerySet[EntryItem]:
    """Items of the bureau's ledger, with where they are."""
    rows = EntryItem.objects.select_related("unit__unit", "hall", "window", "item")
    return rows.filter(bureau=actor.bureau_id, unit__left_on=None) if may_watch(actor) else rows.none()


def access_entry(actor: Actor, entry_id: int) -> EntryItem:
    """One item of the ledger. Raises NotFound."""
    found = visible_items(actor).filter(pk=entry_id).first()
    if found is None:
        raise not_found()
    return found


def all_items(actor: Actor) -> list[EntryItem]:
    """Every item of the ledger, by unit and name, to choose from."""
    return list(visible_items(actor).order_by("unit__unit__order", "unit_id", "name"))


def placed(row: EntryItem, today: date) -> Placed:
    """How an item stands today."""
    return Placed(standing_on(row.state, row.until, today), row.accepts, row.decides, row.seals)


@dataclass(frozen=True, slots=True)
class UnitBoard:
    """A unit with its marks (rules.ledger.MARKS), its items by standing, and who of it works here."""

    row: EntryUnit
    marks: tuple[Counted, ...]
    standings: dict[Standing, int]
    people: int

    @property
    def reached(self) -> bool:
        """Whether every mark is reached."""
        return all(each.reached for each in self.marks)


def board(actor: Actor) -> list[UnitBoard]:
    """Every unit's status. Three statements."""
    rows = list(visible_units(actor))
    items: dict[int, list[Placed]] = {row.pk: [] for row in rows}
    today = clock.today()
    for item in EntryItem.objects.filter(unit__in=items):
        items[item.unit_id].append(placed(item, today))
    people = identity.people_of_units(actor.bureau_id, today)
    return [_unit_board(row, items[row.pk], people.get(row.unit_id, 0), today) for row in rows]


def _unit_board(row: EntryUnit, items: list[Placed], people: int, today: date) -> UnitBoard:
    moved = row.unit.transferred_on is not None and row.unit.transferred_on <= today
    marks = concentration(
        section_on=row.section_on,
        moved_on=row.moved_on,
        placed=items,
        people=1 if moved else people,
        today=today,
    )
    standings = {each: sum(item.standing == each for item in items) for each in Standing}
    return UnitBoard(row, tuple(marks), standings, people)


def unit_board(actor: Actor, unit_id: int) -> UnitBoard:
    """One unit's status. Raises NotFound."""
    row = access_unit(actor, unit_id)
    today = clock.today()
    items = [placed(each, today) for each in row.items.all()]
    people = identity.people_of_units(actor.bureau_id, today)
    return _unit_board(row, items, people.get(row.unit_id, 0), today)


def items_of(row: EntryUnit) -> list[EntryItem]:
    """A unit's items: those that are outside first."""
    order = {Standing.PLANNED: 0, Standing.EXCEPTED: 1, Standing.ENTERED: 2}
    found = row.items.select_related("hall", "window", "item").order_by("name")
    return sorted(found, key=lambda each: order[Standing(each.state)])


def item_list(actor: Actor, asked: Mapping[str, str]) -> Page[EntryItem]:
    """Items of all units, by name: those not in (`planned`, lapsed ones among them) unless another view is asked for."""
    rows, view = visible_items(actor), asked.get("view", "planned")
    lapsed = Q(state=Standing.EXCEPTED, until__lt=clock.today())
    if view == "planned":
        rows = rows.filter(Q(state=Standing.PLANNED) | lapsed)
    elif view == "entered":
        rows = rows.filter(state=Standing.ENTERED)
    elif view == "excepted":
        rows = rows.filter(state=Standing.EXCEPTED).exclude(until__lt=clock.today())
    elif view == "partial":
        whole = Q(accepts=True, decides=True, seals=True)
        rows = rows.filter(~whole, state=Standing.ENTERED)
    text = asked.get("q", "").strip()[:60]
    rows = rows.filter(Q(name__icontains=text) | Q(unit__unit__name__icontains=text)) if text else rows
    return keyset_page(rows, ("unit_id", "name", "id"), asked)


def unlisted_departments(actor: Actor) -> list[tuple[int, str]]:
    """Open departments and enterprises that are not on the ledger yet."""
    known = EntryUnit.objects.filter(bureau=actor.bureau_id, left_on=None).values_list("unit", flat=True)
    today = clock.today()
    kinds = ("department", "enterprise")
    rows = identity.visible_organisations(actor).filter(kind__in=kinds).exclude(pk__in=list(known))
    return [(row.pk, row.name) for row in rows if row.is_open(today)]


def returns(actor: Actor, asked: Mapping[str, str]) -> Page[UnitReturn]:
    """What units reported, newest month first."""
    rows = UnitReturn.objects.select_related("item__unit__unit", "breach")
    rows = rows.filter(bureau=actor.bureau_id) if may_watch(actor) else rows.none()
    return keyset_page(rows, ("-month", "-id"), asked)


def unit_by_code(actor: Actor, unit: str) -> EntryUnit:
    """A unit by its unified social credit code or name. Raises NotFound."""
    found = visible_units(actor).filter(Q(unit__uscc=unit) | Q(unit__name=unit)).first()
    if found is None:
        raise not_found()
    return found


def entry_by_code(actor: Actor, unit: str, name: str) -> EntryItem:
    """An item by its unit's unified social credit code or name and its own code or name. Raises NotFound."""
    rows = visible_items(actor).filter(Q(unit__unit__uscc=unit) | Q(unit__unit__name=unit))
    found = rows.filter(Q(item__code=name) | Q(name=name)).order_by("id").first()
    if found is None:
        raise not_found()
    return found


def entries_of_items(bureau_id: int) -> list[tuple[int | None, int | None, Placed]]:
    """For the five alls: catalogue item, window and standing of everything on the ledger."""
    today = clock.today()
    rows = EntryItem.objects.filter(bureau=bureau_id, unit__left_on=None)
    return [(row.item_id, row.window_id, placed(row, today)) for row in rows]
