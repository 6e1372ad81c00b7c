"""The costs of a joint evaluation are recorded (5.13)."""

from collections.abc import Sequence

from django.db import transaction

from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.projects import events
from oneseal.projects.models import Ask, EvaluationCost
from oneseal.projects.rules import costs
from oneseal.projects.rules.asking import AskKind
from oneseal.projects.rules.costs import Cost
from oneseal.projects.rules.states import ASK, AskState
from oneseal.projects.selectors.access import access_ask
from oneseal.projects.services.loading import check_lead, hold, keep


def record_costs(actor: Actor, *, ask_id: int, given: Sequence[Cost]) -> Ask:
    """What each evaluation would cost alone and cost together, in 分; recorded again, the new figures stand."""
    costs.check(given)
    with transaction.atomic():
        seen = access_ask(actor, ask_id)
        check_lead(actor, seen.lead_id)
        project = hold(actor, seen.project_id)
        row = Ask.objects.get(pk=ask_id)
        if row.kind != AskKind.EVALUATION:
            raise RuleViolation("no_evaluation", N_("只有联合评估登记评估费用。"))
        if row.state == AskState.CANCELLED:
            raise ASK.refuse(row.state, "close")
        row.costs.all().delete()
        EvaluationCost.objects.bulk_create(EvaluationCost(ask=row, **each._asdict()) for each in given)
        sums = costs.total(given)
        keep(actor, project, events.CostsRecorded(row.pk, row.title, sums.alone, sums.joint))
    return row
