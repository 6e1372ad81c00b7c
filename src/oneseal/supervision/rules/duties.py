"""What approver and supervisor each answer for, where nobody wrote it down otherwise (SUP-A; inventory 11.15)."""

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

APPROVER = (
    "对申请材料和许可条件审查把关，依法作出决定并对决定负责；决定当日把结果推送监管部门；"
    "根据监管部门反馈的情况，依法撤回、撤销、注销许可。"
)
SUPERVISOR = (
    "签收审批结果，纳入监管；对被许可人从事许可事项活动的情况监督检查，记录结果；"
    "查处违法行为，把处罚和不再符合许可条件的情况反馈审批局。"
)
"""Plain words of 行政许可法第六十条 to 第六十二条 and 第六十九条, as a first draft that the keeper of items edits."""


def check_duty(approver: str, supervisor: str) -> None:
    """Both sides' duties are written down, each in at most 1000 characters (行政许可法第六十条). RuleViolation."""
    for field, text in (("approver", approver), ("supervisor", supervisor)):
        if not 5 <= len(text.strip()) <= 1000:
            message = N_("请写明双方各自的责任，每一方5至1000个字。")
            raise RuleViolation("duty_length", message, field=field, basis="行政许可法第六十条")
