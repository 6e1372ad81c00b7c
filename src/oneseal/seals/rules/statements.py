"""An outside party's account of a day, and the comparison with our own books, both ways."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a day: what `kind` it was, our number, the party's own number of it, the amount in 分."""

    kind: str
    number: str
    trade_no: str
    fen: int


HEADER = ["kind", "number", "trade_no", "fen"]


def write(movements: list[Movement]) -> str:
    """The daily file: CSV with a last line that tells count and sum."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for each in movements:
        writer.writerow([each.kind, each.number, each.trade_no, each.fen])
    writer.writerow(["total", len(movements), "", sum(each.fen for each in movements)])
    return out.getvalue()


def read(text: str) -> list[Movement]:
    """The movements of a daily file. Raises ValueError where it is cut off or its total is not its lines'."""
    rows = list(csv.reader(io.StringIO(text)))
    if len(rows) < 2 or rows[0] != HEADER or rows[-1][0] != "total":
        raise ValueError("not a whole daily file")
    found = [Movement(kind, number, trade, int(fen)) for kind, number, trade, fen in rows[1:-1]]
    if [int(rows[-1][1]), int(rows[-1][3])] != [len(found), sum(each.fen for each in found)]:
        raise ValueError("the total of the daily file is not that of its lines")
    return found


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One number on which the two sides differ; `ours`, `theirs` in 分, None where a side has nothing."""

    kind: str
    number: str
    ours: int | None
    theirs: int | None
    trade_no: str = ""


def differences(ours: Iterable[Movement], theirs: Iterable[Movement]) -> list[Mismatch]:
    """What only one side has, and amounts that differ; ordered by kind and number. Lines told twice count twice."""
    mine, told = _summed(ours), _summed(theirs)
    found = []
    for key in sorted(mine.keys() | told.keys()):
        here, there = mine.get(key), told.get(key)
        if here is None or there is None or here[0] != there[0]:
            trade = (there or here or (0, ""))[1]
            found.append(Mismatch(*key, here[0] if here else None, there[0] if there else None, trade))
    return found


def _summed(movements: Iterable[Movement]) -> dict[tuple[str, str], tuple[int, str]]:
    sums: dict[tuple[str, str], tuple[int, str]] = {}
    for each in movements:
        key = (each.kind, each.number)
        sums[key] = (sums.get(key, (0, ""))[0] + each.fen, each.trade_no)
    return sums
