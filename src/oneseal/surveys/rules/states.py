"""What may happen to a request for a survey, a trip, and a visit (rules SUR, LIC-9)."""

from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "联合踏勘制度"
TWO: Final = "行政许可法第三十四条第三款"


class RequestState(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    PLANNED = "planned"
    DONE = "done"
    SHARED = "shared"
    DROPPED = "dropped"


class TripState(StrEnum):
    """Where a trip stands."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    DONE = "done"
    CANCELLED = "cancelled"


class VisitState(StrEnum):
    """Where one stop of a trip stands."""

    PLANNED = "planned"
    RECORDED = "recorded"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


_R, _T, _V = RequestState, TripState, VisitState
REQUESTS: Final = TransitionTable(
    {
        _R.WAITING: N_("待安排"),
        _R.PLANNED: N_("已安排"),
        _R.DONE: N_("已踏勘"),
        _R.SHARED: N_("共享踏勘记录"),
        _R.DROPPED: N_("不用踏勘"),
    },
    [
        Edge(_R.WAITING, "plan", _R.PLANNED, BASIS),
        Edge(_R.PLANNED, "unplan", _R.WAITING, BASIS),
        Edge(_R.PLANNED, "finish", _R.DONE, TWO),
        Edge(_R.WAITING, "share", _R.SHARED, BASIS),
        Edge(_R.WAITING, "drop", _R.DROPPED),
        Edge(_R.PLANNED, "drop", _R.DROPPED),
    ],
)
TRIPS: Final = TransitionTable(
    {
        _T.DRAFT: N_("排程中"),
        _T.ANNOUNCED: N_("已通知"),
        _T.DONE: N_("已完成"),
        _T.CANCELLED: N_("已取消"),
    },
    [
        Edge(_T.DRAFT, "change", _T.DRAFT),
        Edge(_T.DRAFT, "announce", _T.ANNOUNCED, BASIS),
        Edge(_T.ANNOUNCED, "finish", _T.DONE),
        Edge(_T.DRAFT, "cancel", _T.CANCELLED),
        Edge(_T.ANNOUNCED, "cancel", _T.CANCELLED),
    ],
)
VISITS: Final = TransitionTable(
    {
        _V.PLANNED: N_("待踏勘"),
        _V.RECORDED: N_("待第二人签名"),
        _V.DONE: N_("已完成"),
        _V.MISSED: N_("未能踏勘"),
        _V.CANCELLED: N_("已取消"),
    },
    [
        Edge(_V.PLANNED, "record", _V.RECORDED),
        Edge(_V.RECORDED, "send_back", _V.PLANNED),
        Edge(_V.RECORDED, "seal", _V.DONE, TWO),
        Edge(_V.PLANNED, "miss", _V.MISSED),
        Edge(_V.PLANNED, "cancel", _V.CANCELLED),
    ],
)
LIVE_REQUESTS: Final = (_R.WAITING, _R.PLANNED)
OPEN_TRIPS: Final = (_T.DRAFT, _T.ANNOUNCED)
OPEN_VISITS: Final = (_V.PLANNED, _V.RECORDED)


class Mode(StrEnum):
    """How it is looked at: on the spot, or by video (inventory 5.9)."""

    FIELD = "field"
    REMOTE = "remote"


MODES: Final = {Mode.FIELD: N_("现场踏勘"), Mode.REMOTE: N_("远程视频踏勘")}


class Presence(StrEnum):
    """Whether a party that was called came."""

    CALLED = "called"
    PRESENT = "present"
    ABSENT = "absent"


PRESENCE: Final = {
    Presence.CALLED: N_("已通知"),
    Presence.PRESENT: N_("到场"),
    Presence.ABSENT: N_("缺席，视为同意"),
}
