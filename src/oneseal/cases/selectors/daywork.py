"""What colleagues did at the window on a day, counted for their appraisal (inventory 3.26)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from oneseal.cases.models import Case, Correction, Delivery, Evaluation, StepAction
from oneseal.cases.rules.evaluation import Stage
from oneseal.foundation import clock


@dataclass(frozen=True, slots=True)
class DayWork:
    """By staff id: services rendered, and mistakes that came to light."""

    served: dict[int, int]
    mistakes: dict[int, int]


def work_of_day(bureau_id: int, day: date) -> DayWork:
    """Applications taken in or sent back for correction, steps passed, results handed over; and as mistakes the
    corrections asked for a second time, which the first notice should have told (LIC-4). Five statements."""
    span = clock.span(day, day)
    taken = Case.objects.filter(bureau=bureau_id, accepted_at__range=span).values_list("acceptor")
    asked = Correction.objects.filter(case__bureau=bureau_id, asked_at__range=span)
    steps = StepAction.objects.filter(case__bureau=bureau_id, at__range=span, verb="pass").values_list(
        "staff"
    )
    given = Delivery.objects.filter(case__bureau=bureau_id, delivered_at__range=span).values_list(
        "delivered_by"
    )
    served: dict[int, int] = {}
    for rows in (taken, asked.values_list("asked_by"), steps, given):
        _add(served, rows.order_by().annotate(n=Count("pk")))
    again = Q(case__corrections__asked_at__lt=F("asked_at"))
    first = asked.filter(again).order_by().values_list("case__corrections__asked_by")
    mistakes: dict[int, int] = {}
    _add(mistakes, first.annotate(n=Count("pk", distinct=True)))
    return DayWork(served, mistakes)


def _add(found: dict[int, int], rows: Iterable[tuple[int | None, int]]) -> None:
    for staff, count in rows:
        if staff is not None:
            found[staff] = found.get(staff, 0) + count


def voices(bureau_id: int, first: date, last: date) -> dict[int, tuple[int, ...]]:
    """By staff id, levels of the evaluations given in a period of visits they served and of cases they took in or
    handed over, sorted. Without defaults, those put aside and those found groundless; never who gave them (EVA-5).
    One statement.
    """
    rows = Evaluation.objects.filter(
        bureau_id=bureau_id, at__range=clock.span(first, last), default=False, voided=False
    )
    rows = rows.exclude(rectification__founded=False).exclude(stage=Stage.FOLLOW_UP)
    found: dict[int, list[int]] = {}
    for level, stage, judged, acceptor, handed in rows.values_list(
        "level", "stage", "judged", "case__acceptor", "case__delivery__delivered_by"
    ):
        people = set(judged) or ({acceptor} if stage == Stage.VISIT else {acceptor, handed})
        for staff in people - {None}:
            found.setdefault(staff, []).append(level)
    return {staff: tuple(sorted(levels)) for staff, levels in found.items()}
