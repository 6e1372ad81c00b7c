"""What a program that plays cases (the simulator, a benchmark) must know to go on; no page uses it."""

from oneseal.cases.models import CaseStep
from oneseal.cases.rules.states import StepState


def live_steps(case_id: int) -> list[CaseStep]:
    """The steps of a case that somebody could work on now, in the order of the flow."""
    return list(CaseStep.objects.filter(case=case_id, state__in=[StepState.OPEN, StepState.TAKEN]))


def surveyors_of(case_id: int) -> set[int]:
    """Who took part in a case's surveys: the second surveyor must be somebody else."""
    steps = CaseStep.objects.filter(case=case_id, kind="survey", holder__isnull=False)
    return {step.holder_id for step in steps if step.holder_id}
