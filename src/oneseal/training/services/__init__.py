"""Every act of training."""

from oneseal.training.services.courses import call_off_session, hold_session, keep_course, plan_session
from oneseal.training.services.exams import Marks, enter_result, set_exam
from oneseal.training.services.regulations import confirm_read, publish_regulation
from oneseal.training.services.reminding import remind_of_session, warn_of_certificates, warn_of_skill
from oneseal.training.services.rotation import begin_rotation, end_rotation
from oneseal.training.services.skills import ask_for_skill, certify_skill, lift_need, revoke_skill

__all__ = [
    "Marks",
    "ask_for_skill",
    "begin_rotation",
    "call_off_session",
    "certify_skill",
    "confirm_read",
    "end_rotation",
    "enter_result",
    "hold_session",
    "keep_course",
    "lift_need",
    "plan_session",
    "publish_regulation",
    "remind_of_session",
    "revoke_skill",
    "set_exam",
    "warn_of_certificates",
    "warn_of_skill",
]
