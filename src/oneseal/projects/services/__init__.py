"""Every write of projects. Call these, nothing deeper."""

from oneseal.projects.services.applying import apply_for_stage
from oneseal.projects.services.asking import (
    Question,
    ask_for_task,
    ask_units,
    call_meeting,
    cancel_ask,
    close_ask,
    give_opinion,
    miss_opinion,
)
from oneseal.projects.services.assessing import adopt_flow, end_assessment, list_assessment
from oneseal.projects.services.costs import record_costs
from oneseal.projects.services.moving import (
    assign_lead,
    assign_task,
    finish_task,
    link_case,
    need_task,
    open_stage,
    pass_stage,
    skip_task,
    start_task,
)
from oneseal.projects.services.registering import (
    Particulars,
    change_project,
    finish_project,
    register_project,
    resume_project,
    set_site,
    stop_project,
)
from oneseal.projects.services.reporting import REPORTERS, make_due_reports, make_report
from oneseal.projects.services.utilities import (
    answer_connection,
    assign_provider,
    finish_connection,
    start_connection,
)

__all__ = [
    "REPORTERS",
    "Particulars",
    "Question",
    "adopt_flow",
    "answer_connection",
    "apply_for_stage",
    "ask_for_task",
    "ask_units",
    "assign_lead",
    "assign_provider",
    "assign_task",
    "call_meeting",
    "cancel_ask",
    "change_project",
    "close_ask",
    "end_assessment",
    "finish_connection",
    "finish_project",
    "finish_task",
    "give_opinion",
    "link_case",
    "list_assessment",
    "make_due_reports",
    "make_report",
    "miss_opinion",
    "need_task",
    "open_stage",
    "pass_stage",
    "record_costs",
    "register_project",
    "resume_project",
    "set_site",
    "skip_task",
    "start_connection",
    "start_task",
    "stop_project",
]
