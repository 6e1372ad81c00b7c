"""Working with colleagues: 转办, 委派, 加签 (会签, 或签), re-assigning an absent colleague's work, many at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from oneseal.cases import events
from oneseal.cases.models import CaseStep
from oneseal.cases.rules import duties, flow, review
from oneseal.cases.rules.states import Act, StepAct, after_step_act
from oneseal.cases.services.loading import Work, check_holder, lock_step
from oneseal.cases.services.steps import note, of_step, pass_step, take_step
from oneseal.catalog.rules.content import StepKind
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_

HEADS = (Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR)


def transfer_step(actor: Actor, *, step_id: int, to_staff_id: int, opinion: str) -> CaseStep:
    """转办: hand a step that one holds to a colleague of the same post, for good, saying why."""
    with transaction.atomic():
        work, step = lock_step(actor, step_id, even_own=True)
        check_holder(work, step)
        review.check_opinion(opinion)
        return _hand_over(work, step, to_staff_id, opinion, by_head=False)


def reassign_step(actor: Actor, *, step_id: int, to_staff_id: int, opinion: str) -> CaseStep:
    """Give a step to somebody of its post although its holder does not act: heads and the coordinator only."""
    with transaction.atomic():
        work, step = lock_step(actor, step_id)
        whole_bureau = actor.has(Role.BUREAU_HEAD, Role.COORDINATOR)
        if not actor.has(*HEADS) or not (whole_bureau or work.case.section_id in actor.sections):
            raise Forbidden("not_head", N_("只有科室负责人、局领导和协调岗可以重新指派。"))
        review.check_opinion(opinion)
        return _hand_over(work, step, to_staff_id, opinion, by_head=True)


def _hand_over(work: Work, step: CaseStep, to_staff_id: int, opinion: str, *, by_head: bool) -> CaseStep:
    state = after_step_act(step.state, StepAct.TRANSFER)
    name = _check_receiver(work, step, to_staff_id)
    work.act(Act.WORK)
    before = step.holder_id
    if before == to_staff_id:
        raise RuleViolation("already_holder", N_("这个环节已经在这位同事手上。"), field="to")
    work.also(step, state=state, holder_id=to_staff_id, taken_at=work.now)
    note(work, step, "reassign" if by_head else "transfer", opinion)
    event = events.StepTransferred(
        **of_step(work, step, state),
        from_staff=before,
        to_staff=to_staff_id,
        to_name=name,
        by_head=by_head,
    )
    work.commit(event, reason=opinion)
    step.state, step.holder_id = state, to_staff_id
    return step


def _check_receiver(work: Work, step: CaseStep, to_staff_id: int) -> str:
    """The receiver's name. They must hold the step's post (any member of the bureau for a step asked personally)."""
    personal = step.origin not in flow.PLANNED
    if personal or step.post_id is None:
        return _names(work, [to_staff_id])[0]
    _check_not_theirs(work, [to_staff_id])
    holders = {staff.pk: staff for staff in identity.workers_of(step.post_id, clock.today())}
    if to_staff_id not in holders:
        raise RuleViolation("not_in_post", N_("这位同事不在该岗位上，请选择本岗位的同事。"), field="to")
    person = duties.Person(to_staff_id, contractor=holders[to_staff_id].is_contractor)
    duties.check_step(person, work.parties(), step.kind)
    if step.kind == StepKind.SURVEY:
        others = {s.holder_id for s in work.steps.values() if s.kind == step.kind and s.pk != step.pk}
        duties.check_second_surveyor(person, {holder for holder in others if holder is not None})
    return holders[to_staff_id].name


def _names(work: Work, staff_ids: Sequence[int]) -> list[str]:
    """Names of colleagues of the same bureau. Raises RuleViolation for anybody else."""
    names = identity.colleagues(work.case.bureau_id, staff_ids)
    if set(staff_ids) - set(names):
        raise RuleViolation("not_a_colleague", N_("请选择本单位在岗的同事。"), field="signers")
    _check_not_theirs(work, staff_ids)
    return [names[staff] for staff in staff_ids]


def _check_not_theirs(work: Work, staff_ids: Sequence[int]) -> None:
    """Nobody is given their own application, not even for an opinion (回避)."""
    parties = work.parties()
    for staff, own in identity.own_applicants(staff_ids).items():
        if duties.is_own(duties.Person(staff, own), parties):
            raise duties.own_application(receiver=True)


def delegate_step(actor: Actor, *, step_id: int, to_staff_id: int, asked: str) -> CaseStep:
    """委派: let a colleague look into it; the step comes back to its holder with their opinion."""
    return _add(actor, step_id, flow.Signers((to_staff_id,), flow.Origin.DELEGATE), asked)


def add_signers(
    actor: Actor,
    *,
    step_id: int,
    staff_ids: Sequence[int],
    asked: str,
    after: bool = False,
    any_one: bool = False,
) -> CaseStep:
    """加签: ask colleagues to sign before (default) or after this step; all of them (会签) or any one (或签)."""
    origin = flow.Origin.AFTER if after else flow.Origin.BEFORE
    return _add(actor, step_id, flow.Signers(tuple(staff_ids), origin, any_one), asked)


def _add(actor: Actor, step_id: int, signers: flow.Signers, asked: str) -> CaseStep:
    with transaction.atomic():
        work, step = lock_step(actor, step_id)
        check_holder(work, step)
        review.check_opinion(asked, "asked")
        work.act(Act.WORK)
        names = _names(work, signers.holders)
        label = {"delegate": "委派", "before": "加签", "after": "后加签"}[signers.origin]
        work.flow_to(flow.with_signers(work.nodes, step.key, signers))
        work.name_new_steps(f"{step.name}（{label}）", asked.strip())
        note(work, step, signers.origin, asked)
        event = events.SignersAdded(
            **of_step(work, step, step.state), origin=signers.origin, any_one=signers.any_one, signers=names
        )
        work.commit(event, reason=asked)
    return step


@dataclass(frozen=True)
class BulkResult:
    """What became of one step of many."""

    step_id: int
    problem: Exception | None = None


def bulk_take(actor: Actor, *, step_ids: Sequence[int]) -> list[BulkResult]:
    """Take several steps, each for itself: one that fails does not stop the others."""
    return [_tried(step_id, partial(take_step, actor)) for step_id in step_ids]


def bulk_pass(actor: Actor, *, step_ids: Sequence[int], opinion: str) -> list[BulkResult]:
    """Pass several steps with one opinion. Only where nothing has to be ticked or decided case by case."""
    return [_tried(step_id, partial(pass_step, actor, opinion=opinion)) for step_id in step_ids]


def _tried(step_id: int, act: Callable[..., CaseStep]) -> BulkResult:
    try:
        act(step_id=step_id)
    except (Violations, RuleViolation) as problem:
        return BulkResult(step_id, problem)
    return BulkResult(step_id)
