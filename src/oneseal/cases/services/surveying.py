"""A survey step is done by two people at once, on the record of a survey that a context above keeps (LIC-9)."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from oneseal.cases import events
from oneseal.cases.models import CaseStep, StepAction
from oneseal.cases.rules import duties, flow
from oneseal.cases.rules.states import DONE, LIVE, Act, StepState
from oneseal.cases.services.loading import Work, lock_unseen
from oneseal.cases.services.steps import check_points, of_step, opened_keys
from oneseal.catalog.rules.content import StepKind
from oneseal.foundation.journal import Insert
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_


def pass_survey(
    actor: Actor,
    *,
    case_id: int,
    key: str,
    surveyors: Mapping[int, str],
    opinion: str,
    points: Mapping[str, object],
) -> None:
    """Close both places of a planned survey step for two surveyors (staff ids with names), whoever held them.

    For contexts above that keep the signed record; `actor` is who signed last and need not see the case. `points`
    answers the step's review points. Raises Conflict where the step is not open, Forbidden where it is a surveyor's
    own application, RuleViolation where they are not two (licence law art. 34(3)).
    """
    with transaction.atomic():
        work = lock_unseen(actor, case_id, with_steps=True)
        pair = _pair(work, key)
        _check_people(work, surveyors)
        check_points(work, pair[0], points, opinion)
        work.act(Act.WORK)
        after, holders = _held(work, pair, list(surveyors)), list(surveyors)
        for step in pair:
            if step.state in LIVE:
                after = flow.passed(after, step.key)
        moved = work.flow_to(after)
        for step, holder in zip(pair, holders, strict=False):
            work.also(step, holder_id=holder, taken_at=step.taken_at or work.now)
            _note(work, step, holder, surveyors[holder], opinion, points)
        event = events.StepPassed(**of_step(work, pair[0], pair[0].state), opened=opened_keys(moved))
        work.commit(event, reason=opinion)


def _pair(work: Work, key: str) -> list[CaseStep]:
    """Both rows of the step. Raises Conflict where nothing of it is open."""
    rows = [work.steps[each] for each in (key, key + flow.SECOND_SUFFIX) if each in work.steps]
    if not rows or rows[0].kind != StepKind.SURVEY or all(row.state in DONE for row in rows):
        raise Conflict("survey_not_open", N_("这个办件的现场核查已经办完或者还没有开始，请刷新页面。"))
    if any(row.state not in LIVE and row.state not in DONE for row in rows):
        raise Conflict("survey_not_open", N_("这个办件的现场核查已经办完或者还没有开始，请刷新页面。"))
    return rows


def _check_people(work: Work, surveyors: Mapping[int, str]) -> None:
    if len(surveyors) < 2:
        text = N_("现场踏勘至少由两人签名，现在只有一人。")
        raise RuleViolation("survey_takes_two", text, basis="行政许可法第三十四条第三款")
    own = identity.own_applicants(list(surveyors))
    for staff in surveyors:
        duties.check_not_own(duties.Person(staff, own.get(staff, frozenset())), work.parties())


def _held(work: Work, pair: list[CaseStep], holders: list[int]) -> list[flow.Node]:
    """The flow with both places in the surveyors' hands."""
    given = {step.key: holder for step, holder in zip(pair, holders, strict=False) if step.state in LIVE}
    return [
        replace(node, state=StepState.TAKEN, holder=given[node.key]) if node.key in given else node
        for node in work.nodes
    ]


def _note(
    work: Work, step: CaseStep, staff: int, name: str, opinion: str, points: Mapping[str, object]
) -> None:
    values = {
        "case_id": work.case.pk,
        "step_id": step.pk,
        "round": step.round,
        "verb": "pass",
        "staff_id": staff,
        "staff_name": name,
        "opinion": opinion.strip(),
        "points": dict(points),
        "at": work.now,
    }
    work.changes.append(Insert(StepAction, values))
