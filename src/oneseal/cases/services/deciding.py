"""准予 or 不予: made by the holder of the decision step, signed where the flow asks for it (LIC-10, LIC-15)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from oneseal.cases import events, extensions
from oneseal.cases.models import Decision
from oneseal.cases.rules import flow, review
from oneseal.cases.rules.states import Act
from oneseal.cases.services import technical, tolerating
from oneseal.cases.services.finishing import GRANTED, REFUSED, effect_of, finish
from oneseal.cases.services.loading import Work, check_holder, lock_step
from oneseal.cases.services.steps import check_duties, note, of_step, opened_keys
from oneseal.catalog.rules.content import StepKind
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after


def decide_case(
    actor: Actor,
    *,
    step_id: int,
    outcome: str,
    criteria: Sequence[str] = (),
    content: str = "",
    reasons: Sequence[str] = (),
    basis: Sequence[str] = (),
    valid_until: date | None = None,
    opinion: str = "",
) -> Decision:
    """Decide at the decision step that one holds. `outcome` is granted or refused.

    A grant needs every published condition picked in `criteria` (art. 38(1)) and says in `content` what is
    permitted (the item's result where empty); a refusal needs `reasons` and `basis` (art. 38(2), LIC-15). Where
    a signature follows, the decision waits for it; else it takes effect at once.
    """
    with transaction.atomic():
        work, step = lock_step(actor, step_id)
        check_holder(work, step)
        if step.kind != StepKind.DECISION:
            raise RuleViolation("not_a_decision_step", N_("只有“决定”环节可以作出决定。"))
        check_duties(work, step)
        work.act(Act.WORK)
        decision = _decision(work, outcome, criteria, content, reasons, basis, valid_until)
        after = flow.passed(work.nodes, step.key)
        moved = work.flow_to(after)
        note(work, step, outcome, opinion or "；".join(reasons))
        if flow.finished(after):
            finish(work, step, decision)
        else:
            event = events.DecisionProposed(
                **of_step(work, step, step.state),
                outcome=outcome,
                decision_id=decision.pk,
                opened=opened_keys(moved),
            )
            work.commit(event, reason=opinion)
    return decision


def _decision(
    work: Work,
    outcome: str,
    criteria: Sequence[str],
    content: str,
    reasons: Sequence[str],
    basis: Sequence[str],
    valid_until: date | None,
) -> Decision:
    item = work.content
    grounds = [text.strip() for text in basis if text.strip()]
    decision = Decision(case=work.case, outcome=outcome, proposed_by_id=work.actor.staff_id)
    decision.proposed_at = work.now
    if outcome == GRANTED:
        review.check_grant(criteria, item.conditions)
        result = item.results[0] if item.results else None
        decision.criteria = list(criteria)
        decision.content = content.strip() or f"准予{work.case.party_name}办理{work.case.item_name}"
        decision.basis = grounds or [f"{each.law}{each.article}" for each in item.basis] or [item.name]
        decision.valid_from = work.today
        months = result.valid_months if result else None
        decision.valid_until = valid_until or (months_after(work.today, months) if months else None)
    elif outcome == REFUSED:
        review.check_refusal(reasons, grounds)
        decision.reasons = [text.strip() for text in reasons if text.strip()]
        decision.basis = grounds
    else:
        raise RuleViolation("no_such_outcome", N_("请选择“准予”或“不予许可”。"), field="outcome")
    tolerating.check_settled(work)
    decision.basis = [*decision.basis, *technical.reports_on(work), *extensions.grounds_of(work.case)]
    extensions.check(extensions.DECIDE, work.case)
    extensions.check(effect_of(decision), work.case)
    decision.save()
    return decision
