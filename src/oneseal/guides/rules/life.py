"""Shifts of guides and the life of a task (引导员, inventory 3.25)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "政务服务大厅引导服务（本地规则）"
EARLY: Final = timedelta(minutes=30)
"""So long before its beginning a shift may be begun."""


class TaskKind(StrEnum):
    """What a guide is asked to do."""

    WALK = "walk"
    KIOSK = "kiosk"
    CHECK_IN = "check_in"
    PAPER = "paper"
    ASSIST = "assist"
    OTHER = "other"


KINDS: Final = {
    TaskKind.WALK: N_("领到窗口"),
    TaskKind.KIOSK: N_("帮用自助机"),
    TaskKind.CHECK_IN: N_("预约签到"),
    TaskKind.PAPER: N_("加纸、看设备"),
    TaskKind.ASSIST: N_("搀扶、轮椅"),
    TaskKind.OTHER: N_("其他"),
}


class TaskState(StrEnum):
    """Where a task is."""

    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    DROPPED = "dropped"


TASKS: Final = TransitionTable(
    {
        TaskState.OPEN: N_("待处理"),
        TaskState.TAKEN: N_("处理中"),
        TaskState.DONE: N_("已完成"),
        TaskState.DROPPED: N_("不用处理"),
    },
    [
        Edge(TaskState.OPEN, "take", TaskState.TAKEN, BASIS),
        Edge(TaskState.TAKEN, "give_back", TaskState.OPEN, BASIS),
        Edge(TaskState.TAKEN, "finish", TaskState.DONE, BASIS),
        Edge(TaskState.OPEN, "drop", TaskState.DROPPED, BASIS),
        Edge(TaskState.TAKEN, "drop", TaskState.DROPPED, BASIS),
    ],
)
RUNNING: Final = frozenset({TaskState.OPEN, TaskState.TAKEN})

Span = tuple[datetime, datetime]


def check_span(starts: datetime, ends: datetime, now: datetime) -> None:
    """A shift lies ahead, ends after it starts and on the same day (both in local time). Raises RuleViolation."""
    if ends <= starts or ends.date() != starts.date():
        raise RuleViolation(
            "span_backwards", N_("结束时间要晚于开始时间，并在同一天。"), field="ends", basis=BASIS
        )
    if ends <= now:
        raise RuleViolation("span_past", N_("这个时间已经过去了，请改到现在以后。"), field="day", basis=BASIS)


def check_free(starts: datetime, ends: datetime, taken: Iterable[Span], text: str) -> None:
    """Nobody is at two places at once. Raises RuleViolation with `text`."""
    if any(begins < ends and stops > starts for begins, stops in taken):
        raise RuleViolation("person_taken", text, field="staff", basis=BASIS)


def check_begin(starts: datetime, ends: datetime, now: datetime) -> None:
    """A shift is begun from half an hour before it until it is over. Raises RuleViolation."""
    if not starts - EARLY <= now < ends:
        raise RuleViolation(
            "not_now", N_("还没到这个班的时间，或者已经过了。开始前30分钟内可以到岗。"), basis=BASIS
        )


def check_text(text: str, message: str, field: str) -> str:
    """Words where words are needed. Raises RuleViolation."""
    plain = text.strip()
    if not plain:
        raise RuleViolation("no_text", message, field=field, basis=BASIS)
    return plain
