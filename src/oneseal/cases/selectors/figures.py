"""Counts for the desk's first page and for those who watch: always numerator and denominator, never a bare rate."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, F, Q

from oneseal.cases.models import Case
from oneseal.cases.models.case import Channel
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
    """Counts of a period, both days included; `running` and `overdue` are of now. Three statements, each row once."""
    period = clock.span(first, last)
    cases = visible_cases(actor)
    decided = cases.filter(decided_at__range=period)
    running = cases.filter(state__in=sorted(RUNNING))
    late = Q(statutory_due__lt=clock.today(), due_provisional=False) & ~Q(state=CaseState.SUSPENDED)
    on_time = Q(decided_at__date__lte=F("statutory_due"))
    return Figures(
        **counts(
            {
                "received": [cases.filter(received_at__range=period)],
                "accepted": [cases.filter(accepted_at__range=period)],
                "closed": [cases.filter(closed_at__range=period)],
            }
        ),
        **decided.aggregate(decided=Count("pk"), decided_on_time=Count("pk", filter=on_time)),
        **running.aggregate(running=Count("pk"), overdue=Count("pk", filter=late)),
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


def public_counts(first: date, last: date) -> dict[str, int]:
    """What happened in a period, both days included, in the whole installation; no case can be told from it (2.18)."""
    period = clock.span(first, last)
    received, decided = Q(received_at__range=period), Q(decided_at__range=period)
    on_time = decided & Q(decided_at__date__lte=F("statutory_due"))
    return Case.objects.aggregate(
        received=Count("id", filter=received),
        received_online=Count("id", filter=received & Q(channel=Channel.ONLINE)),
        decided=Count("id", filter=decided),
        decided_on_time=Count("id", filter=on_time),
        decided_as_promised=Count("id", filter=on_time & Q(decided_at__date__lte=F("promised_due"))),
    )


def volumes(first: date, last: date) -> dict[int, int]:
    """How many applications came in a period for each item, by its id (2.18, 2.19)."""
    rows = Case.objects.filter(received_at__range=clock.span(first, last)).values("item_id").order_by()
    return dict(rows.annotate(number=Count("id")).values_list("item_id", "number"))


def received_of(item_id: int, first: date, last: date) -> int:
    """How many applications came in for an item in a period, both days included."""
    return Case.objects.filter(item=item_id, received_at__range=clock.span(first, last)).count()


def cases_to_compare(
    bureau_id: int, *, numbers: Collection[str], items: Collection[int], first: date, last: date
) -> list[Case]:
    """Cases with one of these numbers, and those of the items that came or were accepted in a period: numbers, item
    and days only. For comparing with what others say that they handled."""
    period = clock.span(first, last)
    named = Q(number__in=numbers) | Q(acceptance_number__in=numbers)
    within = Q(received_at__range=period) | Q(accepted_at__range=period)
    rows = Case.objects.filter(bureau=bureau_id, received_at__isnull=False)
    columns = ("number", "acceptance_number", "item_id", "received_at", "accepted_at", "decided_at")
    return list(rows.filter(named | within & Q(item__in=items)).order_by("id").only(*columns))


WITHIN = """
SELECT given.label, count(*) FROM unnest(%s::text[], %s::timestamptz[], %s::timestamptz[])
    AS given (label, first, before)
JOIN cases_case ON bureau_id = %s AND channel = %s AND received_at >= given.first AND received_at < given.before
GROUP BY given.label
"""


def received_within(
    bureau_id: int, channel: str, spans: Sequence[tuple[str, datetime, datetime]]
) -> dict[str, int]:
    """How many applications came in through a channel within spans of time (label, first moment, end), by label."""
    labels, firsts, ends = zip(*spans, strict=True) if spans else ((), (), ())
    with connection.cursor() as cursor:
        cursor.execute(WITHIN, [list(labels), list(firsts), list(ends), bureau_id, channel])
        return dict(cursor.fetchall())
