"""The life of a push and of a finding, and who takes which step (SUP-A)."""

from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "行政许可法第六十条、第六十一条"
"""Who supervises, and that the supervision is put on record."""


class PushState(StrEnum):
    """Where a push stands."""

    SENT = "sent"
    RECEIVED = "received"
    CLAIMED = "claimed"
    RETURNED = "returned"


class FindingState(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    ANSWERED = "answered"


PUSH: Final = TransitionTable(
    {
        PushState.SENT: N_("待签收"),
        PushState.RECEIVED: N_("已签收"),
        PushState.CLAIMED: N_("已认领"),
        PushState.RETURNED: N_("已退回"),
    },
    [
        Edge(PushState.SENT, "receive", PushState.RECEIVED, BASIS),
        Edge(PushState.SENT, "return", PushState.RETURNED, BASIS),
        Edge(PushState.RECEIVED, "claim", PushState.CLAIMED, BASIS),
        Edge(PushState.RETURNED, "resend", PushState.SENT, BASIS),
    ],
)
FINDING: Final = TransitionTable(
    {
        FindingState.OPEN: N_("待受理"),
        FindingState.ACCEPTED: N_("处理中"),
        FindingState.ANSWERED: N_("已答复"),
    },
    [
        Edge(FindingState.OPEN, "accept", FindingState.ACCEPTED, BASIS),
        Edge(FindingState.ACCEPTED, "answer", FindingState.ANSWERED, BASIS),
    ],
)
BY_DEPARTMENT: Final = frozenset({"receive", "return", "claim"})
"""Steps of a push that the department takes; the others are the bureau's."""


def push_acts(state: str, *, department: bool, bureau: bool) -> list[str]:
    """What one may do with a push now; `department`: for the department it went to, `bureau`: keeps the pushes."""
    return [verb for verb in PUSH.allowed(state) if (department if verb in BY_DEPARTMENT else bureau)]
