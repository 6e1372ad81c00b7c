"""Work lists: what waits for me and my posts, what waits to be answered, delivered, re-assigned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from oneseal.cases.models import Case, CaseStep, Extension
from oneseal.cases.rules.states import INTAKE, LIVE, CaseState, StepState
from oneseal.cases.selectors.access import hands, not_own, visible_cases
from oneseal.cases.selectors.masking import named
from oneseal.foundation import calendars, clock
from oneseal.foundation.lists import Page, counts, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role

CAP = 1000
"""Counts stop here: nobody works through more than a thousand, and counting on costs time."""

SORTS = {
    "due": ("due", "id"),
    "-due": ("-due", "-id"),
    "opened": ("opened_at", "id"),
    "-opened": ("-opened_at", "-id"),
}


def my_steps(actor: Actor) -> QuerySet[CaseStep]:
    """Live steps that are the actor's: in hand, or waiting for one of their posts; as a deputy also a colleague's.

    Applications of their own are not among them: those are for others (回避).
    """
    return _taken(actor) | _waiting(actor)


def _taken(actor: Actor) -> QuerySet[CaseStep]:
    return _of_mine(actor).filter(state=StepState.TAKEN, holder__in=hands(actor))


def _waiting(actor: Actor) -> QuerySet[CaseStep]:
    return _of_mine(actor).filter(state=StepState.OPEN, post__in=actor.posts)


def _of_mine(actor: Actor) -> QuerySet[CaseStep]:
    if not actor.staff_id:
        return CaseStep.objects.none()
    return CaseStep.objects.filter(not_own(actor, "case__"), bureau_id=actor.bureau_id)


WATCHING = (Role.BUREAU_HEAD, Role.COORDINATOR, Role.SUPERVISOR)


def team_steps(actor: Actor) -> QuerySet[CaseStep]:
    """Live steps that a head or coordinator answers for: the whole bureau's, or those of the head's sections."""
    steps = CaseStep.objects.filter(bureau_id=actor.bureau_id, state__in=LIVE)
    if actor.has(*WATCHING):
        return steps
    if actor.has(Role.SECTION_HEAD):
        return steps.filter(section_id__in=actor.sections)
    return steps.none()


def worklist(actor: Actor, asked: Mapping[str, str], *, team: bool = False) -> Page[CaseStep]:
    """One page of steps with their cases. `asked` is request.GET.

    Filters: `state` open or taken, `post` id, `kind` (`sign`: decisions and signatures), `item` id, `unit` (a section or centre), `due` overdue, today or soon (five working days),
    `q` (start of the case number or part of the item's name); `sort` due, -due, opened, -opened; `after`, `before`,
    `size` of the page.
    """
    steps = steps_found(actor, asked, team=team)
    order = SORTS.get(asked.get("sort", ""), SORTS["due"])
    page = keyset_page(steps.select_related("case", "post", "holder"), order, asked)
    named(actor, [step.case for step in page.rows])
    return page


def steps_found(actor: Actor, asked: Mapping[str, str], *, team: bool = False) -> QuerySet[CaseStep]:
    """The same as a queryset, for export and counts."""
    return _filtered(team_steps(actor) if team else my_steps(actor), asked)


def _filtered(steps: QuerySet[CaseStep], asked: Mapping[str, str]) -> QuerySet[CaseStep]:
    if asked.get("state") in {StepState.OPEN, StepState.TAKEN}:
        steps = steps.filter(state=asked["state"])
    for name, column in (("post", "post"), ("item", "case__item")):
        if asked.get(name, "").isdecimal():
            steps = steps.filter(**{column: int(asked[name])})
    if asked.get("unit", "").isdecimal():
        steps = steps.filter(_of_unit(int(asked["unit"])))
    if asked.get("green"):
        steps = steps.filter(case__green_until__gte=clock.today())
    if asked.get("kind"):
        kinds = ["sign_off", "decision"] if asked["kind"] == "sign" else [asked["kind"]]
        steps = steps.filter(kind__in=kinds)
    if due := asked.get("due"):
        steps = steps.filter(_due(due, clock.today()))
    if text := asked.get("q", "").strip():
        steps = steps.filter(Q(case_number__startswith=text) | Q(item_name__contains=text))
    return steps


def _of_unit(unit_id: int) -> Q:
    """Steps of a section's or centre's posts, and of what lies right below it; without a post, of its people."""
    below = Q(post__section=unit_id) | Q(post__section__parent=unit_id)
    return below | Q(post=None, holder__section=unit_id)


def _due(which: str, today: date) -> Q:
    if which == "overdue":
        return Q(due__lt=today, due_provisional=False)
    if which == "today":
        return Q(due=today)
    if which == "soon":
        return Q(due__gte=today, due__lte=calendars.current().add_workdays(today, 5).day)
    return Q()


def capped(rows: QuerySet[Any]) -> int:
    """How many rows, but never counting past CAP + 1."""
    return rows.order_by()[: CAP + 1].count()


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """The numbers beside the navigation and the filters; each stops at CAP + 1 ("1000+")."""

    open: int
    mine: int
    overdue: int
    today: int
    sign: int
    intake: int
    deliver: int
    extensions: int


def work_counts(actor: Actor) -> WorkCounts:
    """What waits for this actor, counted in one statement.

    Steps in hand and steps of posts are counted apart, each by its own index: asked together, the database gathers
    all of them before it stops at the cap.
    """
    today = clock.today()
    overdue = _due("overdue", today)
    waiting, taken = _waiting(actor), _taken(actor)
    signing = Q(kind__in=["sign_off", "decision"])
    return WorkCounts(
        **counts(
            {
                "open": [waiting],
                "mine": [taken],
                "overdue": [waiting.filter(overdue), taken.filter(overdue)],
                "today": [waiting.filter(due=today), taken.filter(due=today)],
                "sign": [waiting.filter(signing), taken.filter(signing)],
                "intake": [intake_cases(actor)],
                "deliver": [cases_to_deliver(actor)],
                "extensions": [pending_extensions(actor)],
            },
            CAP,
        )
    )


def my_load(actor: Actor) -> list[QuerySet[Any]]:
    """The actor's live steps in two parts, each counted by its own index."""
    return [_waiting(actor), _taken(actor)]


def intake_cases(actor: Actor) -> QuerySet[Case]:
    """Applications that wait for an answer (five working days, LIC-2)."""
    if not actor.has(Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD):
        return Case.objects.none()
    return visible_cases(actor).filter(not_own(actor), state__in=[state.value for state in sorted(INTAKE)])


def intake_list(actor: Actor, asked: Mapping[str, str]) -> Page[Case]:
    """One page of them, the most urgent first."""
    rows = intake_cases(actor).select_related("section")
    if text := asked.get("q", "").strip():
        rows = rows.filter(Q(number__startswith=text) | Q(item_name__contains=text))
    page = keyset_page(rows, ("answer_by", "id"), asked)
    named(actor, page.rows)
    return page


def cases_to_deliver(actor: Actor) -> QuerySet[Case]:
    """Decided cases whose result has not been handed over (LIC-14); clerks only."""
    if not actor.has(Role.CLERK):
        return Case.objects.none()
    waiting = [CaseState.GRANTED, CaseState.REFUSED]
    return visible_cases(actor).filter(not_own(actor), state__in=waiting)


def delivery_list(actor: Actor, asked: Mapping[str, str]) -> Page[Case]:
    """One page of them, longest waiting first; `q` is a case number, a pick-up code, a shelf place or a waybill."""
    rows = cases_to_deliver(actor).select_related("delivery")
    if text := asked.get("q", "").strip():
        where = Q(delivery__shelf=text) | Q(delivery__shelf=text.upper()) | Q(delivery__courier_number=text)
        rows = rows.filter(Q(number__startswith=text) | Q(delivery__pickup_code=text) | where)
    return keyset_page(rows, ("decided_at", "id"), asked)


def pending_extensions(actor: Actor) -> QuerySet[Extension]:
    """Requests for more time that wait for the bureau's head (LIC-10)."""
    if not actor.has(Role.BUREAU_HEAD):
        return Extension.objects.none()
    rows = Extension.objects.filter(not_own(actor, "case__"), state="pending", case__bureau=actor.bureau_id)
    return rows.select_related("case", "requested_by")


@dataclass(frozen=True, slots=True)
class PostCount:
    """How many live steps a post has, and how many of them are overdue."""

    post_id: int
    post_name: str
    open: int
    taken: int
    overdue: int


def _steps_of_sections(actor: Actor) -> QuerySet[CaseStep]:
    """Live steps at the posts of the head's sections; by the post, not by the case, so that no case is read."""
    sections = actor.sections if actor.has(Role.SECTION_HEAD) else ()
    posts = [post.pk for post in identity.posts_of_sections(sections)] if sections else []
    return CaseStep.objects.filter(bureau_id=actor.bureau_id, state__in=LIVE, post__in=posts)


def counts_by_post(actor: Actor) -> list[PostCount]:
    """The load of each post that the actor answers for, heaviest first: the whole bureau's, or the head's sections'."""
    rows = loads(team_steps(actor) if actor.has(*WATCHING) else _steps_of_sections(actor))
    names = {post.pk: post.name for post in identity.posts_by_id({each.post_id for each in rows})}
    found = [PostCount(r.post_id, names[r.post_id], r.open, r.taken, r.overdue) for r in rows]
    return sorted(found, key=lambda each: (-each.open, each.post_id))


@dataclass(frozen=True, slots=True)
class Load:
    """The live steps of one post, in numbers."""

    post_id: int
    open: int
    taken: int
    overdue: int


def loads(steps: QuerySet[CaseStep]) -> list[Load]:
    """Live steps counted by post, from the index alone: what posts are called is asked apart, for few rows."""
    counted = (
        steps.filter(post__isnull=False)
        .order_by()
        .values_list("post")
        .annotate(
            waiting=Count("id", filter=Q(state=StepState.OPEN)),
            taken=Count("id", filter=Q(state=StepState.TAKEN)),
            late=Count("id", filter=_due("overdue", clock.today())),
        )
    )
    return [Load(*row) for row in counted]
