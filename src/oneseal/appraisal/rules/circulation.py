"""How a bulletin reaches the units it is sent and copied to (通报送达签收, inventory 3.26).

A unit whose people have accounts signs for it; to the others it goes by hand, which is written down.
"""

from datetime import date
from enum import StrEnum

from oneseal.appraisal.rules.scoring import BASIS
from oneseal.kernel.access import Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.kernel.workdays import WorkCalendar

REMIND_AFTER = 2
"""Working days after which a unit that has not signed is reminded, and again after as many."""


class Way(StrEnum):
    """Where one copy of a bulletin stands."""

    SENT = "sent"
    SIGNED = "signed"
    BY_HAND = "by_hand"
    HANDED = "handed"


WAYS = TransitionTable(
    {
        Way.SENT: N_("待签收"),
        Way.SIGNED: N_("已签收"),
        Way.BY_HAND: N_("待人工送达"),
        Way.HANDED: N_("已人工送达"),
    },
    [
        Edge(Way.SENT, "divert", Way.BY_HAND, BASIS),
        Edge(Way.SENT, "sign", Way.SIGNED, BASIS),
        Edge(Way.SENT, "hand", Way.HANDED, BASIS),
        Edge(Way.BY_HAND, "hand", Way.HANDED, BASIS),
    ],
)
BUREAU = "bureau"
TOWNS = ("town_centre", "village_station")
USUAL = frozenset({Role.LIAISON, Role.SECTION_HEAD})
OF_BUREAU = frozenset({Role.BUREAU_HEAD, Role.ADMINISTRATOR})
OF_TOWN = frozenset({Role.CLERK})
"""Who takes a bulletin in: for a department its liaison, for a section its head; for the bureau its heads and office;
for a town or village the people it sent."""


def check_receiver(may: bool) -> None:
    """Only the unit itself signs for its copy. Raises Forbidden."""
    if not may:
        raise Forbidden("not_the_unit", N_("通报由收文单位自己签收，不能代签。"), basis=BASIS)


def check_handing(to: str, on: date, issued: date, today: date) -> None:
    """Who took the paper, on a day between its issue and today. Raises RuleViolation."""
    if not to.strip():
        raise RuleViolation("no_taker", N_("请写明谁收的、怎样送的。"), field="to", basis=BASIS)
    if not issued <= on <= today:
        text = N_("送达日期应在通报印发以后、今天以前。")
        raise RuleViolation("day_wrong", text, field="on", basis=BASIS)


def is_reminded(state: str, sent: date, reminded: date | None, today: date, calendar: WorkCalendar) -> bool:
    """Whether a unit is reminded today: so many working days after it was told, or told again, without signing."""
    if state != Way.SENT:
        return False
    return today >= calendar.add_workdays(reminded or sent, REMIND_AFTER).day
