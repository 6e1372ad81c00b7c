"""Numbered blanks of paper certificates and what is printed on them (智能打证, inventory 3.19).

Numbered blanks are kept like money: received in full, handed out against a name, each one used, spoiled or in stock,
the spoiled ones destroyed by two (the custom of blank certificates and seals in archives; K).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

MOST: Final = 2000
"""Blanks of one delivery."""
SERIES: Final = re.compile(r"[0-9A-Z\u4e00-\u9fff-]{1,10}")


class BlankState(StrEnum):
    """Where a blank is, or what became of it."""

    STOCK = "stock"
    PRINTER = "printer"
    TAKEN = "taken"
    USED = "used"
    VOID = "void"
    SPOILED = "spoiled"
    DESTROYED = "destroyed"


_S = BlankState
BLANKS: Final = TransitionTable(
    {
        _S.STOCK: N_("库存"),
        _S.PRINTER: N_("在打证机"),
        _S.TAKEN: N_("正在打印"),
        _S.USED: N_("已使用"),
        _S.VOID: N_("已打印后作废"),
        _S.SPOILED: N_("损坏作废"),
        _S.DESTROYED: N_("已销毁"),
    },
    [
        Edge(_S.STOCK, "issue", _S.PRINTER),
        Edge(_S.PRINTER, "return", _S.STOCK),
        Edge(_S.PRINTER, "take", _S.TAKEN),
        Edge(_S.TAKEN, "put_back", _S.PRINTER),
        Edge(_S.TAKEN, "use", _S.USED),
        Edge(_S.USED, "void", _S.VOID),
        Edge(_S.TAKEN, "spoil", _S.SPOILED),
        Edge(_S.PRINTER, "spoil", _S.SPOILED),
        Edge(_S.STOCK, "spoil", _S.SPOILED),
        Edge(_S.SPOILED, "destroy", _S.DESTROYED),
        Edge(_S.VOID, "destroy", _S.DESTROYED),
    ],
)
HERE: Final = frozenset({_S.STOCK, _S.PRINTER, _S.TAKEN})
"""Blanks that are still good."""
WASTE: Final = frozenset({_S.SPOILED, _S.VOID})
"""What waits to be destroyed."""


class JobState(StrEnum):
    """One print: asked for, in the machine, on paper, or given up."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    CANCELLED = "cancelled"


_J = JobState
JOBS: Final = TransitionTable(
    {
        _J.WAITING: N_("等待打印"),
        _J.TAKEN: N_("正在打印"),
        _J.DONE: N_("已打印"),
        _J.CANCELLED: N_("已取消"),
    },
    [
        Edge(_J.WAITING, "take", _J.TAKEN),
        Edge(_J.TAKEN, "finish", _J.DONE),
        Edge(_J.TAKEN, "spoil", _J.WAITING),
        Edge(_J.WAITING, "cancel", _J.CANCELLED),
        Edge(_J.TAKEN, "cancel", _J.CANCELLED),
    ],
)
OPEN: Final = frozenset({_J.WAITING, _J.TAKEN})


def codes(series: str, first: str, last: str) -> list[tuple[int, str]]:
    """Numbers and printed codes from the first to the last, both included; the printed width is the first's.

    Raises RuleViolation at the field.
    """
    if not SERIES.fullmatch(series):
        text = N_("字轨写空白证上的字母、汉字或数字，最多10个字符，例如“赣食”。")
        raise RuleViolation("series_wrong", text, field="series")
    for name, value in (("first", first), ("last", last)):
        if not re.fullmatch(r"[0-9]{1,12}", value):
            raise RuleViolation("number_wrong", N_("起止编号只写数字，最多12位。"), field=name)
    low, high, width = int(first), int(last), len(first)
    if not low <= high < low + MOST:
        text = N_("止号应不小于起号，一次最多登记%(most)s张。多的请分几批登记。")
        raise RuleViolation("range_wrong", text, params={"most": MOST}, field="last")
    return [(number, f"{series}{number:0{width}}") for number in range(low, high + 1)]


@dataclass(frozen=True, slots=True)
class Account:
    """The ledger of one kind of blank: what came in against where each one is."""

    received: int
    stock: int
    printers: int
    used: int
    spoiled: int
    destroyed: int

    @property
    def adds_up(self) -> bool:
        """Received = in stock + at printers + used + spoiled (the destroyed ones among them)."""
        return self.received == self.stock + self.printers + self.used + self.spoiled


def account(received: int, found: Mapping[str, int]) -> Account:
    """The ledger from the sizes of deliveries and the count of blanks in each state."""
    waste = sum(found.get(state, 0) for state in (*WASTE, _S.DESTROYED))
    return Account(
        received=received,
        stock=found.get(_S.STOCK, 0),
        printers=found.get(_S.PRINTER, 0) + found.get(_S.TAKEN, 0),
        used=found.get(_S.USED, 0),
        spoiled=waste,
        destroyed=found.get(_S.DESTROYED, 0),
    )
