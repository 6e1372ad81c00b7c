"""A unit's own list beside our cases: previewed, taken in whole or not at all, followed with one press (3.2, 6.14)."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from oneseal.catalog.rules.tables import CellError
from oneseal.catalog.services.sheets import read_cells
from oneseal.entry import events, selectors
from oneseal.entry.models import EntryUnit, ListLine, UnitList
from oneseal.entry.rules import lists
from oneseal.entry.rules.breaches import BASIS, Source
from oneseal.entry.rules.lists import Compared, Found
from oneseal.entry.services.breaches import Lead, open_lead
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_

TOLD_NUMBERS = 12
"""So many numbers stand in the facts of a lead; the others on the list itself."""


@dataclass(frozen=True, slots=True)
class ListSaid:
    """Whose list, of which days, and where it comes from."""

    unit: int
    first: date
    last: date
    source: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list says beside our cases, and everything that is wrong with it."""

    lines: list[Compared]
    errors: list[CellError]

    def count(self, found: Found) -> int:
        """How many lines are this to us."""
        return sum(each.found == found for each in self.lines)


def preview_list(actor: Actor, *, said: ListSaid, data: bytes, name: str) -> Preview:
    """Compare a file (.csv, .xlsx) with our cases; changes nothing. Raises Forbidden, NotFound, RuleViolation."""
    return _compare(actor, said, read_cells(data, name))


def _compare(actor: Actor, said: ListSaid, cells: list[list[str]]) -> Preview:
    if not (actor.has(*selectors.REPORTERS) or selectors.SCOPE in actor.scopes):
        raise Forbidden("not_reporter", N_("单位名单由协调督办岗、督查岗导入。"), basis=BASIS)
    unit = selectors.access_unit(actor, said.unit)
    lists.check_period(said.first, said.last, clock.today())
    if not said.source.strip():
        raise RuleViolation("no_source", N_("请写明名单从哪里来。"), field="source", basis=BASIS)
    lines, errors = lists.read(cells, selectors.names_of_items(unit), said.first, said.last)
    return Preview(selectors.compared(unit, lines, said.first, said.last), errors)


def import_list(actor: Actor, *, said: ListSaid, data: bytes, name: str) -> UnitList:
    """Take a file in: every line or, where anything is wrong, none.

    Raises Forbidden, NotFound, RuleViolation, Violations with every faulty cell, Conflict (the same list is there).
    """
    return take_list(actor, said=said, cells=read_cells(data, name))


def take_list(actor: Actor, *, said: ListSaid, cells: list[list[str]]) -> UnitList:
    """The same for a list that is there as cells, the columns' names first (other systems)."""
    digest = hashlib.sha256(repr([said.first, said.last, cells]).encode()).hexdigest()
    try:
        with transaction.atomic():
            unit = lock(EntryUnit, selectors.access_unit(actor, said.unit).pk)
            found = _compare(actor, said, cells)
            if found.errors:
                raise Violations([_refusal(error) for error in found.errors[:200]])
            row = UnitList.objects.create(
                bureau_id=unit.bureau_id,
                unit=unit,
                first=said.first,
                last=said.last,
                source=said.source.strip(),
                digest=digest,
                total=len(found.lines),
                unknown=found.count(Found.UNKNOWN),
                by_id=actor.staff_id or None,
                at=clock.now(),
            )
            ListLine.objects.bulk_create([_line(row, each) for each in found.lines], batch_size=1000)
            days = said.first.isoformat(), said.last.isoformat()
            event = events.ListCompared(*days, row.total, row.unknown, digest)
            record(actor, Subject("entry_unit", unit.pk), event)
    except IntegrityError as error:
        text = N_("这份名单已经导入过，请到“单位名单”里看结果。")
        raise Conflict("list_taken", text, field="file") from error
    return row


def _refusal(error: CellError) -> RuleViolation:
    return RuleViolation(
        "list_cell", error.message, params=dict(error.params), field=f"{error.row}.{error.column}"
    )


def _line(row: UnitList, each: Compared) -> ListLine:
    line = each.line
    return ListLine(
        list=row,
        row=line.row,
        number=line.number,
        item_id=line.item,
        accepted_on=line.accepted_on,
        decided_on=line.decided_on,
        result=line.result,
        found=each.found,
        ours=each.ours,
    )


def follow_list(actor: Actor, *, list_id: int) -> int:
    """Make leads of what was taken in outside (`lists.OUTSIDE`), one lead for each item; how many leads.

    Once for a number of the unit, on however many lists. Somebody else judges them. Raises Forbidden, NotFound,
    Conflict.
    """
    if not actor.has(*selectors.REPORTERS):
        raise Forbidden("not_reporter", N_("体外办件线索由协调督办岗、督查岗登记。"), basis=BASIS)
    unit_id = selectors.access_list(actor, list_id).unit_id
    with transaction.atomic():
        unit = lock(EntryUnit, unit_id)
        row = lock(UnitList, list_id)
        by_item: dict[int, list[ListLine]] = defaultdict(list)
        for line in row.lines.filter(found__in=lists.OUTSIDE, breach=None).select_related("item"):
            by_item[line.item_id].append(line)
        if not by_item:
            raise Conflict("nothing_open", N_("这份名单里没有要列为线索的办件，请刷新页面。"))
        for lines in by_item.values():
            _follow(actor, unit, row, lines)
        event = events.ListFollowed(sum(len(lines) for lines in by_item.values()), len(by_item))
        record(actor, Subject("entry_unit", unit_id), event)
    return len(by_item)


def _follow(actor: Actor, unit: EntryUnit, row: UnitList, lines: list[ListLine]) -> None:
    """One lead; the same numbers on other lists of the unit are told with it."""
    numbers = "、".join(line.number for line in lines[:TOLD_NUMBERS])
    more = "等" if len(lines) > TOLD_NUMBERS else ""
    period = f"{row.first:%Y-%m-%d}至{row.last:%Y-%m-%d}"
    late = sum(line.found == Found.AFTERWARDS for line in lines)
    counts = ((len(lines) - late, "系统里没有的"), (late, "单位先受理、后来才进系统的"))
    told = "，".join(f"{what}{number}件" for number, what in counts if number)
    facts = f"{row.source}（{period}）里{told}：{numbers}{more}"
    breach = open_lead(actor, unit, Lead(Source.LISTS, len(lines), facts, item=lines[0].item))
    ListLine.objects.filter(pk__in=[line.pk for line in lines]).update(breach=breach)
    again = ListLine.objects.filter(list__unit=unit, number__in=[line.number for line in lines], breach=None)
    again.filter(found__in=lists.OUTSIDE).update(found=Found.TOLD)
