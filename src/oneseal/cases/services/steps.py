"""What the holder of a step does with it: take, release, pass, return."""

from collections.abc import Mapping

from django.db import transaction

from oneseal.cases import events
from oneseal.cases.models import CaseStep, Decision, StepAction
from oneseal.cases.rules import duties, flow, review
from oneseal.cases.rules.states import LIVE, Act, StepAct, after_step_act
from oneseal.cases.services import technical
from oneseal.cases.services.finishing import finish
from oneseal.cases.services.loading import Work, check_holder, check_unit, lock_step
from oneseal.catalog.rules.content import Step, StepKind
from oneseal.foundation import db
from oneseal.foundation.journal import Insert, Update
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_

DECIDING = (StepKind.DECISION, StepKind.SIGN_OFF)


def take_step(actor: Actor, *, step_id: int) -> CaseStep:
    """Take an open step of one's post. The second of two who press gets a Conflict."""
    with transaction.atomic():
        work, step = lock_step(actor, step_id)
        state = after_step_act(step.state, StepAct.TAKE)
        if step.post_id not in actor.posts:
            raise Forbidden("not_your_post", N_("这个环节不属于您的岗位，请由该岗位的同事领取。"))
        work.speak_for(actor.acting_for(post=step.post_id))
        check_duties(work, step)
        work.act(Act.START)
        work.also(step, state=state, holder_id=actor.staff_id, taken_at=work.now)
        note(work, step, "take")
        work.commit(events.StepTaken(**of_step(work, step, state)))
        step.state, step.holder_id, step.taken_at = state, actor.staff_id, work.now
    return step


def check_duties(work: Work, step: CaseStep) -> None:
    """Separation of duties (5.3, 5.17), contractors (11.16), two different people on a survey (LIC-9)."""
    check_unit(work, "decide" if step.kind in DECIDING else "review")
    person = work.person()
    reviewers = {each.holder_id for each in work.steps.values() if each.kind in duties.TECHNICAL}
    duties.check_step(person, work.parties(), step.kind, reviewers - {None})
    if step.kind == StepKind.SURVEY and step.origin in flow.PLANNED:
        pair = {step.parent or step.key, (step.parent or step.key) + flow.SECOND_SUFFIX} - {step.key}
        others = {work.steps[key].holder_id for key in pair if key in work.steps}
        duties.check_second_surveyor(person, {holder for holder in others if holder is not None})


def release_step(actor: Actor, *, step_id: int, reason: str = "") -> CaseStep:
    """Give a step that one holds back to the post."""
    with transaction.atomic():
        work, step = lock_step(actor, step_id, even_own=True)
        check_holder(work, step)
        if step.origin not in flow.PLANNED:
            raise RuleViolation(
                "asked_personally", N_("这是同事请您个人办理的，不能放回岗位；办不了的请转办并说明原因。")
            )
        state = after_step_act(step.state, StepAct.RELEASE)
        work.act(Act.WORK)
        work.also(step, state=state, holder_id=None, taken_at=None)
        note(work, step, "release", reason)
        work.commit(events.StepReleased(**of_step(work, step, state)), reason=reason)
        step.state, step.holder_id = state, None
    return step


def pass_step(
    actor: Actor, *, step_id: int, opinion: str = "", points: Mapping[str, object] | None = None
) -> CaseStep:
    """通过 a step that one holds: opens what follows; at the last signature the decision takes effect.

    `points` maps the codes of the step's review points to True/False or a number. A step of kind decision is passed
    by `decide_case`; passing a technical review issues its report. Three statements and the transaction's own,
    whatever the size of the flow.
    """
    with transaction.atomic():
        work, step = lock_step(actor, step_id)
        check_holder(work, step)
        if step.kind == StepKind.DECISION:
            raise RuleViolation("decide_instead", N_("这是决定环节，请选择“准予”或“不予许可”。"))
        if step.kind == StepKind.SURVEY and step.origin in flow.PLANNED:
            raise by_record()
        check_duties(work, step)
        check_points(work, step, points or {}, opinion)
        if step.kind == StepKind.TECHNICAL_REVIEW:
            technical.report(work, step, opinion)
        work.act(Act.WORK)
        after = flow.passed(work.nodes, step.key)
        moved = work.flow_to(after)
        note(work, step, "pass", opinion, points)
        if flow.finished(after):
            finish(work, step, _decision(work))
        else:
            event = events.StepPassed(**of_step(work, step, step.state), opened=opened_keys(moved))
            work.commit(event, reason=opinion)
    return step


def by_record() -> RuleViolation:
    """The refusal of passing a survey by a press of one person."""
    text = N_("现场核查凭两名踏勘人员签名的踏勘记录办结，请在“踏勘”里安排、记录和签名。")
    return RuleViolation("survey_by_record", text, basis="行政许可法第三十四条第三款")


sign_off = pass_step
"""签发: passing the step of kind sign_off that follows the decision; the decision takes effect and is issued."""


def _decision(work: Work) -> Decision:
    found = db.rows_where(Decision, "case_id = %s AND state = 'proposed' ORDER BY id", [work.case.pk])
    if not found:
        raise RuleViolation("nothing_decided", N_("还没有作出决定，不能结束审批，请退回决定环节。"))
    return found[0]


def check_points(work: Work, step: CaseStep, points: Mapping[str, object], opinion: str) -> None:
    """Every review point of the step is answered; a step that a colleague added has an opinion."""
    planned = planned_step(work, step)
    if planned is None:
        review.check_opinion(opinion)
    elif planned.review_points:
        review.check_points(
            [
                review.Point(p.code, p.text, p.kind == "numeric", p.minimum, p.maximum)
                for p in planned.review_points
            ],
            points,
            opinion,
        )


def planned_step(work: Work, step: CaseStep) -> Step | None:
    """What the item version says of a step; None for one that a colleague added."""
    if step.origin not in flow.PLANNED:
        return None
    key = step.parent or step.key
    return next((each for each in work.content.steps if each.key == key), None)


def return_step(actor: Actor, *, step_id: int, target: str, opinion: str) -> CaseStep:
    """退回 to any earlier step (by its key), with the reason; everything after it is done anew.

    A decision that was proposed meanwhile becomes void.
    """
    with transaction.atomic():
        work, step = lock_step(actor, step_id)
        check_holder(work, step)
        review.check_opinion(opinion)
        work.act(Act.WORK)
        after = flow.returned(work.nodes, step.key, target)
        moved = work.flow_to(after)
        _void_decision(work, moved)
        note(work, step, "return", opinion)
        event = events.StepReturned(
            **of_step(work, step, step.state),
            target=target,
            target_name=work.steps[target].name,
            reset=sorted(key for key in moved if key != target),
        )
        work.commit(event, reason=opinion)
    return step


def _void_decision(work: Work, moved: Mapping[str, flow.Node]) -> None:
    if any(work.steps[key].kind == StepKind.DECISION for key in moved if key in work.steps):
        for decision in Decision.objects.filter(case=work.case, state=Decision.State.PROPOSED):
            work.changes.append(Update(Decision, decision.pk, {"state": Decision.State.VOID}))


def opened_keys(moved: Mapping[str, flow.Node]) -> list[str]:
    """Which of the moved steps may be worked on now."""
    return [key for key, node in moved.items() if node.state in LIVE]


def note(
    work: Work, step: CaseStep, verb: str, opinion: str = "", points: Mapping[str, object] | None = None
) -> None:
    """Keep what was said at a step; written together with the act."""
    values = {
        "case_id": work.case.pk,
        "step_id": step.pk,
        "round": step.round,
        "verb": verb,
        "staff_id": work.actor.staff_id or None,
        "staff_name": work.actor.name,
        "opinion": opinion.strip(),
        "points": dict(points or {}),
        "at": work.now,
    }
    work.changes.append(Insert(StepAction, values))


def of_step(work: Work, step: CaseStep, state: str) -> events.StepFields:
    """What every event about a step says."""
    return {
        "state": work.case.state,
        "number": work.case.number,
        "step_id": step.pk,
        "step": step.key,
        "step_name": step.name,
        "step_state": state,
    }
