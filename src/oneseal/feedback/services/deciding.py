"""What was found about an evaluation with signs: not the visitor's own, or nothing wrong (EVA-5)."""

from django.db import transaction

from oneseal.cases import services as cases
from oneseal.feedback import events, selectors
from oneseal.feedback.models import Suspicion
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_


def decide_suspicion(actor: Actor, *, suspicion_id: int, upheld: bool, reason: str) -> Suspicion:
    """Say what was found, once; upheld puts the evaluation aside, out of every rate.

    Raises NotFound for those evaluated and outside the bureau, Conflict the second time.
    """
    with transaction.atomic():
        row = lock(Suspicion, suspicion_id)
        selectors.access_suspicion(actor, suspicion_id)
        if row.decided_at is not None:
            raise Conflict("decided_already", N_("这条已经核实过，请刷新页面。"))
        reason = reason.strip()[:500]
        if not reason:
            raise RuleViolation("reason_missing", N_("请写明怎样核实、根据是什么。"), field="reason")
        if upheld:
            cases.void_evaluation(actor, evaluation_id=row.evaluation_id, reason=reason)
        values = {
            "upheld": upheld,
            "decided_by_id": actor.staff_id,
            "decided_at": clock.now(),
            "reason": reason,
        }
        found = "属实" if upheld else "不属实"
        event = events.SuspicionDecided(row.evaluation_id, upheld, found)
        change = Update(Suspicion, row.pk, values)
        record(actor, Subject("evaluation", row.evaluation_id), event, changes=[change], reason=reason)
    return row
