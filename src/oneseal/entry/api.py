"""The entry ledger for supervising systems: how units and items stand, what a unit took in by its own count."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.entry import selectors, services
from oneseal.entry.models import EntryItem, UnitList, UnitReturn
from oneseal.entry.rules.ledger import Standing
from oneseal.entry.rules.lists import COLUMNS, MOST
from oneseal.entry.selectors import UnitBoard
from oneseal.entry.services import ListSaid
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import Month, first_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope

router = Router(tags=["进驻台账"], auth=Scope(selectors.SCOPE))


class MarkOut(Schema):
    """`mark`: section, hall, items, authority, people; reached where `done` is all of `of`."""

    mark: str
    done: int
    of: int
    reached: bool


class EntryUnitOut(Schema):
    """A unit of the ledger with its marks (两集中三到位)."""

    unit: str
    code: str
    batch: str
    marks: list[MarkOut]
    excepted: int

    @classmethod
    def of(cls, row: UnitBoard) -> "EntryUnitOut":
        """From the board."""
        marks = [
            MarkOut(mark=each.code, done=each.done, of=each.of, reached=each.reached) for each in row.marks
        ]
        unit = row.row.unit
        excepted = row.standings[Standing.EXCEPTED]
        return cls(unit=unit.name, code=unit.uscc, batch=row.row.batch, marks=marks, excepted=excepted)


class EntryFilter(Schema, extra="forbid"):
    """Which items are listed. `after`: the page before's `next`."""

    view: Literal["planned", "entered", "excepted", "partial", "all"] = "all"
    q: Annotated[str, Field(max_length=60)] = ""
    after: Annotated[str, Field(max_length=200)] = ""


class EntryItemOut(Schema):
    """An item. `standing`: planned, entered, excepted, lapsed (the consent to stay outside is over)."""

    unit: str
    name: str
    item: str
    standing: str
    hall: str
    window: str
    accepts: bool
    decides: bool
    seals: bool
    consent: str
    until: date | None

    @classmethod
    def of(cls, row: EntryItem) -> "EntryItemOut":
        """From the row."""
        return cls(
            unit=row.unit.unit.name,
            name=row.name,
            item=row.item.code if row.item else "",
            standing=selectors.placed(row, clock.today()).standing,
            hall=row.hall.name if row.hall else "",
            window=row.window.number if row.window else "",
            accepts=row.accepts,
            decides=row.decides,
            seals=row.seals,
            consent=row.paper,
            until=row.until,
        )


class EntryItemList(Schema):
    """One page; pass `next` as `after` for the next one."""

    items: list[EntryItemOut]
    next: str


class UnitFiguresIn(Schema):
    """How many applications a unit took in for an item in a month: the unit by name or credit code, the item by code or name."""

    unit: Annotated[str, Field(max_length=120)]
    item: Annotated[str, Field(max_length=300)]
    month: Month
    number: Annotated[int, Field(ge=0, le=9_999_999)]
    source: Annotated[str, Field(min_length=1, max_length=120)]


class UnitFiguresOut(Schema):
    """Both numbers; `lead`: the unit counts more than came through the hall, which somebody now looks into."""

    month: str
    reported: int
    ours: int
    lead: bool

    @classmethod
    def of(cls, row: UnitReturn) -> "UnitFiguresOut":
        """From the row."""
        lead = hasattr(row, "breach")
        return cls(month=f"{row.month:%Y-%m}", reported=row.reported, ours=row.ours, lead=lead)


class UnitListLineIn(Schema, extra="forbid"):
    """A line of a unit's own list: its number, the item by code or name, the days, the result's number. No people."""

    number: Annotated[str, Field(min_length=1, max_length=60)]
    item: Annotated[str, Field(max_length=300)]
    accepted_on: date
    decided_on: date | None = None
    result: Annotated[str, Field(max_length=60)] = ""


class UnitListIn(Schema):
    """A unit's own list of a period that is over; the unit by name or credit code."""

    unit: Annotated[str, Field(max_length=120)]
    first: date
    last: date
    source: Annotated[str, Field(min_length=1, max_length=120)]
    lines: Annotated[list[UnitListLineIn], Field(min_length=1, max_length=MOST)]


class ComparedLineOut(Schema):
    """A line beside our cases: known, likely (by item and day), afterwards, unknown, told (a lead already)."""

    number: str
    found: str
    ours: str


class UnitListOut(Schema):
    """What a list came to, line by line; what was taken in outside becomes leads when somebody of the bureau presses."""

    id: int
    total: int
    unknown: int
    lines: list[ComparedLineOut]

    @classmethod
    def of(cls, row: UnitList) -> "UnitListOut":
        """From the row."""
        lines = [
            ComparedLineOut(number=each.number, found=each.found, ours=each.ours) for each in row.lines.all()
        ]
        return cls(id=row.pk, total=row.total, unknown=row.unknown, lines=lines)


@router.get("/units", response={200: list[EntryUnitOut]}, operation_id="list_entry_units")
def list_units(request: HttpRequest) -> list[EntryUnitOut]:
    """Every unit with its marks."""
    return [EntryUnitOut.of(row) for row in selectors.board(actor_of(request))]


@router.get("/items", response={200: EntryItemList}, operation_id="list_entry_items")
def list_items(request: HttpRequest, asked: Query[EntryFilter]) -> EntryItemList:
    """Items of the ledger."""
    page = selectors.item_list(actor_of(request), asked.model_dump())
    return EntryItemList(items=[EntryItemOut.of(row) for row in page.rows], next=page.next)


@router.post("/figures", response={201: UnitFiguresOut}, operation_id="return_unit_figures")
@decorate_view(idempotent)
def return_figures(request: HttpRequest, given: UnitFiguresIn) -> Status[UnitFiguresOut]:
    """Say how many a unit took in during a month that is over."""
    actor = actor_of(request)
    entry = selectors.entry_by_code(actor, given.unit, given.item)
    row = services.return_figures(
        actor,
        entry_id=entry.pk,
        month=first_of(given.month),
        number=given.number,
        source=given.source,
    )
    return Status(201, UnitFiguresOut.of(row))


@router.post("/lists", response={201: UnitListOut}, operation_id="compare_unit_list")
@decorate_view(idempotent)
def compare_list(request: HttpRequest, given: UnitListIn) -> Status[UnitListOut]:
    """Compare a unit's own list with our cases: every line or, where one is wrong, none."""
    actor = actor_of(request)
    unit = selectors.unit_by_code(actor, given.unit)
    lines = [
        [
            line.number,
            line.item,
            line.accepted_on.isoformat(),
            line.decided_on.isoformat() if line.decided_on else "",
            line.result,
        ]
        for line in given.lines
    ]
    said = ListSaid(unit.pk, given.first, given.last, given.source)
    return Status(201, UnitListOut.of(services.take_list(actor, said=said, cells=[list(COLUMNS), *lines])))
