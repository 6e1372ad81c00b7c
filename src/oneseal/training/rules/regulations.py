"""The bureau's own rules: kinds, versions, who confirmed that they read them (制度汇编, inventory 1.12)."""

from collections.abc import Sequence
from datetime import date

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

KINDS = {
    "meeting": N_("会议"),
    "study": N_("学习"),
    "attendance": N_("考勤管理"),
    "papers": N_("公文审批与传阅管理"),
    "archives": N_("文件档案管理"),
    "seal": N_("印章管理"),
    "reporting": N_("信息报送"),
    "finance": N_("财务"),
    "travel": N_("出差管理"),
    "reception": N_("接待"),
    "canteen": N_("食堂管理"),
    "safety": N_("安全管理"),
    "energy": N_("公共机构节能"),
    "dormitory": N_("宿舍管理"),
    "conduct": N_("行为规范与考核"),
    "other": N_("其他"),
}
"""The fourteen systems of a bureau's collection, its rules of conduct, and what else there is."""


def check_version(effective_on: date, former: Sequence[date]) -> None:
    """A later version takes effect after the one before it: none is rewritten backwards. Raises RuleViolation."""
    if former and effective_on <= max(former):
        text = N_("新版本的施行日期应晚于上一版（%(day)s）。")
        raise RuleViolation("not_later", text, params={"day": max(former).isoformat()}, field="effective_on")


def in_force(days: Sequence[date], day: date) -> int | None:
    """The place of the version in force on a day among versions by their first days; None where none is yet."""
    begun = [place for place, first in enumerate(days) if first <= day]
    return max(begun, key=lambda place: days[place]) if begun else None
