"""流转单: the slip that goes with a case from hand to hand (inventory 3.8)."""

from collections.abc import Mapping

from django.db import transaction

from oneseal.cases import extensions
from oneseal.cases.models import StepAction
from oneseal.cases.services import papers
from oneseal.cases.services.loading import lock_case
from oneseal.cases.services.starting import accepted_on
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_


def issue_circulation_slip(actor: Actor, *, case_id: int) -> papers.Issued:
    """Issue the slip as it stands now: every hand-over with its time, person and opinion."""
    with transaction.atomic():
        work = lock_case(actor, case_id, with_steps=True)
        if not actor.is_staff:
            raise Forbidden("not_staff", N_("流转单只供工作人员使用。"))
        acted = {action.step_id: action for action in StepAction.objects.filter(case=work.case)}
        stations = [_line(step.name, acted.get(step.pk)) for step in work.steps.values()]
        return papers.issue(
            actor,
            work.case,
            "circulation_slip",
            accepted_on=accepted_on(work.case),
            promised_due=work.case.promised_due,
            statutory_due=work.case.statutory_due,
            provisional=work.case.due_provisional,
            materials=papers.material_lines(papers.standing(work.case)),
            steps=sorted([*stations, *extensions.slip_lines_of(work.case)], key=_when),
        )


def _line(name: str, action: StepAction | None) -> dict[str, str]:
    if action is None:
        return {"name": name}
    on = action.at.astimezone(clock.LOCAL)
    return {
        "name": name,
        "handler": action.staff_name,
        "opinion": action.opinion[:300],
        "on": f"{on:%Y-%m-%d %H:%M}",
    }


def _when(line: Mapping[str, str]) -> str:
    """Stations in the order of time; those to come last, in the order of the flow."""
    return line.get("on") or "later"
