"""The end of the approval: a decision takes effect, is issued, and its delivery begins (LIC-10, LIC-14, LIC-15)."""

import secrets

from oneseal.cases import events
from oneseal.cases.models import CaseStep, Decision, Delivery
from oneseal.cases.rules import deadlines, pickup
from oneseal.cases.rules.states import Act
from oneseal.cases.services import committing, licences, papers, tolerating
from oneseal.cases.services.loading import Work
from oneseal.cases.services.starting import accepted_on
from oneseal.foundation import calendars
from oneseal.foundation.journal import Update
from oneseal.kernel.workdays import Due

GRANTED, REFUSED = "granted", "refused"


def effect_of(decision: Decision) -> Act:
    """What a decision does to its case when it takes effect."""
    return Act.GRANT if decision.outcome == GRANTED else Act.REFUSE


def finish(work: Work, step: CaseStep, decision: Decision) -> None:
    """Let the decision take effect with the last signature: document, delivery, journal."""
    tolerating.check_settled(work)
    work.act(effect_of(decision))
    due = calendars.current().add_workdays(work.today, deadlines.DELIVERY_DAYS)
    document = _document(work, decision, due)
    if decision.outcome == GRANTED:
        licences.issue(work, decision, document)
    work.set(outcome=decision.outcome, decided_at=work.now, decider_id=work.actor.staff_id)
    signed = {
        "state": Decision.State.EFFECTIVE,
        "signed_by_id": work.actor.staff_id,
        "signed_at": work.now,
        "document_id": document.pk,
    }
    work.changes.append(Update(Decision, decision.pk, signed))
    if work.case.committed and decision.outcome == GRANTED:
        committing.plan_check(work)
    deliver_from_now(work, due)
    work.commit(_decided(work, step, decision))


def _decided(work: Work, step: CaseStep, decision: Decision) -> events.Decided:
    last_day = work.case.statutory_due
    return events.Decided(
        state=work.case.state,
        number=work.case.number,
        step_id=step.pk,
        step=step.key,
        step_name=step.name,
        step_state=step.state,
        outcome=decision.outcome,
        decision_id=decision.pk,
        item_id=work.case.item_id,
        on_time=last_day is None or work.today <= last_day,
    )


def _document(work: Work, decision: Decision, due: Due) -> papers.Issued:
    case = work.case
    if decision.outcome == REFUSED:
        return papers.issue(
            work.actor,
            case,
            "refusal_decision",
            accepted_on=accepted_on(case),
            reasons=decision.reasons,
            basis=decision.basis,
        )
    return papers.issue(
        work.actor,
        case,
        "grant_decision",
        accepted_on=accepted_on(case),
        basis=decision.basis,
        content=decision.content,
        criteria=decision.criteria,
        result_name=work.content.results[0].name if work.content.results else "",
        valid_from=decision.valid_from,
        valid_until=decision.valid_until,
        deliver_by=due.day,
    )


def deliver_from_now(work: Work, due: Due) -> None:
    """Ten working days to hand the result over (art. 44, LIC-14); a pick-up code where somebody comes for it."""
    method = work.case.wanted_delivery
    code = pickup.new_code(secrets.randbelow(pickup.CODES)) if method == "pickup" else ""
    row = Delivery(case=work.case, method=method, due=due.day, due_provisional=due.provisional)
    row.pickup_code, row.ready_at = code, work.now
    row.save()
