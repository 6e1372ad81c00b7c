"""Rates that are published: what may be divided by what, over which days (inventory 2.18, 2.19, Z.2, Z.4; KPI-1…5).

Sources publish rates without saying what they are made of; here a rate is its definition, and the definition is
shown with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.rates import DayBasis, Rate, Rounding
from oneseal.kernel.text import N_

TOP = 100
"""So many of the most applied-for items are looked at by themselves (2.18)."""
FREQUENT_SHARE = 80
"""The items that together make this share of the applications, in percent, are the frequent ones (2.19)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that is counted, in words; `within` names what it is a part of."""

    label: str
    within: frozenset[str] = frozenset()


COUNTS = {
    "items": Counted(N_("依申请事项（今天）")),
    "items_online": Counted(N_("可网上申请的依申请事项（今天）"), frozenset({"items"})),
    "items_no_visit": Counted(
        N_("可网上申请且到现场0次的事项（今天）"), frozenset({"items", "items_online"})
    ),
    "items_instant": Counted(N_("即办件事项（今天）"), frozenset({"items"})),
    "top_items": Counted(N_("办件量前100位的事项"), frozenset({"items"})),
    "top_items_online": Counted(
        N_("办件量前100位且可网上申请的事项"), frozenset({"items", "items_online", "top_items"})
    ),
    "received": Counted(N_("期间收到的申请")),
    "received_online": Counted(N_("期间网上收到的申请"), frozenset({"received"})),
    "decided": Counted(N_("期间作出的决定")),
    "decided_on_time": Counted(N_("期间在法定期限内作出的决定"), frozenset({"decided"})),
    "decided_as_promised": Counted(
        N_("期间在承诺期限内作出的决定"), frozenset({"decided", "decided_on_time"})
    ),
}
DAYS = {
    "working_days": (N_("期间的工作日"), DayBasis.WORKING_DAYS),
    "calendar_days": (N_("期间的日历天数"), DayBasis.CALENDAR_DAYS),
}
PER_DAY = frozenset({"received", "received_online", "decided"})
PERIODS = {
    "twelve_months": N_("近12个月"),
    "this_year": N_("今年以来"),
    "last_month": N_("上个月"),
}
ROUNDINGS = {Rounding.ROUND: N_("四舍五入"), Rounding.TRUNCATE: N_("舍去尾数")}


def numerator_label(key: str) -> str:
    """What the numerator counts."""
    return COUNTS[key].label


def denominator_label(key: str) -> str:
    """What the denominator counts."""
    return DAYS[key][0] if key in DAYS else COUNTS[key].label


def check_definition(name: str, numerator: str, denominator: str) -> None:
    """A share is of a whole that contains it; per day only what happens in time (KPI-4: choose and label; Z.4).

    Raises RuleViolation rate_name, rate_unknown, rate_no_part, rate_per_day.
    """
    if not name.strip():
        raise RuleViolation("rate_name", N_("请填写指标名称，例如“网办率”。"), field="name")
    if numerator not in COUNTS or (denominator not in COUNTS and denominator not in DAYS):
        raise RuleViolation("rate_unknown", N_("分子或分母不在可选的范围内，请从列表里选择。"))
    if denominator in DAYS:
        if numerator not in PER_DAY:
            text = N_("“%(what)s”不是每天发生的，不能除以天数。请改选期间收到的申请或作出的决定。")
            params = {"what": COUNTS[numerator].label}
            raise RuleViolation("rate_per_day", text, params=params, field="numerator")
    elif denominator not in COUNTS[numerator].within:
        text = N_("“%(part)s”不是“%(whole)s”的一部分，算不出比率。请换一个分母。")
        params = {"part": COUNTS[numerator].label, "whole": COUNTS[denominator].label}
        raise RuleViolation("rate_no_part", text, params=params, field="denominator")


def period_of(key: str, today: date) -> tuple[date, date]:
    """First and last day of a period, both included (Z.4: a figure names its days)."""
    if key == "this_year":
        return date(today.year, 1, 1), today
    if key == "last_month":
        last = today.replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last
    first = today.replace(year=today.year - 1, day=28) if (today.month, today.day) == (2, 29) else None
    return (first or today.replace(year=today.year - 1)) + timedelta(days=1), today


def rate(counts: Mapping[str, int], numerator: str, denominator: str, rounding: str) -> Rate:
    """The fraction with how it is rounded and which days it counts (Z.2, Z.4)."""
    basis = DAYS[denominator][1] if denominator in DAYS else DayBasis.NONE
    return Rate(counts[numerator], counts[denominator], Rounding(rounding), basis)


def value(found: Rate, places: int) -> str:
    """The rate as published: a percentage, or a quotient where it counts days (Z.4)."""
    return found.percent(places) if found.basis is DayBasis.NONE else found.quotient(places)


def frequent(volumes: Mapping[int, int]) -> frozenset[int]:
    """The items that, most applied-for first, together make FREQUENT_SHARE percent of the applications (2.19).

    An item that lies across the boundary belongs to them; equal volumes are ordered by id.
    """
    total, sum_, found = sum(volumes.values()), 0, set()
    for item, number in sorted(volumes.items(), key=lambda pair: (-pair[1], pair[0])):
        if not number or sum_ * 100 >= FREQUENT_SHARE * total:
            break
        found.add(item)
        sum_ += number
    return frozenset(found)
