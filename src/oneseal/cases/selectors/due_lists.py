"""What the night's jobs look for. Nothing here rests on a provisional day (CAL-6)."""

from datetime import date, timedelta

from oneseal.cases.models import Case, CaseStep, Correction
from oneseal.cases.rules import evaluation
from oneseal.cases.rules.states import INTAKE, LIVE, CaseState
from oneseal.foundation import calendars, clock


def unanswered(today: date) -> list[int]:
    """Applications whose last day for telling gaps has passed."""
    rows = Case.objects.filter(
        state__in=[state.value for state in sorted(INTAKE)], answer_by__lt=today, answer_provisional=False
    )
    return list(rows.order_by("id").values_list("pk", flat=True))


def uncorrected(today: date) -> list[int]:
    """Cases whose applicants did not correct in time."""
    rows = Correction.objects.filter(
        supplied_at=None,
        correct_by__lt=today,
        correct_provisional=False,
        case__state=CaseState.AWAITING_CORRECTION,
    )
    return list(rows.order_by("case").values_list("case", flat=True))


def steps_to_remind(today: date) -> tuple[dict[int, int], dict[int, int]]:
    """Live steps due on the next working day, and those that became overdue since the last one.

    Each with its case, by ids.
    """
    calendar = calendars.current()
    steps = CaseStep.objects.filter(state__in=LIVE, due_provisional=False)
    steps = steps.exclude(case__state=CaseState.SUSPENDED)
    tomorrow = calendar.add_workdays(today, 1).day
    last = calendar.latest_workday(today - timedelta(days=1))
    ids = steps.order_by("case", "id").values_list("pk", "case_id")
    return dict(ids.filter(due=tomorrow)), dict(ids.filter(due__gte=last, due__lt=today))


def unevaluated(today: date) -> list[int]:
    """Cases closed so long ago that the evaluation counts as a default (EVA-5)."""
    last = calendars.current().add_workdays(today, -evaluation.DEFAULT_AFTER_DAYS).day
    rows = Case.objects.filter(
        state__in=[CaseState.CLOSED, CaseState.NOT_ACCEPTED, CaseState.NOT_NEEDED],
        closed_at__lt=clock.midnight(last),
    ).exclude(evaluations__stage=evaluation.Stage.HANDLING)
    return list(rows.order_by("id").values_list("pk", flat=True)[:5000])
