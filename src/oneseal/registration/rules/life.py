"""The life of a firm's name: kept, registered, given back, run out, ended (REG-5, 企业名称登记管理规定 art. 17, 18)."""

from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "企业名称登记管理规定第十八条"


class NameState(StrEnum):
    """Where a name stands. Kept and registered names are out of others' reach, an ended one for a year."""

    RESERVED = "reserved"
    REGISTERED = "registered"
    RELEASED = "released"
    EXPIRED = "expired"
    ENDED = "ended"


NAMES: Final = TransitionTable(
    {
        NameState.RESERVED: N_("保留中"),
        NameState.REGISTERED: N_("已登记"),
        NameState.RELEASED: N_("已放弃"),
        NameState.EXPIRED: N_("保留期满"),
        NameState.ENDED: N_("已注销"),
    },
    [
        Edge(NameState.RESERVED, "register", NameState.REGISTERED, BASIS),
        Edge(NameState.RESERVED, "release", NameState.RELEASED, BASIS),
        Edge(NameState.RESERVED, "expire", NameState.EXPIRED, BASIS),
        Edge(NameState.REGISTERED, "end", NameState.ENDED, "市场主体登记管理条例第三十一条"),
    ],
)
HELD: Final = (NameState.RESERVED, NameState.REGISTERED)
