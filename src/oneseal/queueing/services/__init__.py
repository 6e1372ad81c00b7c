"""Every write of the queue; each act is journaled."""

from oneseal.queueing.services.calling import CHANNEL
from oneseal.queueing.services.places import (
    drop_plan,
    end_shift,
    keep_hall,
    keep_line,
    keep_shift,
    keep_window,
    keep_zone,
    plan_seat,
    set_day,
)
from oneseal.queueing.services.serving import (
    begin,
    call_next,
    call_ticket,
    finish,
    identify,
    link_case,
    recall,
    send_back,
    set_aside,
    skip,
    transfer,
)
from oneseal.queueing.services.tickets import Wish, check_in, issue_ticket, leave, rejoin
from oneseal.queueing.services.windows import (
    close_window,
    lend_window,
    open_window,
    pause_window,
    resume_window,
)

__all__ = [
    "CHANNEL",
    "Wish",
    "begin",
    "call_next",
    "call_ticket",
    "check_in",
    "close_window",
    "drop_plan",
    "end_shift",
    "finish",
    "identify",
    "issue_ticket",
    "keep_hall",
    "keep_line",
    "keep_shift",
    "keep_window",
    "keep_zone",
    "leave",
    "lend_window",
    "link_case",
    "open_window",
    "pause_window",
    "plan_seat",
    "recall",
    "rejoin",
    "resume_window",
    "send_back",
    "set_aside",
    "set_day",
    "skip",
    "transfer",
]
