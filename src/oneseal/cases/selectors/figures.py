"""Counts for the desk's first page and for those who watch: always numerator and denominator, never a bare rate."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, F, Q

from oneseal.cases.rules.states import RUNNING
from oneseal.cases.selectors.access import visible_cases
from oneseal.foundation import clock
from oneseal.kernel.access import Actor


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
    begin = datetime.combine(first, time.min, clock.LOCAL)
    end = datetime.combine(last, time.max, clock.LOCAL)
    today = clock.today()
    decided = Q(decided_at__range=(begin, end))
    running = Q(state__in=[state.value for state in sorted(RUNNING)])
    rows = visible_cases(actor).aggregate(
        received=Count("id", filter=Q(received_at__range=(begin, end))),
        accepted=Count("id", filter=Q(accepted_at__range=(begin, end))),
        decided=Count("id", filter=decided),
        decided_on_time=Count("id", filter=decided & Q(decided_at__date__lte=F("statutory_due"))),
        closed=Count("id", filter=Q(closed_at__range=(begin, end))),
        running=Count("id", filter=running),
        overdue=Count(
            "id", filter=running & Q(statutory_due__lt=today, due_provisional=False) & ~Q(state="suspended")
        ),
    )
    return Figures(**rows)


def by_state(actor: Actor) -> list[tuple[str, int]]:
    """How many cases that have not ended are in each state, among those that the actor may see."""
    rows = (
        visible_cases(actor)
        .filter(received_at__isnull=False, closed_at=None)
        .values("state")
        .annotate(count=Count("id"))
        .order_by("state")
    )
    return [(row["state"], row["count"]) for row in rows]
