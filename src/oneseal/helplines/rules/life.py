"""The life of a call on a consulting number, and what a telephone exchange may tell about it (inventory 3.23)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "窗口咨询电话接通率 100%（S4）"
LONGEST: Final = 300
"""Characters of a note."""


class CallState(StrEnum):
    """Where a call stands."""

    RINGING = "ringing"
    TALKING = "talking"
    MISSED = "missed"
    SETTLED = "settled"
    RETURNED = "returned"
    LOST = "lost"
    REACHED = "reached"


class Heard(StrEnum):
    """What an exchange tells."""

    RANG = "rang"
    ANSWERED = "answered"
    MISSED = "missed"
    HUNG_UP = "hung_up"


class Outcome(StrEnum):
    """How a call ended for the one who asked."""

    ANSWERED = "answered"
    INQUIRY = "inquiry"
    APPOINTMENT = "appointment"


OUTCOMES: Final = {
    Outcome.ANSWERED: N_("当场答复"),
    Outcome.INQUIRY: N_("转为咨询，由我负责到底"),
    Outcome.APPOINTMENT: N_("帮他预约"),
}
CALLS: Final = TransitionTable(
    {
        CallState.RINGING: N_("振铃中"),
        CallState.TALKING: N_("待补记"),
        CallState.MISSED: N_("未接待回"),
        CallState.SETTLED: N_("已办结"),
        CallState.RETURNED: N_("已回电"),
        CallState.LOST: N_("未能回通"),
        CallState.REACHED: N_("本人另次已接通"),
    },
    [
        Edge(CallState.RINGING, "answer", CallState.TALKING, BASIS),
        Edge(CallState.MISSED, "answer", CallState.TALKING, BASIS),
        Edge(CallState.RINGING, "miss", CallState.MISSED, BASIS),
        Edge(CallState.TALKING, "settle", CallState.SETTLED, BASIS),
        Edge(CallState.MISSED, "return", CallState.RETURNED, BASIS),
        Edge(CallState.MISSED, "give_up", CallState.LOST, BASIS),
        Edge(CallState.MISSED, "reach", CallState.REACHED, BASIS),
        Edge(CallState.REACHED, "answer", CallState.TALKING, BASIS),
    ],
)
_BEGINS: Final = {
    Heard.RANG: CallState.RINGING,
    Heard.ANSWERED: CallState.TALKING,
    Heard.MISSED: CallState.MISSED,
    Heard.HUNG_UP: CallState.MISSED,
}
_VERBS: Final = {Heard.ANSWERED: "answer", Heard.MISSED: "miss", Heard.HUNG_UP: "miss"}


def after(state: str, heard: str) -> str:
    """How a call stands after the exchange told something of it; `state` empty for a call not heard of before.

    Messages may come late or twice: whoever hangs up while it rings has missed somebody, who hangs up after an answer
    has not; an answer that is told after the hanging up still counts; what is settled stays.
    """
    told = Heard(heard)
    if not state:
        return _BEGINS[told]
    verb = _VERBS.get(told, "")
    return CALLS.step(state, verb) if CALLS.allows(state, verb) else state


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody was spoken with in a call, from `at`. `caller` empty where the number was withheld."""

    call_id: int
    caller: str
    at: datetime


def reached_in(caller: str, rang: datetime, spoken: Iterable[Spoken]) -> Spoken | None:
    """The first talk with a caller after they rang in vain on the same number: they need no calling back any more (L).

    They rang again and somebody answered, or another of their calls was called back. A withheld number is nobody in
    particular.
    """
    later = [each for each in spoken if caller and each.caller == caller and each.at > rang]
    return min(later, key=lambda each: each.at, default=None)


def check_told(note: str, item_id: int | None, outcome: str) -> str:
    """The note, trimmed. What a call was about is said by its item or in words; an inquiry needs the question."""
    text = note.strip()
    if outcome not in set(Outcome):
        raise RuleViolation("outcome_wrong", N_("请选择怎么办结的。"), field="outcome")
    if not text and (item_id is None or outcome == Outcome.INQUIRY):
        raise RuleViolation("about_missing", N_("请写一句问的是什么，或者选一个事项。"), field="note")
    if len(text) > LONGEST:
        raise RuleViolation("note_long", N_("最多 300 个字，请缩短。"), field="note")
    return text


def check_give_up(number: str, tries: int, least: int) -> None:
    """Nobody is given up before so many tries, but who left no number (L; ONESEAL_CALLBACK_TRIES)."""
    if number and tries < least:
        text = N_("才回拨过 %(tries)d 次。回拨 %(least)d 次都不通才能结束。")
        raise RuleViolation("too_few_tries", text, params={"tries": tries, "least": least}, basis=BASIS)
