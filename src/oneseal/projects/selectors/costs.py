"""What joint evaluations cost and saved (5.13)."""

from collections import defaultdict
from dataclasses import dataclass

from oneseal.kernel.access import Actor
from oneseal.projects.models import Ask, EvaluationCost
from oneseal.projects.rules import costs
from oneseal.projects.rules.costs import Cost, Saved
from oneseal.projects.selectors.access import visible_asks

MOST = 500
"""Joint evaluations in one overview, the newest."""


@dataclass(frozen=True, slots=True)
class Savings:
    """The joint evaluations whose costs are known, newest first, with the average and the highest saving."""

    rows: list[tuple[Ask, Saved]]
    average: Saved
    highest: Saved | None


def costs_of(ask: Ask) -> list[EvaluationCost]:
    """What is recorded of one."""
    return list(ask.costs.all())


def sums(rows: list[EvaluationCost]) -> Saved:
    """Their sums."""
    return costs.total(Cost(each.kind, each.alone, each.joint) for each in rows)


def savings(actor: Actor) -> Savings:
    """All of the bureau that the actor may see."""
    asks = list(visible_asks(actor).filter(costs__isnull=False).distinct()[:MOST])
    found: dict[int, list[EvaluationCost]] = defaultdict(list)
    for each in EvaluationCost.objects.filter(ask__in=[ask.pk for ask in asks]):
        found[each.ask_id].append(each)
    rows = [(ask, sums(found[ask.pk])) for ask in asks]
    every = [saved for _ask, saved in rows]
    return Savings(rows, costs.total(every), costs.highest(every))
