"""Reminding those who hold a step: due tomorrow, or overdue. Never about a provisional day."""

from django.db import transaction

from oneseal.cases import events
from oneseal.cases.models import CaseStep
from oneseal.cases.rules.states import LIVE
from oneseal.cases.services.loading import lock_unseen
from oneseal.kernel.access import SYSTEM

DUE_TOMORROW, OVERDUE = "due_tomorrow", "overdue"


def remind_step(*, case_id: int, step_id: int, what: str) -> bool:
    """Journal a reminder for a live step; notices follow from the entry. False where the step is done meanwhile."""
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        step = CaseStep.objects.filter(pk=step_id, case=work.case, state__in=LIVE).first()
        if step is None or step.due_provisional:
            return False
        event = events.Reminded(
            work.case.state,
            work.case.number,
            step.pk,
            what,
            str(step.due),
            step.name,
            step.holder_id,
            step.post_id,
        )
        work.commit(event)
    return True
