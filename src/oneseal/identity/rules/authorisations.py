"""Who may act for whom, and for how long (Civil Code 161–165: a written authorisation names scope and period)."""

from datetime import date

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS = "民法典第一百六十五条"
LONGEST_YEARS = 3


def check_period(from_on: date, to_on: date | None, today: date) -> None:
    """An agent's authorisation has an end, not past, at most three years on (Civil Code 165; the length is the house's).

    Raises RuleViolation at `from_on` or `to_on`.
    """
    if to_on is None:
        text = N_("请填写授权截止日期：委托代理必须写明期限。")
        raise RuleViolation("period_open", text, field="to_on", basis=BASIS)
    if to_on < from_on:
        text = N_("授权截止日期不能早于开始日期，请修改。")
        raise RuleViolation("period_reversed", text, field="to_on", basis=BASIS)
    if to_on < today:
        text = N_("授权截止日期已过，请填写今天或以后的日期。")
        raise RuleViolation("period_over", text, field="to_on", basis=BASIS)
    if (to_on.year - from_on.year, to_on.month, to_on.day) > (LONGEST_YEARS, from_on.month, from_on.day):
        text = N_("一次授权最长 %(years)s 年，请缩短期限，到期后可以再次授权。")
        raise RuleViolation("period_long", text, params={"years": LONGEST_YEARS}, field="to_on", basis=BASIS)
