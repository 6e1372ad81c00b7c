"""The life of an inquiry: who is responsible for it at each moment (首问负责制, inventory 1.14)."""

from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "首问负责制"


class InquiryState(StrEnum):
    """Where an inquiry stands. Once somebody owns it, it never is without an owner again."""

    WAITING = "waiting"
    OWNED = "owned"
    OFFERED = "offered"
    ANSWERED = "answered"


LIFE: Final = TransitionTable(
    {
        InquiryState.WAITING: N_("待接手"),
        InquiryState.OWNED: N_("待答复"),
        InquiryState.OFFERED: N_("转交中"),
        InquiryState.ANSWERED: N_("已答复"),
    },
    [
        Edge(InquiryState.WAITING, "take", InquiryState.OWNED, BASIS),
        Edge(InquiryState.OWNED, "offer", InquiryState.OFFERED, BASIS),
        Edge(InquiryState.OFFERED, "accept", InquiryState.OWNED, BASIS),
        Edge(InquiryState.OFFERED, "decline", InquiryState.OWNED, BASIS),
        Edge(InquiryState.OFFERED, "withdraw", InquiryState.OWNED, BASIS),
        Edge(InquiryState.OWNED, "answer", InquiryState.ANSWERED, BASIS),
        Edge(InquiryState.OFFERED, "answer", InquiryState.ANSWERED, BASIS),
    ],
)
OPEN: Final = frozenset({InquiryState.WAITING, InquiryState.OWNED, InquiryState.OFFERED})
