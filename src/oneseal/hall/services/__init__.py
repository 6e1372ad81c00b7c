"""Every write of the hall. Call these, nothing deeper."""

from oneseal.hall.services.handovers import hand_over, receive_papers, send_papers_back
from oneseal.hall.services.meetings import (
    Plan,
    answer_meeting,
    ask_to_meet,
    call_off_meeting,
    record_contact,
    write_minutes,
)
from oneseal.hall.services.settling import close_with_case, escalate_slip, settle_slip
from oneseal.hall.services.slips import issue_guide, issue_list, issue_study, see_visitor
from oneseal.hall.services.solo import (
    appoint_solo,
    audit_solo,
    begin_solo,
    dismiss_solo,
    draw_sample,
    leave_solo,
    notice_overrun,
)

__all__ = [
    "Plan",
    "answer_meeting",
    "appoint_solo",
    "ask_to_meet",
    "audit_solo",
    "begin_solo",
    "call_off_meeting",
    "close_with_case",
    "dismiss_solo",
    "draw_sample",
    "escalate_slip",
    "hand_over",
    "issue_guide",
    "issue_list",
    "issue_study",
    "leave_solo",
    "notice_overrun",
    "receive_papers",
    "record_contact",
    "see_visitor",
    "send_papers_back",
    "settle_slip",
    "write_minutes",
]
