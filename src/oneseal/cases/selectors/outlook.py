"""What would follow from an act: computed by the same rules that the act itself asks, without doing anything."""

from dataclasses import dataclass

from oneseal.cases.models import Case, CaseStep, ClockInterval
from oneseal.cases.rules import deadlines, flow, intake
from oneseal.cases.rules.states import CaseState, StepState
from oneseal.cases.selectors.pages import CasePage, chip_for, node_of, step_chip
from oneseal.catalog.rules.content import Step, StepKind
from oneseal.foundation import clock
from oneseal.foundation.display import DueChip
from oneseal.identity import selectors as identity
from oneseal.kernel import clocks
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_

PLANNED = frozenset({"plan", "second"})


@dataclass(frozen=True)
class Following:
    """The steps that open when one is passed; `ends` where nothing is left and the decision takes effect."""

    steps: list[CaseStep]
    ends: bool


def following(page: CasePage, step: CaseStep) -> Following:
    """What passing a step that is in hand would bring."""
    nodes = [node_of(each) for each in page.steps]
    if step.state != StepState.TAKEN:
        return Following([], ends=False)
    after = flow.passed(nodes, step.key)
    moved = set(flow.changed(nodes, after)) - {step.key}
    by_key = {each.key: each for each in page.steps}
    live = {node.key for node in after if node.state in {StepState.OPEN, StepState.TAKEN}}
    return Following([by_key[key] for key in by_key if key in moved & live], flow.finished(after))


def planned_of(page: CasePage, step: CaseStep) -> Step | None:
    """What the item says of a step: its review points; None for a step that a colleague added."""
    if step.origin not in PLANNED:
        return None
    key = step.parent or step.key
    return next((each for each in page.content.steps if each.key == key), None)


def successors(step: CaseStep) -> list[tuple[int, str]]:
    """Those to whom a step may be handed over: who works at its post today and may, but the one who has it."""
    if step.post_id is None:
        return []
    today, case = clock.today(), step.case
    away = identity.on_leave(case.bureau_id, today)
    people = [each for each in identity.workers_of(step.post_id, today) if each.pk != step.holder_id]
    own = identity.own_applicants([each.pk for each in people])
    parties = {case.applicant_id, case.agent_id}
    return [
        (each.pk, each.name)
        for each in people
        if each.pk not in away and parties.isdisjoint(own.get(each.pk, ()))
    ]


def colleagues_by_section(actor: Actor) -> list[tuple[str, list[tuple[int, str]]]]:
    """Everybody in service but the actor, by section, for asking an opinion."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for person in identity.search_staff(actor).order_by("section", "name"):
        if person.pk != actor.staff_id:
            section = person.section.name if person.section else ""
            groups.setdefault(section, []).append((person.pk, person.name))
    return list(groups.items())


def step_chips(steps: list[CaseStep]) -> list[tuple[CaseStep, DueChip]]:
    """Each step with its chip; one more statement where some of their cases stand still."""
    stopped = [step.case_id for step in steps if step.case.state == CaseState.SUSPENDED]
    going_on = ClockInterval.objects.filter(case__in=stopped, last=None) if stopped else []
    reasons = {row.case_id: row.reason for row in going_on}
    return [(step, _chip(step, reasons.get(step.case_id))) for step in steps]


def _chip(step: CaseStep, reason: str | None) -> DueChip:
    if step.case.state != CaseState.SUSPENDED:
        return step_chip(step)
    name = deadlines.PROCEDURES[clocks.suspension(reason)] if reason else N_("特别程序")
    return DueChip("stopped", reason=name, on=step.due)


def bulk_passable(step: CaseStep, content_points: bool) -> bool:
    """Whether a step in hand may be passed together with others: nothing to tick, nothing to decide."""
    return step.state == StepState.TAKEN and step.kind != StepKind.DECISION and not content_points


def answer_chip(case: Case) -> DueChip:
    """How long the five working days of LIC-2 still run for an application that waits for an answer."""
    return chip_for(case.answer_by, intake.NOTICE_DAYS, provisional=case.answer_provisional)
