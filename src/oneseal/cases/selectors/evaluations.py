"""Evaluations: what may be evaluated now, the negative ones that wait, the counts (EVA-1…6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from oneseal.cases.models import VISIT, Case, CaseStep, Evaluation, Rectification, StepAction
from oneseal.cases.rules import evaluation
from oneseal.cases.rules.states import CaseState
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

EVALUATED = frozenset({CaseState.CLOSED, CaseState.NOT_ACCEPTED, CaseState.NOT_NEEDED})
HANDLERS = (Role.SUPERVISOR, Role.COORDINATOR)
RELAY = "evaluations"
"""What the token of an evaluation platform (省好差评平台) is allowed: identity.rules.scopes."""


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


def stage_of_visit(subject_id: int, case: Case | None) -> tuple[evaluation.Stage | None, str]:
    """The stage of a visit that may be evaluated now; the case that was taken in then shares it (EVA-2)."""
    mine = Q(subject_kind=VISIT, subject_id=subject_id)
    rows = Evaluation.objects.filter(mine | Q(case=case) if case else mine)
    given = {row.stage: row.default for row in rows if row.stage != evaluation.Stage.HANDLING}
    rectified = Rectification.objects.filter(
        evaluation__subject_kind=VISIT, evaluation__subject_id=subject_id, rectified_at__isnull=False
    ).exists()
    return evaluation.stage_now(at_window=True, ended=False, given=given, rectified=rectified)


def evaluated_staff(said: Evaluation) -> frozenset[int]:
    """Everybody whose work was judged: those at the window at a visit, those who worked on the case."""
    return frozenset(said.judged) | (_worked_on(said.case) if said.case else frozenset())


def _worked_on(case: Case) -> frozenset[int]:
    """Acceptor, holders, those who acted, decider, who handed over."""
    found = {case.acceptor_id, case.decider_id}
    found |= set(StepAction.objects.filter(case=case).values_list("staff", flat=True))
    found |= set(CaseStep.objects.filter(case=case).values_list("holder", flat=True))
    found |= set(Case.objects.filter(pk=case.pk).values_list("delivery__delivered_by", flat=True))
    return frozenset(each for each in found if each)


def visible_negatives(actor: Actor) -> QuerySet[Rectification]:
    """Negative evaluations of the bureau for those who handle them, and the platform that follows them; never those of
    one's own work (EVA-4, EVA-5)."""
    if relays(actor):
        return Rectification.objects.filter(bureau_id=actor.bureau_id)
    if not actor.staff_id or not actor.has(*HANDLERS):
        return Rectification.objects.none()
    mine = Q(case__acceptor=actor.staff_id) | Q(case__decider=actor.staff_id)
    mine |= Q(case__delivery__delivered_by=actor.staff_id)
    mine |= Q(case__in=StepAction.objects.filter(staff=actor.staff_id).values("case"))
    mine |= Q(evaluation__judged__contains=[actor.staff_id])
    mine |= Q(case__in=CaseStep.objects.filter(holder=actor.staff_id).values("case"))
    own = Rectification.objects.filter(mine, bureau_id=actor.bureau_id).values("pk")
    return Rectification.objects.filter(bureau_id=actor.bureau_id).exclude(pk__in=own)


def relays(actor: Actor) -> bool:
    """Whether the actor is an evaluation platform with a token for it."""
    return actor.has(Role.CLIENT) and RELAY in actor.scopes


def relayed_case(actor: Actor, number: str) -> Case:
    """The case that an evaluation platform names. Raises NotFound, for everybody else too."""
    found = Case.objects.filter(bureau=actor.bureau_id, number=number).first() if relays(actor) else None
    if found is None:
        raise NotFound("case_not_found", N_("没有这个办件编号，请核对。"), field="case")
    return found


def access_negative(actor: Actor, rectification_id: int) -> Rectification:
    """One of them with evaluation and case. Raises NotFound when it is absent or not for this actor."""
    rows = visible_negatives(actor).filter(pk=rectification_id)
    related = (
        "evaluation__case__section",
        "evaluation__applicant",
        "case__applicant",
        "contacted_by",
        "rectified_by",
    )
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
    rows = visible_negatives(actor).select_related("evaluation__case__section")
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
    rows = Evaluation.objects.filter(bureau_id=bureau_id, at__range=clock.span(first, last))
    return evaluation.tally(rows.values_list("level", "default", "voided"))


def evaluation_of(evaluation_id: int) -> Evaluation | None:
    """One evaluation with its case, for the contexts above that keep something about it."""
    return Evaluation.objects.select_related("case__section").filter(pk=evaluation_id).first()


def tallies(bureau_id: int, first: date, last: date) -> dict[int, evaluation.Tally]:
    """Counts of a period by section, counted in the database (EVA-6)."""
    span = clock.span(first, last)
    active = Q(default=False, voided=False)
    rows = Evaluation.objects.filter(bureau_id=bureau_id, at__range=span).values("section_id")
    counted = rows.annotate(
        active=Count("id", filter=active),
        satisfied=Count("id", filter=active & Q(level__gte=evaluation.Level.FAIRLY_SATISFIED)),
        negative=Count("id", filter=active & Q(level__lte=evaluation.Level.DISSATISFIED)),
        by_default=Count("id", filter=Q(default=True)),
        put_aside=Count("id", filter=Q(default=False, voided=True)),
        levels=Sum("level", filter=active),
    )
    return {
        row["section_id"]: evaluation.Tally(
            row["active"],
            row["satisfied"],
            row["negative"],
            row["by_default"],
            20 * (row["levels"] or 0),
            row["put_aside"],
        )
        for row in counted
    }


def closed_count(bureau_id: int, first: date, last: date) -> int:
    """Cases that ended in a period and could be evaluated: the denominator of the active rate (EVA-6)."""
    rows = Case.objects.filter(
        bureau=bureau_id, state__in=EVALUATED, closed_at__range=clock.span(first, last)
    )
    return rows.count()


def handled(bureau_id: int, first: date, last: date) -> evaluation.Handled:
    """What became of the negative ones given in a period, as of today (EVA-6)."""
    today = clock.today()
    rows = Rectification.objects.filter(bureau_id=bureau_id, evaluation__at__range=clock.span(first, last))
    contacted, rectified = Q(contacted_at__isnull=False), Q(rectified_at__isnull=False)
    counted = rows.aggregate(
        contact_due=Count("id", filter=contacted | Q(contact_by__lt=today)),
        contacted=Count("id", filter=contacted),
        rectify_due=Count("id", filter=rectified | Q(rectify_by__lt=today)),
        rectified=Count("id", filter=rectified),
    )
    return evaluation.Handled(**counted)


def put_right(bureau_id: int, limit: int) -> list[Rectification]:
    """The newest complaints that were put right, for everybody: what for and what was done, no names (EVA-4)."""
    rows = Rectification.objects.filter(bureau_id=bureau_id, rectified_at__isnull=False)
    return list(rows.select_related("evaluation__case__section").order_by("-rectified_at")[:limit])
