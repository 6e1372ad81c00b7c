"""Every act of agents and assistance."""

from oneseal.agents.services.centres import (
    add_power,
    end_membership,
    join_centre,
    keep_centre,
    record_training,
    remove_power,
    set_liaison,
)
from oneseal.agents.services.ordering import (
    Wish,
    ask_agent,
    assign_order,
    authorise_order,
    evaluate_order,
    hand_back_order,
    pause_order,
    withdraw_order,
)
from oneseal.agents.services.visiting import (
    cancel_visit,
    make_visit,
    plan_visit,
    settle_visit,
    want_visit,
)
from oneseal.agents.services.working import begin_case, begin_joint, finish_order, tick_task

__all__ = [
    "Wish",
    "add_power",
    "ask_agent",
    "assign_order",
    "authorise_order",
    "begin_case",
    "begin_joint",
    "cancel_visit",
    "end_membership",
    "evaluate_order",
    "finish_order",
    "hand_back_order",
    "join_centre",
    "keep_centre",
    "make_visit",
    "pause_order",
    "plan_visit",
    "record_training",
    "remove_power",
    "set_liaison",
    "settle_visit",
    "tick_task",
    "want_visit",
    "withdraw_order",
]
