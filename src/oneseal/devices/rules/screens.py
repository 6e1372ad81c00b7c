"""The second screen's answers, calls for help, forms from a station (inventory 3.15–3.18)."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from oneseal.devices.rules.kinds import BASIS
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

SHEET_DAYS: Final = 3
"""Calendar days for which a form filled at a station is kept."""
SHEET_DIGITS: Final = 8
ASK_WITHIN: Final = timedelta(minutes=15)
"""After so long a question on the second screen is over: the applicant has gone."""
HELP_WITHIN: Final = timedelta(minutes=10)
"""A call that nobody answered for so long, or in which nobody said anything, is over."""
MOST_SIGNATURE: Final = 200_000
MOST_TEXT: Final = 300


class AnswerState(StrEnum):
    """What became of a question on the second screen."""

    ASKED = "asked"
    SIGNED = "signed"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"


ANSWERS: Final = TransitionTable(
    {
        AnswerState.ASKED: N_("等待申请人核对"),
        AnswerState.SIGNED: N_("申请人已核对签名"),
        AnswerState.OBJECTED: N_("申请人说有不对的地方"),
        AnswerState.WITHDRAWN: N_("已收回"),
    },
    [
        Edge(AnswerState.ASKED, "sign", AnswerState.SIGNED, "电子签名法第十四条"),
        Edge(AnswerState.ASKED, "object", AnswerState.OBJECTED, BASIS),
        Edge(AnswerState.ASKED, "withdraw", AnswerState.WITHDRAWN, BASIS),
    ],
)


class HelpState(StrEnum):
    """Where a call stands."""

    CALLING = "calling"
    TALKING = "talking"
    ENDED = "ended"


HELP_STATES: Final = TransitionTable(
    {
        HelpState.CALLING: N_("正在呼叫"),
        HelpState.TALKING: N_("通话中"),
        HelpState.ENDED: N_("已结束"),
    },
    [
        Edge(HelpState.CALLING, "take", HelpState.TALKING, BASIS),
        Edge(HelpState.CALLING, "end", HelpState.ENDED, BASIS),
        Edge(HelpState.TALKING, "end", HelpState.ENDED, BASIS),
    ],
)


def check_answer(*, signature: bytes, name: str) -> None:
    """An applicant confirms by drawing a signature or, who cannot, by typing the name. Raises RuleViolation."""
    if not signature and not name.strip():
        raise RuleViolation("signature_missing", N_("请在框里签名；不方便手写的，请输入姓名。"), field="name")
    if len(signature) > MOST_SIGNATURE:
        raise RuleViolation("signature_large", N_("签名图片太大，请清除后重新签名。"), field="name")


def need_words(text: str, message: str, field: str) -> str:
    """Text that has to be there, at most 300 signs. Raises RuleViolation with `message` (marked with N_)."""
    text = text.strip()[:MOST_TEXT]
    if not text:
        raise RuleViolation("words_missing", message, field=field)
    return text
