"""Counts for the desk's first page and for those who watch: always numerator and denominator, never a bare rate."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, F, Q

from oneseal.cases.rules.states import ENDED, RUNNING, CaseState
from oneseal.cases.selectors.access import visible_cases
from oneseal.foundation import clock
from oneseal.foundation.lists import counts
from oneseal.kernel.access import Actor

ONGOING = frozenset(CaseState) - ENDED - {CaseState.DRAFT}


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in a period among the cases that the actor may see (KPI-1, KPI-2)."""

    received: int
    accepted: int
    decided: int
    decided_on_time: int
    closed: int
    running: int
    overdue: int


def figures(actor: Actor, first: date, last: date) -> Figures:
    """Counts of a period, both days included; `running` and `overdue` are of now."""
    period = (datetime.combine(first, time.min, clock.LOCAL), datetime.combine(last, time.max, clock.LOCAL))
    cases = visible_cases(actor)
    decided = cases.filter(decided_at__range=period)
    running = cases.filter(state__in=sorted(RUNNING))
    late = Q(statutory_due__lt=clock.today(), due_provisional=False) & ~Q(state=CaseState.SUSPENDED)
    return Figures(
        **counts(
            {
                "received": [cases.filter(received_at__range=period)],
                "accepted": [cases.filter(accepted_at__range=period)],
                "decided": [decided],
                "decided_on_time": [decided.filter(decided_at__date__lte=F("statutory_due"))],
                "closed": [cases.filter(closed_at__range=period)],
                "running": [running],
                "overdue": [running.filter(late)],
            }
        )
    )


def by_state(actor: Actor) -> list[tuple[str, int]]:
    """How many cases that have not ended are in each state, among those that the actor may see."""
    rows = (
        visible_cases(actor)
        .filter(state__in=sorted(ONGOING))
        .values("state")
        .annotate(count=Count("id"))
        .order_by("state")
    )
    return [(row["state"], row["count"]) for row in rows]
