"""Every act of appraisal."""

from oneseal.appraisal.services.amenities import keep_amenity, report_amenity, settle_ticket
from oneseal.appraisal.services.appeals import answer_appeal, appeal_score, appeal_violation
from oneseal.appraisal.services.bulletin import issue_bulletin
from oneseal.appraisal.services.circulating import (
    hand_bulletin,
    remind_late,
    remind_units,
    send_bulletin,
    sign_bulletin,
)
from oneseal.appraisal.services.conduct import (
    close_removal,
    keep_conduct,
    record_violation,
    settle_violation,
    trace_duty,
)
from oneseal.appraisal.services.patrols import Seen, check_finding, keep_zone, mend_finding, patrol
from oneseal.appraisal.services.scores import confirm_marks, mark_day, score_day, set_scheme
from oneseal.appraisal.services.telling import ask_to_confirm

__all__ = [
    "Seen",
    "answer_appeal",
    "appeal_score",
    "appeal_violation",
    "ask_to_confirm",
    "check_finding",
    "close_removal",
    "confirm_marks",
    "hand_bulletin",
    "issue_bulletin",
    "keep_amenity",
    "keep_conduct",
    "keep_zone",
    "mark_day",
    "mend_finding",
    "patrol",
    "record_violation",
    "remind_late",
    "remind_units",
    "report_amenity",
    "score_day",
    "send_bulletin",
    "set_scheme",
    "settle_ticket",
    "settle_violation",
    "sign_bulletin",
    "trace_duty",
]
