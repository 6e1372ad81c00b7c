"""Days away and who stands in meanwhile (职务代理)."""

from datetime import date

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


def check_days(first_on: date, last_on: date) -> None:
    """The last day is not before the first. Raises RuleViolation."""
    if last_on < first_on:
        raise RuleViolation("period_reversed", N_("截止日期不能早于开始日期，请修改。"), field="last_on")


def check_deputy(*, allowed: bool, away: bool) -> None:
    """The deputy belongs to the same section or is a head of the bureau, and is at work on all the days.

    `allowed`: whether they are among those; `away`: whether some of the days are leave of their own. Raises
    RuleViolation.
    """
    if not allowed:
        raise RuleViolation(
            "deputy_elsewhere",
            N_("职务代理人应是本科室的同事或局领导，请重新选择。"),
            field="deputy",
        )
    if away:
        raise RuleViolation(
            "deputy_away", N_("这位同事在这些日期里也休假，不能代理，请另选一人。"), field="deputy"
        )
