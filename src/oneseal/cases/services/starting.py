"""What acceptance brings with it: the clock, the steps, the notice."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from oneseal.cases import events
from oneseal.cases.models import Case, CaseStep
from oneseal.cases.rules import commitment, deadlines, flow, green
from oneseal.cases.rules.states import StepState
from oneseal.cases.services import papers, tolerating
from oneseal.cases.services.loading import Work, step_values
from oneseal.catalog.rules import variants
from oneseal.catalog.rules.content import Step, StepKind
from oneseal.foundation import calendars, clock
from oneseal.foundation.journal import Insert
from oneseal.identity import selectors as identity
from oneseal.kernel import clocks
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due


def start(work: Work, steps: Sequence[Step], *, deemed: bool, owed_within: int | None = None) -> None:
    """Clock, steps, notice: what acceptance brings with it, however it came about.

    `owed_within`: working days for what the applicant promised to bring later (TOL-2).
    """
    case = work.case
    law, promise = variants.limits_of(work.content, case.variant)
    statutory = deadlines.term(law.days, law.unit)
    on_the_spot = case.committed == commitment.LICENCE
    promised = deadlines.Term(0) if on_the_spot else deadlines.term(promise.days, promise.unit)
    promised = green.promised(promised, case.green_until, work.today)
    work.set(
        statutory_limit=statutory.days,
        statutory_unit=statutory.unit.value,
        promised_limit=promised.days,
        promised_unit=promised.unit.value,
    )
    due = due_dates(case, [])
    work.set(
        statutory_due=due[0].day,
        promised_due=due[1].day,
        due_provisional=due[0].provisional or due[1].provisional,
    )
    owed = tolerating.begin(work, owed_within, deemed=deemed)
    plan_steps(work, commitment.steps_of(case.committed, list(steps)))
    notice = _acceptance_notice(work, deemed, owed)
    work.set(acceptance_number=notice.number)
    work.commit(_accepted(work, deemed, owed))


def _accepted(work: Work, deemed: bool, owed: tolerating.Owed | None) -> events.Accepted:
    case = work.case
    opened = [c.values["key"] for c in work.changes if isinstance(c, Insert) and c.model is CaseStep]
    return events.Accepted(
        case.state,
        case.number,
        case.item_id,
        accepted_on(case).isoformat(),
        str(case.statutory_due),
        str(case.promised_due),
        case.due_provisional,
        deemed,
        str(calendars.version()),
        [str(key) for key in opened],
        owed=owed.names if owed else [],
        owed_by=owed.by.isoformat() if owed else "",
    )


def accepted_on(case: Case) -> date:
    """The day of acceptance where the bureau is."""
    if case.accepted_at is None:
        raise RuleViolation("not_accepted", N_("这个办件还没有受理。"))
    return case.accepted_at.astimezone(clock.LOCAL).date()


def due_dates(case: Case, pauses: Sequence[deadlines.Pause]) -> tuple[Due, Due]:
    """Statutory and promised last day of an accepted case; the promise never later than the law (LIC-10).

    While the clock stands still the dates on the case are kept.
    """
    calendar = calendars.current()
    statutory = clocks.due(statutory_clock(case, pauses), calendar)
    promised = clocks.due(promised_clock(case, pauses), calendar)
    if statutory is None or promised is None:
        kept_statutory, kept_promised = case.statutory_due, case.promised_due
        if kept_statutory is None or kept_promised is None:
            raise RuleViolation("not_accepted", N_("这个办件还没有受理。"))
        return Due(kept_statutory, case.due_provisional), Due(kept_promised, case.due_provisional)
    return statutory, min(promised, statutory, key=lambda due: due.day)


def statutory_clock(case: Case, pauses: Sequence[deadlines.Pause]) -> clocks.Clock:
    """The clock of the law for this case."""
    term = deadlines.term(case.statutory_limit, case.statutory_unit)
    return deadlines.clock_of(term, accepted_on(case), extension=case.extension, pauses=pauses)


def promised_clock(case: Case, pauses: Sequence[deadlines.Pause]) -> clocks.Clock:
    """The clock of the bureau's promise for this case."""
    term = deadlines.term(case.promised_limit, case.promised_unit)
    return deadlines.clock_of(term, accepted_on(case), extension=case.extension, pauses=pauses)


def plan_steps(work: Work, steps: Sequence[Step]) -> None:
    """Rows for the steps that the case has to go through. Raises RuleViolation where a post is missing."""
    posts = identity.posts_by_code(work.case.bureau_id)
    planned = [flow.Planned(s.key, tuple(s.after), s.kind == StepKind.SURVEY) for s in steps]
    if not any(s.kind == StepKind.DECISION for s in steps):
        raise RuleViolation(
            "no_decision_step",
            N_("这个事项的流程里没有“决定”环节，不能受理。请事项管理岗修改事项后重新发布。"),
        )
    by_key = {step.key: (order, step) for order, step in enumerate(steps)}
    for node in flow.plan(planned):
        order, step = by_key[node.parent or node.key]
        if step.post not in posts:
            raise RuleViolation(
                "post_missing",
                N_("环节“%(step)s”要求的岗位（%(post)s）还没有设置，请管理员在“机构”中设置后再受理。"),
                params={"step": step.name, "post": step.post},
            )
        name = step.name if node.origin == flow.Origin.PLAN else f"{step.name}（第二人）"
        if step.kind == StepKind.SURVEY and node.state == StepState.OPEN:
            work.unmask("survey")
        row = CaseStep(
            case=work.case,
            bureau_id=work.case.bureau_id,
            section_id=work.case.section_id,
            key=node.key,
            name=name,
            kind=step.kind.value,
            order=order,
            post=posts[step.post],
            origin=node.origin.value,
            parent=node.parent,
            days=step.days,
            item_name=work.case.item_name,
            case_number=work.case.number,
        )
        work.changes.append(Insert(CaseStep, _columns(row) | step_values(row, node, work.now, work.today)))


def _columns(row: CaseStep) -> dict[str, object]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "id"}


def _acceptance_notice(work: Work, deemed: bool, owed: tolerating.Owed | None) -> Any:
    case = work.case
    return papers.issue(
        work.actor,
        case,
        "acceptance_notice",
        received_on=case.received_at.astimezone(clock.LOCAL).date() if case.received_at else work.today,
        accepted_on=accepted_on(case),
        statutory_days=papers.limit_text(case.statutory_limit, case.statutory_unit),
        promised_days=papers.limit_text(case.promised_limit, case.promised_unit),
        statutory_due=case.statutory_due,
        promised_due=case.promised_due,
        provisional=case.due_provisional,
        materials=papers.material_lines(papers.standing(case)),
        deemed=deemed,
        tolerated=owed.names if owed else [],
        tolerated_by=owed.by if owed else None,
    )
