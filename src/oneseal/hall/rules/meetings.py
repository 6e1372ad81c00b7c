"""Examiners meet applicants only when a head approved it beforehand (业务洽谈室, 非因特殊不得见面; inventory 3.24)."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "审批人员会见申请人备案制度"


class Meeting(StrEnum):
    """Where a meeting stands. UNFILED: a contact that nobody approved, recorded as a violation."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    HELD = "held"
    UNFILED = "unfiled"


LIFE: Final = TransitionTable(
    {
        Meeting.ASKED: N_("待批准"),
        Meeting.APPROVED: N_("已批准"),
        Meeting.DECLINED: N_("未批准"),
        Meeting.CANCELLED: N_("已取消"),
        Meeting.HELD: N_("已会见"),
    },
    [
        Edge(Meeting.ASKED, "approve", Meeting.APPROVED, BASIS),
        Edge(Meeting.ASKED, "decline", Meeting.DECLINED, BASIS),
        Edge(Meeting.ASKED, "cancel", Meeting.CANCELLED, BASIS),
        Edge(Meeting.APPROVED, "cancel", Meeting.CANCELLED, BASIS),
        Edge(Meeting.APPROVED, "hold", Meeting.HELD, BASIS),
    ],
)
LABELS: Final = LIFE.labels | {Meeting.UNFILED: N_("未经备案的接触")}


def check_time(starts: datetime, now: datetime, *, workday: bool) -> None:
    """Filed beforehand, for a working day. Raises RuleViolation at the field."""
    if starts <= now:
        text = N_("会见必须事前备案，请填写以后的时间；已经发生的接触由督查岗登记。")
        raise RuleViolation("not_beforehand", text, field="starts_at", basis=BASIS)
    if not workday:
        text = N_("会见安排在工作日进行，请另选一天。")
        raise RuleViolation("not_a_workday", text, field="starts_at", basis=BASIS)


def check_second(asker: int, second: int) -> None:
    """A second officer is present. Raises RuleViolation at the field."""
    if asker == second:
        text = N_("会见至少两名工作人员在场，请选择另一位同事。")
        raise RuleViolation("second_missing", text, field="second", basis=BASIS)


def check_approver(staff: int, present: Collection[int], starts: datetime, now: datetime) -> None:
    """A head who is not at the meeting, before it begins. Raises Forbidden or RuleViolation."""
    if staff in present:
        text = N_("您要参加这次会见，不能自己批准，请另一位负责人批准。")
        raise Forbidden("own_meeting", text, basis=BASIS)
    if starts <= now:
        text = N_("约定的时间已过，不能事后补批，请重新约时间。")
        raise RuleViolation("approved_too_late", text, basis=BASIS)


def check_held(starts: datetime, now: datetime) -> None:
    """Minutes are written when it took place. Raises RuleViolation at the field."""
    if now < starts:
        text = N_("还没有到约定的时间，会见后再写记录。")
        raise RuleViolation("not_yet_held", text, field="record", basis=BASIS)


def check_met(met: datetime, now: datetime) -> None:
    """A contact recorded as a violation has happened. Raises RuleViolation at the field."""
    if met > now:
        raise RuleViolation("met_in_future", N_("接触的时间不能晚于现在。"), field="met_at", basis=BASIS)
