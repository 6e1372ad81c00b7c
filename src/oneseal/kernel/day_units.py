"""What “日” means in each statute: working days or calendar days (CAL-8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from oneseal.kernel.clocks import Unit


@dataclass(frozen=True, slots=True)
class DayRule:
    """How a statute counts: the numbers of days that are working days (None: all), and where it says so."""

    working: frozenset[int] | None
    basis: str


NONE: Final[frozenset[int]] = frozenset()

DAY_RULES: Final[Mapping[str, DayRule]] = {
    "行政许可法": DayRule(None, "行政许可法第八十二条"),
    "行政处罚法": DayRule(frozenset({2, 3, 5, 7}), "行政处罚法第八十五条"),
    "行政复议法": DayRule(frozenset({3, 5, 7, 10}), "行政复议法第八十八条"),
    "招标投标法": DayRule(NONE, "招标投标法实施条例第六十一条（反推：只有写明工作日的才是工作日）"),
    "招标投标法实施条例": DayRule(NONE, "招标投标法实施条例第六十一条（反推：只有写明工作日的才是工作日）"),
    "市场主体登记管理条例": DayRule(NONE, "市场主体登记管理条例：写明工作日的才是工作日"),
}
"""Statutes whose text says plainly “日”; where a text says 工作日 itself, nothing needs to be asked."""


def day_unit(statute: str, days: int) -> Unit:
    """The unit of so many “日” in a statute (CAL-8). Raises KeyError for a statute that is not in DAY_RULES."""
    rule = DAY_RULES[statute]
    working = rule.working is None or days in rule.working
    return Unit.WORKING_DAYS if working else Unit.CALENDAR_DAYS
