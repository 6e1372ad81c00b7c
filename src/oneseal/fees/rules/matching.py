"""The daily file against our own books, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass

from oneseal.fees.rules.protocol import Movement


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
