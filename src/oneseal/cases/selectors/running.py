"""What programs that play cases and the contexts above must know: steps in hand, who held them, order of acceptance."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from oneseal.cases.models import Case, CaseStep
from oneseal.cases.rules.states import CaseState, StepState


def live_steps(case_id: int) -> list[CaseStep]:
    """The steps of a case that somebody could work on now, in the order of the flow."""
    return list(CaseStep.objects.filter(case=case_id, state__in=[StepState.OPEN, StepState.TAKEN]))


def by_ids(case_ids: Iterable[int]) -> list[Case]:
    """Cases for the system itself, in no order; those that do not exist are left out."""
    return list(Case.objects.filter(pk__in=list(case_ids)))


def surveyors_of(case_id: int) -> set[int]:
    """Who took part in a case's surveys: the second surveyor must be somebody else."""
    steps = CaseStep.objects.filter(case=case_id, kind="survey", holder__isnull=False)
    return {step.holder_id for step in steps if step.holder_id}


def open_surveys(bureau_id: int) -> QuerySet[CaseStep]:
    """Survey steps of a bureau that wait to be done, one row for each survey, most urgent first."""
    rows = CaseStep.objects.filter(bureau_id=bureau_id, kind="survey", origin="plan")
    rows = rows.filter(state__in=[StepState.OPEN, StepState.TAKEN])
    going = [CaseState.ACCEPTED, CaseState.IN_REVIEW, CaseState.SUSPENDED]
    return rows.filter(case__state__in=going).select_related("case").order_by("due", "id")


def reviewers_of(case_id: int) -> frozenset[int]:
    """Who has or had a step of the case in hand: none of them may preside over its hearing (licence law art. 48)."""
    steps = CaseStep.objects.filter(case=case_id, holder__isnull=False)
    return frozenset(steps.values_list("holder_id", flat=True))


def accepted_in_order(item_id: int, first: date, last: date) -> QuerySet[Case]:
    """Cases of an item accepted in a stretch of days, earliest first: the order of limited licences (LIC-17).

    Withdrawn, terminated and refused ones are left out.
    """
    rows = Case.objects.filter(item=item_id, accepted_at__date__gte=first, accepted_at__date__lte=last)
    out = [CaseState.WITHDRAWN, CaseState.TERMINATED, CaseState.REFUSED]
    return rows.exclude(state__in=out).exclude(outcome="refused").order_by("accepted_at", "id")
