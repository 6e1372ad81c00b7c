"""Papers pass between acceptance, examination and output, each time signed for by both sides (inventory 3.6–3.8)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.kernel.workdays import Due, WorkCalendar

BASIS: Final = "材料交接制度（3.6、3.8）"
GROUPS: Final[Mapping[str, str]] = {
    "window": N_("受理组"),
    "coordination": N_("协调组"),
    "delivery": N_("出件组"),
}
"""The three groups of the acceptance centre by the code of their section (inventory 3.7)."""


class Hand(StrEnum):
    """Where a hand-over stands."""

    ON_WAY = "on_way"
    RECEIVED = "received"
    RETURNED = "returned"


LIFE: Final = TransitionTable(
    {Hand.ON_WAY: N_("待签收"), Hand.RECEIVED: N_("已签收"), Hand.RETURNED: N_("已退回")},
    [
        Edge(Hand.ON_WAY, "receive", Hand.RECEIVED, BASIS),
        Edge(Hand.ON_WAY, "send_back", Hand.RETURNED, BASIS),
    ],
)


@dataclass(frozen=True, slots=True)
class Line:
    """Something handed over, and how many copies of it."""

    what: str
    copies: int


def lines_of(rows: Sequence[tuple[str, int | None]]) -> list[Line]:
    """What is handed over, empty lines left out. Raises RuleViolation for nothing, and for a line without its number."""
    lines = []
    for place, (raw, copies) in enumerate(rows, 1):
        what = raw.strip()
        if not what and not copies:
            continue
        if not what or not copies or not 1 <= copies <= 999:
            text = N_("第%(place)s行没有写全：交的是什么、几份（1至999）都要写。")
            raise RuleViolation(
                "line_incomplete", text, params={"place": place}, field=f"what_{place}", basis=BASIS
            )
        lines.append(Line(what[:200], copies))
    if not lines:
        raise RuleViolation("nothing_handed", N_("请至少写一行交的是什么。"), field="what_1", basis=BASIS)
    return lines


def check_giver(keeper: int | None, sections: Collection[int]) -> None:
    """Papers are handed on by the section that has them; before the first record anybody who works on the case may.

    `keeper` is the section that signed for them last. Raises Forbidden.
    """
    if keeper is not None and keeper not in sections:
        text = N_("材料现在由另一个科室签收保管，只能由该科室移交。")
        raise Forbidden("not_keeper", text, basis=BASIS)


def check_way(giver: int, receiver: int) -> None:
    """From one section to another. Raises RuleViolation at the field."""
    if giver == receiver:
        text = N_("材料已经在这个科室，请选择要交给的另一个科室。")
        raise RuleViolation("same_section", text, field="receiver", basis=BASIS)


def check_receiver(staff: int, sections: Collection[int], *, giver: int, receiver: int) -> None:
    """Somebody of the receiving section signs, never the one who gave. Raises Forbidden."""
    if staff == giver:
        text = N_("交出和签收必须是两个人，请由对方科室的同事签收。")
        raise Forbidden("giver_may_not_receive", text, basis=BASIS)
    if receiver not in sections:
        raise Forbidden("not_receiver", N_("这批材料是交给另一个科室的，由他们签收。"), basis=BASIS)


def due(given_on: date, calendar: WorkCalendar) -> Due:
    """Signed for by the end of the next working day (L)."""
    return calendar.add_workdays(given_on, 1)
