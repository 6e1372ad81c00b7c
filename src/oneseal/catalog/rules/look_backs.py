"""Looking back at delegated powers 回头看: when a look is due and how a line stands (2.20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

EVERY_DAYS = 365
"""Calendar days after which a delegated power is looked at again; a habit of the bureaus, no rule of law."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look: when, whether all was in order, until when and when it was put right."""

    checked_on: date
    in_order: bool
    rectify_by: date | None = None
    rectified_on: date | None = None


def due_on(effective_on: date, looks: Sequence[Look]) -> date:
    """The day by which the next look is due."""
    return max([effective_on, *(look.checked_on for look in looks)]) + timedelta(days=EVERY_DAYS)


def state_of(
    effective_on: date, deadline: date | None, taken_over: bool, looks: Sequence[Look], today: date
) -> str:
    """How a line stands, the worst first: rectification_late, not_taken_over, to_rectify, due, in_order."""
    still = [look for look in looks if not look.in_order and look.rectified_on is None]
    if any(look.rectify_by is not None and look.rectify_by < today for look in still):
        return "rectification_late"
    if deadline is not None and deadline < today and not taken_over and not looks:
        return "not_taken_over"
    if still:
        return "to_rectify"
    return "due" if due_on(effective_on, looks) <= today else "in_order"


def check_look(
    checked_on: date, in_order: bool, rectify_by: date | None, *, begun: date, today: date
) -> None:
    """A look lies between the day the delegation began and today; a finding names the day by which it is put right."""
    if not begun <= checked_on <= today:
        text = N_("检查日期应在委托生效（%(begun)s）以后、今天以前，请核对。")
        raise RuleViolation("look_day", text, params={"begun": begun.isoformat()}, field="checked_on")
    if not in_order and rectify_by is None:
        text = N_("发现问题的，请写明整改期限。")
        raise RuleViolation("rectify_by_missing", text, field="rectify_by")
    if rectify_by is not None and rectify_by < checked_on:
        text = N_("整改期限不能早于检查日期，请核对。")
        raise RuleViolation("rectify_by_early", text, field="rectify_by")


def check_rectified(look: Look, rectified_on: date, today: date) -> None:
    """Only an open finding is put right, between the look and today. Raises RuleViolation."""
    if look.in_order or look.rectified_on is not None:
        text = N_("这次检查没有待整改的问题，或者已经登记过整改。请刷新页面。")
        raise RuleViolation("nothing_to_rectify", text)
    if not look.checked_on <= rectified_on <= today:
        text = N_("整改完成日期应在检查以后、今天以前，请核对。")
        raise RuleViolation("rectified_day", text, field="rectified_on")
