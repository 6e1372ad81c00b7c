"""Every act of special procedures. Call these, nothing deeper."""

from oneseal.procedures.services import panels, quotas
from oneseal.procedures.services.examinations import (
    admit_candidates,
    announce_examination,
    correct_mark,
    enter_marks,
    move_examination,
    publish_results,
)
from oneseal.procedures.services.hearings import (
    ask_hearing,
    challenge_presider,
    close_hearing,
    convene_hearing,
    order_hearing,
    rule_on_challenge,
    sign_minutes,
    take_minutes,
    tell_hearing_right,
    waive_hearing,
)
from oneseal.procedures.services.joint import (
    answer_invitation,
    ask_joint_review,
    close_joint_review,
    convene_joint_review,
    minute_joint_review,
    sign_joint_review,
)
from oneseal.procedures.services.panels import (
    conclude_review,
    draw_panel,
    enter_expert,
    enter_opinion,
    recuse_expert,
)
from oneseal.procedures.services.parties import close_parties, hear_party, name_third_parties
from oneseal.procedures.services.quotas import correct_quota, record_entry, set_quota
from oneseal.procedures.services.testing import (
    order_test,
    receive_first_review,
    report_test,
    send_first_review,
)

EXPERT_KEEPERS, QUOTA_KEEPERS = panels.KEEPERS, quotas.KEEPERS

__all__ = [
    "EXPERT_KEEPERS",
    "QUOTA_KEEPERS",
    "admit_candidates",
    "announce_examination",
    "answer_invitation",
    "ask_hearing",
    "ask_joint_review",
    "challenge_presider",
    "close_hearing",
    "close_joint_review",
    "close_parties",
    "conclude_review",
    "convene_hearing",
    "convene_joint_review",
    "correct_mark",
    "correct_quota",
    "draw_panel",
    "enter_expert",
    "enter_marks",
    "enter_opinion",
    "hear_party",
    "minute_joint_review",
    "move_examination",
    "name_third_parties",
    "order_hearing",
    "order_test",
    "publish_results",
    "receive_first_review",
    "record_entry",
    "recuse_expert",
    "report_test",
    "rule_on_challenge",
    "send_first_review",
    "set_quota",
    "sign_joint_review",
    "sign_minutes",
    "take_minutes",
    "tell_hearing_right",
    "waive_hearing",
]
