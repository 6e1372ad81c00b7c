"""The entry ledger for supervising systems: how units and items stand, what a unit took in by its own count."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.entry import selectors, services
from oneseal.entry.models import EntryItem, UnitReturn
from oneseal.entry.rules.ledger import Standing
from oneseal.entry.selectors import UnitBoard
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope

router = Router(tags=["进驻台账"], auth=Scope(selectors.SCOPE))
Month = Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]


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
        month=date.fromisoformat(f"{given.month}-01"),
        number=given.number,
        source=given.source,
    )
    return Status(201, UnitFiguresOut.of(row))
