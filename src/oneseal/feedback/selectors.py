"""Every read of feedback: visits to judge, signs, figures for everybody, surveys, the ledger."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from oneseal.cases import selectors as cases
from oneseal.cases.rules.evaluation import Handled, Tally, active_rate
from oneseal.feedback.models import Answer, Invitation, Issue, Origin, Relayed, StaffDevice, Survey, Suspicion
from oneseal.feedback.rules import asking, surveys
from oneseal.feedback.rules.ledger import IssueState
from oneseal.feedback.rules.surveys import Result, SurveyState
from oneseal.feedback.rules.suspicion import Given
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.rates import Rate
from oneseal.kernel.text import N_

KEEPERS = (Role.SUPERVISOR, Role.COORDINATOR)
READERS = frozenset({*KEEPERS, Role.BUREAU_HEAD, Role.SECTION_HEAD})
EVIDENCE = "issue_evidence"
"""Purpose of the files of the ledger (documents.StoredFile)."""
LOOK_BACK = timedelta(days=21)
"""Evaluations given so long before are looked at beside a new one."""
MOST = 2000


def section_names(bureau_id: int) -> dict[int, str]:
    """The sections and departments that there are today, by id."""
    return {each.pk: each.name for each in identity.units(bureau_id, clock.today())}


def taken_in(case_id: int, begun: datetime, ended: datetime) -> bool:
    """Whether an application was handed in at the window during a visit: they share the evaluation (EVA-2)."""
    case = cases.any_case(case_id)
    return case.channel == "window" and case.received_at is not None and begun <= case.received_at <= ended


def by_code(typed: str) -> Invitation:
    """The visit that a code belongs to. Raises NotFound."""
    found = Invitation.objects.filter(code=asking.tidy(typed)).select_related("applicant").first()
    if found is None:
        raise NotFound("code_unknown", N_("没有这个评价码，请核对小票或短信上的八位字母数字。"), field="code")
    return found


def relayed_visit(actor: Actor, typed: str) -> Invitation:
    """The visit that an evaluation platform names by its code, in its bureau. Raises NotFound."""
    found = by_code(typed)
    if not cases.relays(actor) or found.bureau_id != actor.bureau_id:
        raise NotFound(
            "code_unknown", N_("没有这个评价码，请核对小票或短信上的八位字母数字。"), field="visit"
        )
    return found


def relayed(actor: Actor, number: str) -> Relayed | None:
    """What a platform sent before under its number."""
    rows = Relayed.objects.filter(client_id=-actor.account_id, number=number)
    return rows.select_related("evaluation").first()


@dataclass(frozen=True, slots=True)
class Negative:
    """A negative evaluation with what became of it, and its number on the asking platform if that sent it."""

    row: Any
    number: str


def negatives(actor: Actor, asked: Mapping[str, str]) -> tuple[list[Negative], str]:
    """One page of the negative evaluations that an evaluation platform follows, oldest first, and `after` of the next.
    `phase`: contact, rectify or done."""
    rows = cases.visible_negatives(actor).select_related("evaluation__case__section")
    if phase := cases.PHASES.get(asked.get("phase", "")):
        rows = rows.filter(phase)
    page = keyset_page(rows, ("id",), asked)
    sent = Relayed.objects.filter(
        client_id=-actor.account_id, evaluation__in=[row.evaluation_id for row in page.rows]
    )
    numbers = dict(sent.values_list("evaluation", "number"))
    return [Negative(row, numbers.get(row.evaluation_id, "")) for row in page.rows], page.next


def follow_up_link(kind: str, subject_id: int) -> str:
    """The code under which a visit is judged again; empty for what is no visit."""
    found = Invitation.objects.filter(kind=kind, subject_id=subject_id).values_list("code", flat=True)
    return found.first() or ""


def invitations_of(ticket_ids: Collection[int]) -> list[Invitation]:
    """The visits of some tickets that may be judged, judged or not."""
    rows = Invitation.objects.filter(kind="visit", subject_id__in=ticket_ids)
    return list(rows.defer("contact"))


def is_at_tablet(row: Invitation) -> bool:
    """Whether the window's tablet asks this visitor now."""
    return row.evaluated_at is None and row.ended_at >= _tablet_since()


def _tablet_since() -> datetime:
    return clock.now() - timedelta(minutes=asking.TABLET_MINUTES)


def asked_at_window(bureau_id: int, window: str, place: str) -> Invitation | None:
    """The visitor who was just served at a window and has not judged yet, for its tablet. `place`: the hall's name."""
    rows = Invitation.objects.filter(
        bureau=bureau_id, place=place, window=window, ended_at__gte=_tablet_since()
    )
    newest = rows.order_by("-ended_at").first()
    return newest if newest and newest.evaluated_at is None else None


def words_kept(tickets: Iterable[int]) -> dict[int, int]:
    """How many evaluations are kept of each ticket's visit."""
    rows = Origin.objects.filter(invitation__kind="visit", invitation__subject_id__in=list(tickets))
    counted = rows.order_by().values_list("invitation__subject_id").annotate(Count("id"))
    return dict(counted)


def my_visits(actor: Actor) -> list[Invitation]:
    """Visits that a signed-in person may still judge."""
    since = clock.now() - timedelta(days=asking.OPEN_DAYS)
    rows = Invitation.objects.filter(applicant__in=actor.applicants, evaluated_at=None, ended_at__gte=since)
    return list(rows.order_by("-ended_at")[:50])


def given_before(bureau_id: int, now: datetime) -> list[Given]:
    """What was judged in the weeks before, newest last."""
    rows = Origin.objects.filter(bureau_id=bureau_id, at__gte=now - LOOK_BACK).order_by("-at")
    rows = rows.select_related("invitation").defer("invitation__contact")[:MOST]
    return [
        Given(row.invitation.at_window, row.level, row.at, row.ended_at, row.way, row.device, row.address)
        for row in reversed(rows)
    ]


def is_staff_device(mark: str, judged: Iterable[int]) -> bool:
    """Whether one of those judged was signed in in this browser."""
    return bool(mark) and StaffDevice.objects.filter(mark=mark, staff__in=list(judged)).exists()


def is_staff_address(address: str, judged: Iterable[int]) -> bool:
    """Whether one of those judged was signed in from this address within the last day."""
    since = clock.now() - timedelta(days=1)
    return bool(address) and identity.signed_in_from(judged, address, since)


def own_applicants(judged: Iterable[int]) -> frozenset[int]:
    """The applicants that those judged are, or act for."""
    return frozenset().union(*identity.own_applicants(judged).values())


def visible_suspicions(actor: Actor) -> QuerySet[Suspicion]:
    """Signs in the bureau for those who look into them; never about their own work (EVA-5)."""
    if not actor.staff_id or not actor.has(*KEEPERS):
        return Suspicion.objects.none()
    rows = Suspicion.objects.filter(bureau_id=actor.bureau_id).select_related(
        "evaluation__case", "decided_by"
    )
    return rows.exclude(evaluation__judged__contains=[actor.staff_id])


def open_suspicions(actor: Actor) -> QuerySet[Suspicion]:
    """Those that nobody looked at."""
    return visible_suspicions(actor).filter(decided_at__isnull=True)


def access_suspicion(actor: Actor, suspicion_id: int) -> Suspicion:
    """One of them. Raises NotFound."""
    found = visible_suspicions(actor).filter(pk=suspicion_id).first()
    if found is None:
        raise NotFound("suspicion_not_found", N_("没有找到这条记录，或者您无权查看。"))
    return found


def suspicion_list(actor: Actor, asked: Mapping[str, str]) -> Page[Suspicion]:
    """Those to look at, or all with `all=1`; newest first."""
    rows = visible_suspicions(actor) if asked.get("all") else open_suspicions(actor)
    return keyset_page(rows, ("-found_at", "-id"), asked)


@dataclass(frozen=True, slots=True)
class Line:
    """One section's figures."""

    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Figures:
    """What everybody may see of a period: rates with numerator and denominator, defaults and voided apart (EVA-6)."""

    first: date
    last: date
    total: Tally
    lines: list[Line]
    handled: Handled
    ended: int
    active: Rate


def figures(bureau_id: int, first: date, last: date) -> Figures:
    """The satisfaction figures of a bureau."""
    names = section_names(bureau_id)
    found = cases.tallies(bureau_id, first, last)
    total = Tally(*(sum(values) for values in zip(*(_counts(each) for each in found.values()), strict=True)))
    lines = [Line(names.get(key, ""), each) for key, each in found.items()]
    lines = sorted((each for each in lines if each.name), key=lambda each: (-each.tally.active, each.name))
    visits = Invitation.objects.filter(bureau=bureau_id, ended_at__range=clock.span(first, last)).count()
    ended = cases.closed_count(bureau_id, first, last) + visits
    handled = cases.handled(bureau_id, first, last)
    return Figures(first, last, total, lines, handled, ended, active_rate(min(total.active, ended), ended))


def _counts(each: Tally) -> tuple[int, ...]:
    return each.active, each.satisfied, each.negative, each.default, each.score_sum, each.voided


def visible_surveys(actor: Actor) -> QuerySet[Survey]:
    """The bureau's surveys, for those who keep and read them."""
    rows = Survey.objects.filter(bureau=actor.bureau_id)
    return rows if actor.is_staff and actor.has(*READERS) else rows.none()


def access_survey(actor: Actor, uid: UUID) -> Survey:
    """One survey. Raises NotFound."""
    found = visible_surveys(actor).filter(uid=uid).select_related("circular").first()
    if found is None:
        raise NotFound("survey_not_found", N_("没有找到这个测评，或者您无权查看。"))
    return found


def open_survey(uid: UUID) -> Survey:
    """A survey that is being answered, by its anonymous link. Raises NotFound."""
    found = Survey.objects.filter(uid=uid, state=SurveyState.OPEN).first()
    if found is None or (found.closes_on and found.closes_on < clock.today()):
        raise NotFound("survey_over", N_("这个征集已经结束或者还没有开始。谢谢您的关注。"))
    return found


def public_surveys(bureau_id: int) -> tuple[list[Survey], list[tuple[Survey, Result]]]:
    """What everybody may answer now, and the published results."""
    rows = Survey.objects.filter(bureau=bureau_id)
    asked = Q(closes_on__isnull=True) | Q(closes_on__gte=clock.today())
    now = list(rows.filter(asked, state=SurveyState.OPEN).order_by("-made_at")[:20])
    told = rows.filter(state=SurveyState.PUBLIC).order_by("-last", "-id")[:20]
    return now, [(each, results(each)[0]) for each in told]


def results(survey: Survey) -> tuple[Result, list[tuple[str, Result]]]:
    """What came out in all and for each unit, the best first."""
    counted = survey.answers.filter(level__isnull=False).values("unit_id")
    counted = counted.annotate(
        answers=Count("id"), satisfied=Count("id", filter=Q(level__gte=3)), levels=Sum("level")
    )
    names = section_names(survey.bureau_id)
    rows = [(row["unit_id"], Result(row["answers"], row["satisfied"], row["levels"])) for row in counted]
    total = Result(
        sum(each.answers for _, each in rows),
        sum(each.satisfied for _, each in rows),
        sum(each.levels for _, each in rows),
    )
    units = [(names.get(key, ""), each) for key, each in rows if key]
    return total, sorted(units, key=lambda pair: -(pair[1].score.scaled(100) or 0))


def questions_of(survey: Survey) -> list[str]:
    """What a survey asks, in the order of its form."""
    parts = survey.form.get("properties", {}).values()
    return [str(part["title"]) for part in sorted(parts, key=lambda part: part["x-order"])]


def answers_in_words(survey: Survey, limit: int = 100) -> list[str]:
    """What people wrote, newest first, without who."""
    rows = survey.answers.order_by("-id")[:limit]
    texts = [
        str(value)
        for row in rows
        for name, value in row.data.items()
        if name not in {"unit", "number"}
        and isinstance(value, str)
        and value
        and value not in dict(surveys.LEVELS)
    ]
    return texts[:limit]


def answered_from(survey: Survey, mark: str) -> bool:
    """Whether this browser answered already."""
    return bool(mark) and Answer.objects.filter(survey=survey, device=mark).exists()


def visible_issues(actor: Actor) -> QuerySet[Issue]:
    """The ledger, for those who keep and read it."""
    rows = Issue.objects.filter(bureau=actor.bureau_id).select_related("owner", "closed_by")
    rows = rows.prefetch_related("files__file")
    return rows if actor.is_staff and actor.has(*READERS) else rows.none()


def may_read_evidence(actor: Actor, file_id: int) -> bool:
    """Whether somebody may open a file of the ledger."""
    return visible_issues(actor).filter(files__file=file_id).exists()


def issue_list(actor: Actor, asked: Mapping[str, str]) -> Page[Issue]:
    """Those to mend by their day; with `state=done` those struck off."""
    rows = visible_issues(actor)
    if asked.get("state") == "done":
        return keyset_page(rows.filter(state=IssueState.DONE), ("-closed_at", "-id"), asked)
    return keyset_page(rows.exclude(state=IssueState.DONE), ("due", "id"), asked)


def issue_counts(actor: Actor) -> dict[str, int]:
    """How many of each state, as the ledger's heading tells (15 → 13 done + 2 long)."""
    counted = visible_issues(actor).order_by().values_list("state").annotate(Count("id"))
    return {state: 0 for state in IssueState} | {state: count for state, count in counted}


def late_issues(actor: Actor) -> QuerySet[Issue]:
    """Issues whose day has passed."""
    return visible_issues(actor).exclude(state=IssueState.DONE).filter(due__lt=clock.today())


def circular_readable(actor: Actor, survey_id: int) -> bool:
    """Whether the actor may open the circular: everybody who works in the bureau it was sent to."""
    return actor.is_staff and Survey.objects.filter(pk=survey_id, bureau=actor.bureau_id).exists()
