"""提前介入: a service before the application; no clock of a licence runs, nothing is decided (inventory 5.18)."""

from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "优化营商环境条例；提前介入服务（窗口前移）"
CONTACT_DAYS: Final = 2
"""Working days within which somebody gets in touch (L)."""
LIST_DAYS: Final = 5
"""Working days, from the request, within which the list of what to prepare is given (L)."""


class EarlyState(StrEnum):
    """Where a service stands: waits, is with somebody, the list was given, an application followed, ended without one."""

    WAITING = "waiting"
    TAKEN = "taken"
    LISTED = "listed"
    LINKED = "linked"
    CLOSED = "closed"


LIFE: Final = TransitionTable(
    {
        EarlyState.WAITING: N_("等候接手"),
        EarlyState.TAKEN: N_("辅导中"),
        EarlyState.LISTED: N_("已给准备清单"),
        EarlyState.LINKED: N_("已正式申请"),
        EarlyState.CLOSED: N_("已结束"),
    },
    [
        Edge(EarlyState.WAITING, "take", EarlyState.TAKEN, BASIS),
        Edge(EarlyState.TAKEN, "note", EarlyState.TAKEN, BASIS),
        Edge(EarlyState.LISTED, "note", EarlyState.LISTED, BASIS),
        Edge(EarlyState.TAKEN, "give_list", EarlyState.LISTED, BASIS),
        Edge(EarlyState.LISTED, "give_list", EarlyState.LISTED, BASIS),
        Edge(EarlyState.TAKEN, "hand_on", EarlyState.WAITING, BASIS),
        Edge(EarlyState.LISTED, "hand_on", EarlyState.WAITING, BASIS),
        Edge(EarlyState.WAITING, "link", EarlyState.LINKED, BASIS),
        Edge(EarlyState.TAKEN, "link", EarlyState.LINKED, BASIS),
        Edge(EarlyState.LISTED, "link", EarlyState.LINKED, BASIS),
        Edge(EarlyState.WAITING, "close", EarlyState.CLOSED, BASIS),
        Edge(EarlyState.TAKEN, "close", EarlyState.CLOSED, BASIS),
        Edge(EarlyState.LISTED, "close", EarlyState.CLOSED, BASIS),
    ],
)
OPEN: Final = (EarlyState.WAITING, EarlyState.TAKEN, EarlyState.LISTED)


@dataclass(frozen=True, slots=True)
class Measured:
    """What early services brought: their number, how many became applications, days between, and corrections.

    `corrected` of `linked` had to be corrected; `others_corrected` of `others` that came without the service, to the
    same items in the same time.
    """

    asked: int
    linked: int
    days: int | None
    corrected: int
    others: int
    others_corrected: int

    @property
    def avoided(self) -> int | None:
        """By how many percentage points fewer applications had to be corrected; None where nothing can be compared."""
        if not self.linked or not self.others:
            return None
        return round(100 * self.others_corrected / self.others - 100 * self.corrected / self.linked)


def middle(days: list[int]) -> int | None:
    """The median of whole days; None for none."""
    return round(median(days)) if days else None


def text_of(text: str, *, field: str, missing: str, longest: int = 2000) -> str:
    """What was written, without blanks around. Raises RuleViolation at its field for nothing or too much."""
    plain = text.strip()
    if not plain:
        raise RuleViolation(f"{field}_missing", missing, field=field)
    if len(plain) > longest:
        params = {"most": longest}
        raise RuleViolation("too_long", N_("最多%(most)d个字，请缩短。"), params=params, field=field)
    return plain
