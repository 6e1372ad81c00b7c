"""What evaluations cost, each alone and all together, and what joint evaluation saves (5.13; amounts in 分)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.rates import Rate
from oneseal.kernel.text import N_
from oneseal.projects.rules.assessments import ASSESSMENTS, AssessmentKind

BASIS = "联合评估"


class Cost(NamedTuple):
    """One evaluation: what it would cost commissioned alone, and its share where all were commissioned together."""

    kind: str
    alone: int
    joint: int


class Saved(NamedTuple):
    """Sums over evaluations."""

    alone: int
    joint: int

    @property
    def saved(self) -> int:
        """By how much it became cheaper; negative where it became dearer."""
        return self.alone - self.joint

    @property
    def rate(self) -> Rate:
        """The saved share; nothing saved counts as none."""
        return Rate(max(self.saved, 0), self.alone)


def total(amounts: Iterable[Cost | Saved]) -> Saved:
    """The sums of one joint evaluation, or of all as one: in the average saving large ones weigh more."""
    rows = list(amounts)
    return Saved(sum(each.alone for each in rows), sum(each.joint for each in rows))


def highest(sums: Iterable[Saved]) -> Saved | None:
    """The joint evaluation that saved the largest share; None for none."""
    return max(sums, key=lambda each: each.rate.scaled(1_000_000) or 0, default=None)


def check(costs: Sequence[Cost]) -> None:
    """Each evaluation once, with both amounts (5.13). Raises RuleViolation or Violations at the amounts."""
    if not costs:
        text = N_("请至少填写一项评估的费用。")
        raise RuleViolation("no_costs", text, basis=BASIS)
    faults = []
    for each in costs:
        if each.kind not in ASSESSMENTS:
            text = N_("没有这项评估，请从列出的评估中选择。")
            raise RuleViolation("no_such_evaluation", text, basis=BASIS)
        name = {"name": ASSESSMENTS[AssessmentKind(each.kind)]}
        if each.alone <= 0:
            text = N_("“%(name)s”没有写单独评估的费用，请填报价或者收费标准。")
            faults.append(RuleViolation("alone_missing", text, params=name, field=f"alone_{each.kind}"))
        if each.joint < 0:
            text = N_("“%(name)s”的联合评估费用不能是负数，请改正。")
            faults.append(RuleViolation("joint_negative", text, params=name, field=f"joint_{each.kind}"))
    if faults:
        raise Violations(faults)
