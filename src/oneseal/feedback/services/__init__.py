"""Every write of feedback. Call these, nothing deeper."""

from oneseal.feedback.services.asking import Served, invite, invite_by_ticket
from oneseal.feedback.services.deciding import decide_suspicion
from oneseal.feedback.services.evaluating import Source, evaluate, remember_staff_device
from oneseal.feedback.services.ledger import close_issue, open_issue, prolong_issue
from oneseal.feedback.services.relaying import Said, relay
from oneseal.feedback.services.surveying import (
    answer_survey,
    import_answers,
    issue_circular,
    make_survey,
    move_survey,
    preview_answers,
)

__all__ = [
    "Said",
    "Served",
    "Source",
    "answer_survey",
    "close_issue",
    "decide_suspicion",
    "evaluate",
    "import_answers",
    "invite",
    "invite_by_ticket",
    "issue_circular",
    "make_survey",
    "move_survey",
    "open_issue",
    "preview_answers",
    "prolong_issue",
    "relay",
    "remember_staff_device",
]
