"""Yearly appraisal of those who work in the hall, and how many of a group may be excellent (inventory 1.8)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS: Final = "赣市府办字〔2016〕144号"


class Grade(StrEnum):
    """Results of a yearly appraisal (公务员考核规定第十二条)."""

    EXCELLENT = "excellent"
    COMPETENT = "competent"
    BASIC = "basic"
    INCOMPETENT = "incompetent"


class Group(StrEnum):
    """Whose share of excellent results somebody counts in."""

    CENTRE = "centre"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Quota:
    """A group's share: how many people were counted, how many may be excellent, how many are."""

    people: int
    allowed: int
    given: int

    @property
    def left(self) -> int:
        """How many more may be excellent."""
        return max(self.allowed - self.given, 0)


OWN_UNITS: Final = frozenset({"bureau", "section", "centre"})
"""Kinds of home units that belong to the bureau itself."""


def group_of(home_kind: str) -> Group:
    """The group of somebody: posted staff, whose home unit is another one, count in the centre's own share.

    The centre does their daily appraisal and its share of excellent results is listed separately, not charged to
    the home department (双重管理, inventory 1.8). Those whose home unit is the bureau or one of its sections and
    subordinate centres count in the bureau's share.
    """
    return Group.HOME if home_kind in OWN_UNITS else Group.CENTRE


def allowed(people: int, percent: int) -> int:
    """How many of a group may be excellent: `percent` of them (20 by default, L), rounded down."""
    return people * percent // 100


def check_quota(quota: Quota) -> None:
    """Refuse one more excellent result than the group's share. Raises RuleViolation."""
    if quota.given >= quota.allowed:
        raise RuleViolation(
            "quota_full",
            N_(
                "本组%(people)s人，优秀名额%(allowed)s个（向下取整），已经用完。请改为其他等次，或者先调整别人的等次。"
            ),
            params={"people": quota.people, "allowed": quota.allowed},
            field="grade",
            basis=BASIS,
        )


def check_year(year: int, today: date) -> None:
    """A year that has begun, not before 2000. Raises RuleViolation."""
    if not 2000 <= year <= today.year:
        raise RuleViolation(
            "year_wrong", N_("考核年度应在2000年到%(now)s年之间。"), params={"now": today.year}, field="year"
        )
