"""A unit's own list of what it handled, line by line beside our cases (inventory 3.2, 6.14).

A list names no people: number, item, days and the number of the result are enough to find what did not come through us.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from oneseal.catalog.rules.tables import CellError
from oneseal.entry.rules.breaches import BASIS
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

NUMBER, ITEM, ACCEPTED, DECIDED, RESULT = COLUMNS = ("编号", "事项", "受理日期", "办结日期", "结果编号")
NEEDED: Final = frozenset({NUMBER, ITEM, ACCEPTED})
MOST: Final = 20_000
LONGEST: Final = 366
"""Days of one list at most."""
DAY: Final = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
IDENTITY: Final = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)")
"""What looks like a resident's number or a mobile phone."""


class Found(StrEnum):
    """What a line is to us."""

    KNOWN = "known"
    LIKELY = "likely"
    AFTERWARDS = "afterwards"
    UNKNOWN = "unknown"
    TOLD = "told"


OURS: Final = (Found.KNOWN, Found.LIKELY)
OUTSIDE: Final = (Found.UNKNOWN, Found.AFTERWARDS)
"""What was taken in outside the hall: never came to us, or only afterwards."""
FOUND: Final = {
    Found.KNOWN: N_("系统里有"),
    Found.LIKELY: N_("按事项和日期对上"),
    Found.AFTERWARDS: N_("单位先受理，后来才进系统"),
    Found.UNKNOWN: N_("系统里没有"),
    Found.TOLD: N_("别的名单已列为线索"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list; `item` is the ledger's item."""

    row: int
    number: str
    item: int
    accepted_on: date
    decided_on: date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class Ours:
    """A case of ours: its numbers, the ledger's item, the days on which it came, was accepted and decided."""

    numbers: tuple[str, ...]
    item: int
    received_on: date
    accepted_on: date | None = None
    decided_on: date | None = None

    @property
    def number(self) -> str:
        """The number by which it is named."""
        return next((number for number in self.numbers if number), "")


@dataclass(frozen=True, slots=True)
class Compared:
    """A line, what it is to us, and the number under which we know it."""

    line: Line
    found: Found
    ours: str = ""


def check_period(first: date, last: date, today: date) -> None:
    """A list is of days that are over, a year at most. Raises RuleViolation."""
    if not first <= last < today:
        text = N_("名单的起止日期应是已经过去的日子，止日不早于起日。")
        raise RuleViolation("wrong_period", text, field="last", basis=BASIS)
    if (last - first).days >= LONGEST:
        text = N_("一份名单最多一年，请分成几份。")
        raise RuleViolation("long_period", text, field="first", basis=BASIS)


def plain(number: str) -> str:
    """A number without blanks, as numbers are compared."""
    return "".join(number.split())


def read(
    cells: Sequence[Sequence[str]], items: Mapping[str, int], first: date, last: date
) -> tuple[list[Line], list[CellError]]:
    """The lines of a list and everything that is wrong with it. `items`: the unit's items by code and by name."""
    head = [cell.strip() for cell in cells[0]] if cells else []
    if not set(head) >= NEEDED:
        why = N_("第一行应是列名：编号、事项、受理日期、办结日期、结果编号；前三列必须有。")
        return [], [CellError(1, "", why, {})]
    if more := sorted({cell for cell in head if cell} - set(COLUMNS)):
        why = N_("请删去“%(columns)s”：名单里只要这五列，不要姓名、证件号码等个人信息。")
        return [], [CellError(1, "", why, {"columns": "、".join(more)})]
    if len(cells) - 1 > MOST:
        return [], [CellError(1, "", N_("一份名单最多 %(most)s 行，请分成几份。"), {"most": MOST})]
    place = {name: head.index(name) for name in COLUMNS if name in head}
    lines, wrong, seen = list[Line](), list[CellError](), set[str]()
    for row, values in enumerate(cells[1:], 2):
        cell = {name: values[at].strip() if at < len(values) else "" for name, at in place.items()}
        if any(cell.values()):
            faults = [*_faults(row, cell, items, seen, first, last)]
            wrong += faults
            seen.add(plain(cell[NUMBER]))
            accepted = day_of(cell[ACCEPTED])
            if accepted is not None and not faults:
                decided, result = day_of(cell.get(DECIDED, "")), plain(cell.get(RESULT, ""))
                lines.append(Line(row, plain(cell[NUMBER]), items[cell[ITEM]], accepted, decided, result))
    if not lines and not wrong:
        wrong.append(CellError(2, "", N_("表里没有数据行。"), {}))
    return lines, wrong


def day_of(text: str) -> date | None:
    """The day that a cell names; None where it names none."""
    found = DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _faults(
    row: int, cell: Mapping[str, str], items: Mapping[str, int], seen: set[str], first: date, last: date
) -> Iterable[CellError]:
    said = {name: {"text": text[:60]} for name, text in cell.items()}
    for name in (NUMBER, RESULT):
        if IDENTITY.search(cell.get(name, "")):
            yield CellError(row, name, N_("像是身份证号码或手机号；名单里不要个人信息，请换成办件编号。"), {})
        elif len(cell.get(name, "")) > 60:
            yield CellError(row, name, N_("编号超过60个字，请核对。"), {})
    if not cell[NUMBER]:
        yield CellError(row, NUMBER, N_("没有编号。"), {})
    elif plain(cell[NUMBER]) in seen:
        yield CellError(row, NUMBER, N_("编号“%(text)s”与前面的行重复。"), said[NUMBER])
    if cell[ITEM] not in items:
        why = N_("这个单位的台账里没有“%(text)s”，请写台账里的事项名称或编码，没有的先添加事项。")
        yield CellError(row, ITEM, why, said[ITEM])
    yield from _day_faults(row, cell, first, last)


def _day_faults(row: int, cell: Mapping[str, str], first: date, last: date) -> Iterable[CellError]:
    said = {name: {"text": cell.get(name, "")[:60]} for name in (ACCEPTED, DECIDED)}
    accepted, decided = day_of(cell[ACCEPTED]), day_of(cell.get(DECIDED, ""))
    if accepted is None:
        yield CellError(row, ACCEPTED, N_("“%(text)s”不是日期，请写成 2026-10-08。"), said[ACCEPTED])
    elif not first <= accepted <= last:
        yield CellError(row, ACCEPTED, N_("“%(text)s”不在名单的起止日期里。"), said[ACCEPTED])
    if cell.get(DECIDED) and decided is None:
        yield CellError(row, DECIDED, N_("“%(text)s”不是日期，请写成 2026-10-08。"), said[DECIDED])
    elif accepted and decided and decided < accepted:
        yield CellError(row, DECIDED, N_("办结日期早于受理日期。"), {})


def compare(
    lines: Sequence[Line],
    ours: Sequence[Ours],
    *,
    results: Collection[str] = (),
    told: Collection[str] = (),
    taken: Mapping[str, str] = MappingProxyType({}),
) -> list[Compared]:
    """What each line is to us, in the order of the list.

    First by number: ours in either column, or a result of ours. What is left, by item and day: the same day of arrival
    or acceptance, and of decision where the list tells it; one case of ours stands for one line. `results`: numbers
    of results that are ours; `told`: numbers of the unit that led to a lead before; `taken`: our numbers that stand
    for another number of the unit in an earlier list. What led to a lead does not lead to a second one.
    """
    by_number = {number: case for case in ours for number in case.numbers if number}
    said = {line.row: _by_number(line, by_number, results) for line in lines}
    used = {id(by_number[each.ours]) for each in said.values() if each and each.ours in by_number}
    free = [case for case in ours if id(case) not in used]
    found = []
    for line in lines:
        one = said[line.row]
        if line.number in told and (one is None or one.found in OUTSIDE):
            one = Compared(line, Found.TOLD, one.ours if one else "")
        elif one is None and (case := next((each for each in free if _fits(line, each, taken)), None)):
            free.remove(case)
            one = Compared(line, Found.LIKELY, case.number)
        found.append(one or Compared(line, Found.UNKNOWN))
    return found


def _by_number(line: Line, by_number: Mapping[str, Ours], results: Collection[str]) -> Compared | None:
    number = line.number if line.number in by_number else line.result
    case = by_number.get(number)
    if case is not None:
        late = case.received_on > line.accepted_on
        return Compared(line, Found.AFTERWARDS if late else Found.KNOWN, number)
    known = next((each for each in (line.result, line.number) if each in results), "")
    return Compared(line, Found.KNOWN, known) if known else None


def _fits(line: Line, case: Ours, taken: Mapping[str, str]) -> bool:
    same_day = line.accepted_on in {case.received_on, case.accepted_on}
    decided = line.decided_on is None or case.decided_on is None or line.decided_on == case.decided_on
    ours = taken.get(case.number, line.number) == line.number
    return line.item == case.item and same_day and decided and ours
