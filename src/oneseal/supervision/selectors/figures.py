"""The month in numbers, department by department."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.kernel.workdays import months_after
from oneseal.supervision.rules.states import FindingState, PushState
from oneseal.supervision.selectors.access import visible_findings, visible_pushes


@dataclass(frozen=True, slots=True)
class Line:
    """One department in one month of pushes. `late`: received after the last day; `missing`: not received yet."""

    department_id: int
    department: str
    pushed: int
    on_time: int
    late: int
    missing: int
    overdue: int
    findings: int
    answered: int


def months(today: date, count: int = 12) -> list[date]:
    """The first days of this month and those before it, newest first."""
    first = today.replace(day=1)
    return [months_after(first, -ago) for ago in range(count)]


def figures(actor: Actor, month: date) -> list[Line]:
    """Pushes and findings of a month by department, most pushes first. Two statements."""
    span = (clock.midnight(month), clock.midnight(months_after(month, 1)))
    found = _findings(actor, span)
    waits = Q(state__in=[PushState.SENT, PushState.RETURNED])
    rows = (
        visible_pushes(actor)
        .filter(pushed_at__gte=span[0], pushed_at__lt=span[1])
        .order_by()
        .values("department")
        .annotate(
            pushed=Count("id"),
            on_time=Count("id", filter=Q(received_on__lte=F("due"))),
            late=Count("id", filter=Q(received_on__gt=F("due"))),
            missing=Count("id", filter=waits),
            overdue=Count("id", filter=waits & Q(due__lt=clock.today())),
        )
        .order_by("-pushed", "department")
        .values_list("department", "department__name", "pushed", "on_time", "late", "missing", "overdue")
    )
    return [Line(*row, *found.get(row[0], (0, 0))) for row in rows]


def _findings(actor: Actor, span: tuple[datetime, datetime]) -> dict[int, tuple[int, int]]:
    """Reported and answered ones by department."""
    rows = visible_findings(actor).filter(reported_at__gte=span[0], reported_at__lt=span[1]).order_by()
    counted = rows.values("department").annotate(
        findings=Count("id"), answered=Count("id", filter=Q(state=FindingState.ANSWERED))
    )
    return {pk: (n, done) for pk, n, done in counted.values_list("department", "findings", "answered")}
