"""Every write of helplines; each act is journaled."""

from oneseal.helplines.services.answering import (
    Told,
    enter_call,
    give_up_call,
    remind_missed,
    return_call,
    see_caller,
    settle_call,
    try_call,
)
from oneseal.helplines.services.hearing import hear, sweep
from oneseal.helplines.services.lines import check_line, close_line, keep_line

__all__ = [
    "Told",
    "check_line",
    "close_line",
    "enter_call",
    "give_up_call",
    "hear",
    "keep_line",
    "remind_missed",
    "return_call",
    "see_caller",
    "settle_call",
    "sweep",
    "try_call",
]
