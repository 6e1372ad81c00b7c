"""Who may hold and work at a post (inventory 1.7, 1.9, 11.16)."""

from collections.abc import Iterable
from datetime import date

from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

DECIDING = frozenset({Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD})


def may_work(needs_certificate: bool, certified: bool) -> bool:
    """Whether a post may be worked at today: posts that need a certificate stop without a valid one (1.9)."""
    return certified or not needs_certificate


def roles(granted: Iterable[str], contractor: bool) -> frozenset[Role]:
    """What a post lets its holder do; hired staff never get a deciding role (11.16)."""
    all_of_them = frozenset(Role(role) for role in granted)
    return all_of_them - DECIDING if contractor else all_of_them


def first_free_day(from_on: date) -> date:
    """First day on which a stable post's holder may be replaced without approval: one year on (1.7, 赣市府办字〔2016〕144号)."""
    try:
        return from_on.replace(year=from_on.year + 1)
    except ValueError:
        return date(from_on.year + 1, 3, 1)


def replaced_too_early(stable: bool, from_on: date, ends_on: date) -> bool:
    """Whether ending a holding on `ends_on` needs the centre's approval (1.7)."""
    return stable and ends_on < first_free_day(from_on)


def check_replacement_needed(stable: bool, from_on: date, to_on: date | None, last_on: date) -> None:
    """Approval is asked for only where it is needed: a stable post, still held, within the year. Raises RuleViolation."""
    if to_on is not None:
        raise RuleViolation("already_ended", N_("此任岗已经结束，不必申请调换。"))
    if last_on < from_on:
        raise RuleViolation("period_reversed", N_("最后一天不能早于任岗日期，请修改。"), field="last_on")
    if not replaced_too_early(stable, from_on, last_on):
        raise RuleViolation(
            "approval_not_needed",
            N_("到这一天已满一年（或不是窗口岗位），不必批准，可以直接结束任岗。"),
            field="last_on",
        )
