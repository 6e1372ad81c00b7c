"""Who can serve what: grounds of a skill, how long it lasts, what an examination gives (inventory 1.10, 1.11)."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after

BASIS = "轮岗培训、业务考核制度"
MONTHS = 120
"""No examination's result holds longer than ten years."""


class Ground(StrEnum):
    """Why somebody is taken to be able to serve an item."""

    CERTIFICATE = "certificate"
    EXAM = "exam"
    ROTATION = "rotation"


GROUNDS = {
    Ground.CERTIFICATE: N_("持证"),
    Ground.EXAM: N_("考试合格"),
    Ground.ROTATION: N_("轮岗期满"),
}


def live(since: date, until: date | None, revoked_on: date | None, day: date) -> bool:
    """Whether a skill counts on a day: from `since` to `until`, both included; no longer from the day it was revoked."""
    return since <= day and (until is None or day <= until) and (revoked_on is None or day < revoked_on)


def until_of(since: date, months: int | None) -> date | None:
    """The last day of a skill that lasts so many months; None: without end."""
    return months_after(since, months) if months else None


def check_period(since: date, until: date | None) -> None:
    """A skill ends on its first day or later. Raises RuleViolation."""
    if until is not None and until < since:
        raise RuleViolation("period_reversed", N_("截止日期不能早于起始日期，请修改。"), field="until")


def check_scope(items: Collection[object], lines: Collection[str], known: Collection[str]) -> None:
    """Something must be named: items, or whole lines of business that exist. Raises RuleViolation."""
    if not items and not lines:
        raise RuleViolation("nothing_named", N_("请至少选择一个事项或一条业务线。"), field="items")
    if not set(lines) <= set(known):
        raise RuleViolation("line_unknown", N_("没有这条业务线，请重新选择。"), field="lines")


def check_marks(full: int, need: int, months: int | None) -> None:
    """The pass mark lies between 1 and the full mark; the result holds 1 to 120 months. Raises RuleViolation."""
    if not 1 <= need <= full <= 1000:
        raise RuleViolation("marks_wrong", N_("及格分应在1分到满分之间，满分不超过1000分。"), field="need")
    if months is not None and not 1 <= months <= MONTHS:
        raise RuleViolation("months_wrong", N_("成绩有效期应为1至120个月，长期有效的不填。"), field="months")


def check_score(score: int, full: int) -> None:
    """A score is not below nothing and not above the full mark. Raises RuleViolation."""
    if not 0 <= score <= full:
        text = N_("成绩应在0到%(full)s分之间，请核对。")
        raise RuleViolation("score_wrong", text, params={"full": full}, field="score")


def passes(score: int, need: int) -> bool:
    """Whether a score passes: the pass mark itself does."""
    return score >= need


def serves(item: int, needed: Collection[int], skilled: Collection[int]) -> bool:
    """Whether somebody may serve an item: where the bureau asks for a proven skill, it must be there."""
    return item not in needed or item in skilled
