"""独任审批: one person takes in and decides, and the way back to the normal flow (SOLO-1…3; inventory 5.2).

Who may is asked by the context above that keeps the appointments; it calls these.
"""

from django.db import transaction

from oneseal.cases.events import StepTaken
from oneseal.cases.events.modes import SoloLeft
from oneseal.cases.models import Case, CaseStep
from oneseal.cases.rules import flow
from oneseal.cases.rules.states import Act, StepAct, after_step_act
from oneseal.cases.selectors import access_case
from oneseal.cases.services.drafts import situation_of
from oneseal.cases.services.intake import accept_case
from oneseal.cases.services.loading import Work, lock_unseen, need_text
from oneseal.cases.services.starting import plan_steps
from oneseal.cases.services.steps import note, of_step
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.content import Step, StepKind
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_

KEY, NAME = "solo", "独任审批"


def accept_solo(actor: Actor, *, case_id: int) -> CaseStep:
    """Accept with a single step, which the actor holds at once; decided by `decide_case`."""
    with transaction.atomic():
        content = catalog.version_content(access_case(actor, case_id).item_version_id)
        post = next((step.post for step in content.steps if step.kind == StepKind.DECISION), "")
        step = Step(key=KEY, name=NAME, kind=StepKind.DECISION, post=post, days=0)
        accept_case(actor, case_id=case_id, steps=[step])
        return _take(lock_unseen(actor, case_id, with_steps=True))


def _take(work: Work) -> CaseStep:
    step = work.steps[KEY]
    state = after_step_act(step.state, StepAct.TAKE)
    work.act(Act.START)
    work.also(step, state=state, holder_id=work.actor.staff_id, taken_at=work.now)
    note(work, step, "take")
    work.commit(StepTaken(**of_step(work, step, state)))
    step.state, step.holder_id = state, work.actor.staff_id
    return step


def leave_solo(actor: Actor, *, case_id: int, reason: str) -> Case:
    """Back to the normal flow, whose steps begin now; the clock runs on. Raises Conflict where it is not solo."""
    with transaction.atomic():
        work = lock_unseen(actor, case_id, with_steps=True)
        if work.case.solo != "on" or not work.case.is_deadline_running:
            raise Conflict("not_solo", N_("这个办件不在独任审批中，请刷新页面。"))
        why = need_text(reason, "reason_missing", N_("请写明为什么转入普通程序。"), "reason")
        work.act(Act.WORK)
        note(work, work.steps[KEY], "leave_solo", why)
        work.flow_to(flow.cancelled(work.nodes))
        plan_steps(work, situation_of(work.case).steps)
        work.set(solo="left")
        work.commit(SoloLeft(work.case.state, work.case.number), reason=why)
    return work.case
