"""What one thing saves: links, materials, days, trips, before and after, computed and never typed (ONE-6, KPI-6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from oneseal.catalog.rules.composing import Composition, Member
from oneseal.catalog.rules.composing_parts import Errand, Past
from oneseal.catalog.rules.content import holds
from oneseal.catalog.rules.limits import working_days
from oneseal.catalog.rules.variants import statutory_limit, trips
from oneseal.kernel.rates import Rate
from oneseal.kernel.text import N_

RECEIVE_AND_DELIVER = 2
"""Links that every application has besides its steps: taking in, handing over."""


@dataclass(frozen=True, slots=True)
class Saving:
    """One figure before and after, and how each was counted."""

    key: str
    name: str
    unit: str
    before: int
    after: int
    formula: str

    @property
    def saved(self) -> int:
        """By how much it became less; negative where it became more."""
        return self.before - self.after

    @property
    def rate(self) -> Rate:
        """The saved share; not defined where there was nothing before."""
        return Rate(self.saved, self.before)


def savings(composition: Composition) -> tuple[Saving, ...]:
    """The four figures of one thing for its answers: what it would be item by item, and what it is (ONE-6)."""
    past = [each for each in composition.design.past if holds(each.when, composition.answers)]
    errands = [each for each in composition.design.errands if each.key in composition.plan.waits]
    before = _past(past) if past else _singly(composition.members, errands)
    after = _together(composition, errands)
    return tuple(
        Saving(key, name, unit, before[place], after[place], formula)
        for place, (key, name, unit, formula) in enumerate(SAYS)
    )


SAYS = (
    (
        "links",
        N_("办理环节"),
        N_("个"),
        N_("之前：各事项的收件、办理环节、送达逐项相加；之后：一次收件、一次送达，加各事项的办理环节。"),
    ),
    (
        "materials",
        N_("申请材料"),
        N_("份"),
        N_("之前：各事项的材料逐项相加；之后：相同材料只算一份，前一事项的结果和由本局核查的不再提交。"),
    ),
    (
        "days",
        N_("办理时限"),
        N_("个工作日"),
        N_("之前：各事项的法定时限依次相加；之后：并联办理的最长路径，按承诺时限。"),
    ),
    (
        "trips",
        N_("跑动次数"),
        N_("次"),
        N_("之前：每个事项申请一次、领取一次，当场办结的一次；之后：各事项中要到场的最多次数。"),
    ),
)


def _past(past: Iterable[Past]) -> tuple[int, int, int, int]:
    rows = list(past)
    return (
        sum(each.links for each in rows),
        sum(each.materials for each in rows),
        sum(each.days for each in rows),
        sum(each.trips for each in rows),
    )


def _singly(members: Iterable[Member], errands: Iterable[Errand]) -> tuple[int, int, int, int]:
    rows, other = list(members), list(errands)
    return (
        sum(len(each.situation.steps) + RECEIVE_AND_DELIVER for each in rows) + len(other),
        sum(len(each.situation.materials) for each in rows) + sum(each.materials for each in other),
        round(sum(working_days(statutory_limit(each.content, each.situation.variant)) for each in rows))
        + sum(each.days for each in other),
        sum(_alone(each) for each in rows) + sum(each.trips for each in other),
    )


def _alone(member: Member) -> int:
    """Once to apply and once to collect; on the spot once."""
    return 1 if member.content.handling == "instant" else 2


def _together(composition: Composition, errands: Iterable[Errand]) -> tuple[int, int, int, int]:
    steps = sum(len(each.situation.steps) for each in composition.members)
    return (
        steps + len(list(errands)) + (RECEIVE_AND_DELIVER if composition.members else 0),
        sum(each.asked for each in composition.materials),
        composition.plan.days,
        max((trips(each.content, each.situation.variant) for each in composition.members), default=0),
    )
