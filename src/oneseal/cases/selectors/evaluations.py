"""Evaluations: what may be evaluated now, the negative ones that wait, the counts (EVA-1…6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, QuerySet

from oneseal.cases.models import Case, CaseStep, Evaluation, Rectification, StepAction
from oneseal.cases.rules import evaluation
from oneseal.cases.rules.states import CaseState
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

EVALUATED = frozenset({CaseState.CLOSED, CaseState.NOT_ACCEPTED, CaseState.NOT_NEEDED})
HANDLERS = (Role.SUPERVISOR, Role.COORDINATOR)


def stage_to_evaluate(case: Case) -> tuple[evaluation.Stage | None, str]:
    """The stage that the applicant may evaluate now; else None and the code of the refusal (EVA-2)."""
    given = dict(Evaluation.objects.filter(case=case).values_list("stage", "default"))
    rectified = Rectification.objects.filter(case=case, rectified_at__isnull=False).exists()
    at_window = case.channel != "online" and case.received_at is not None
    ended = case.state in EVALUATED
    return evaluation.stage_now(at_window=at_window, ended=ended, given=given, rectified=rectified)


def remedies(case: Case) -> list[Rectification]:
    """What was put right after the applicant's evaluations, for the applicant."""
    rows = Rectification.objects.filter(case=case, rectified_at__isnull=False)
    return list(rows.order_by("rectified_at"))


def evaluated_staff(case: Case) -> frozenset[int]:
    """Everybody whose work on the case was judged: acceptor, holders, those who acted, decider, who handed over."""
    found = {case.acceptor_id, case.decider_id}
    found |= set(StepAction.objects.filter(case=case).values_list("staff", flat=True))
    found |= set(CaseStep.objects.filter(case=case).values_list("holder", flat=True))
    found |= set(Case.objects.filter(pk=case.pk).values_list("delivery__delivered_by", flat=True))
    return frozenset(each for each in found if each)


def visible_negatives(actor: Actor) -> QuerySet[Rectification]:
    """Negative evaluations of the bureau for those who handle them; never those of one's own work (EVA-4, EVA-5)."""
    if not actor.staff_id or not actor.has(*HANDLERS):
        return Rectification.objects.none()
    mine = Q(case__acceptor=actor.staff_id) | Q(case__decider=actor.staff_id)
    mine |= Q(case__delivery__delivered_by=actor.staff_id)
    mine |= Q(case__in=StepAction.objects.filter(staff=actor.staff_id).values("case"))
    mine |= Q(case__in=CaseStep.objects.filter(holder=actor.staff_id).values("case"))
    own = Rectification.objects.filter(mine, bureau_id=actor.bureau_id).values("pk")
    return Rectification.objects.filter(bureau_id=actor.bureau_id).exclude(pk__in=own)


def access_negative(actor: Actor, rectification_id: int) -> Rectification:
    """One of them with evaluation and case. Raises NotFound when it is absent or not for this actor."""
    rows = visible_negatives(actor).filter(pk=rectification_id)
    related = ("evaluation", "case__applicant", "case__section", "contacted_by", "rectified_by")
    if (row := rows.select_related(*related).first()) is None:
        raise NotFound("evaluation_not_found", N_("没有找到这条评价，或者您无权查看。"))
    return row


PHASES: dict[str, Q] = {
    "contact": Q(contacted_at=None),
    "rectify": Q(contacted_at__isnull=False, rectified_at=None),
    "done": Q(rectified_at__isnull=False),
}


def negative_list(actor: Actor, asked: Mapping[str, str]) -> Page[Rectification]:
    """One page of negative evaluations, the most urgent first. `phase`: contact, rectify or done."""
    rows = visible_negatives(actor).select_related("evaluation", "case__section")
    if phase := PHASES.get(asked.get("phase", "")):
        rows = rows.filter(phase)
    order = ("-rectify_by", "-id") if asked.get("phase") == "done" else ("rectify_by", "id")
    return keyset_page(rows, order, asked)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many negative evaluations wait for contact and for rectification, how many are late, how many done."""

    contact: int
    rectify: int
    late: int
    done: int


def negatives_waiting(actor: Actor) -> Waiting:
    """The numbers above the list."""
    today = clock.today()
    late = Q(contacted_at=None, contact_by__lt=today) | Q(rectified_at=None, rectify_by__lt=today)
    rows = visible_negatives(actor)
    counts = {name: Count("id", filter=phase) for name, phase in PHASES.items()}
    return Waiting(**rows.aggregate(late=Count("id", filter=late), **counts))


def evaluation_tally(bureau_id: int, first: date, last: date) -> evaluation.Tally:
    """Evaluations of a period; defaults counted apart (EVA-5, EVA-6)."""
    begin = datetime.combine(first, time.min, clock.LOCAL)
    end = datetime.combine(last, time.max, clock.LOCAL)
    rows = Evaluation.objects.filter(bureau_id=bureau_id, at__range=(begin, end))
    return evaluation.tally(rows.values_list("level", "default"))
