"""Figures broken down: by region over the five levels (inventory 4.6), by section and centre (inventory 1.3)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, Q, Value, When
from django.db.models.functions import Cast, RPad, Substr

from oneseal.cases.models import CaseStep
from oneseal.cases.rules.states import RUNNING, CaseState, StepState
from oneseal.cases.selectors.access import visible_cases
from oneseal.cases.selectors.figures import Figures
from oneseal.cases.selectors.worklists import WATCHING, loads, team_steps
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.identifiers import REGION_LENGTHS, below_digits, own_digits

WHOSE = {"applicant": "applicant__region_id", "receiver": "acceptor__home_unit__region_id"}
"""Whose region counts: the applicant's, or that of the unit of whoever accepted the application."""
ELSEWHERE, UNKNOWN = "elsewhere", "unknown"
NOTHING = Figures(0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """One line: a division `below` the one asked for, that one's `own` (nothing finer is known), `elsewhere`, `unknown`.

    `divided` says whether there are divisions below it.
    """

    kind: str
    code: str
    name: str
    figures: Figures
    divided: bool = False


def figures_by_region(
    actor: Actor, under: str, first: date, last: date, *, whose: str = "applicant"
) -> list[RegionFigures]:
    """A period's figures among the cases that the actor may see, by the divisions right below `under` (a code).

    A case of a village counts at every level above it; all lines together are all cases. One statement for the
    figures, whatever the number of lines, and two for the divisions. Raises NotFound for an unknown region.
    """
    region = identity.region(under)
    known = _by_part(actor, region, clock.span(first, last), WHOSE[whose])
    lines = [
        RegionFigures("below", row.pk, row.name, known.pop(row.pk, NOTHING), row.level < len(REGION_LENGTHS))
        for row in identity.regions_below(region.pk)
    ]
    lines.append(RegionFigures("own", region.pk, region.name, known.pop(region.pk, NOTHING)))
    rest = [RegionFigures(kind, "", "", known.pop(kind, NOTHING)) for kind in (ELSEWHERE, UNKNOWN)]
    # Codes that the region table no longer has below this one, after a change of divisions: shown by number.
    gone = [RegionFigures("below", code, code, figures) for code, figures in known.items()]
    return lines + gone + rest


def _by_part(actor: Actor, region: Any, period: tuple[datetime, datetime], column: str) -> dict[str, Figures]:
    """Figures by the code of the division right below, `elsewhere` or `unknown`: one statement."""
    part = Choice(
        When(place=None, then=Value(UNKNOWN)),
        When(
            place__startswith=region.pk[: own_digits(region.level)],
            then=RPad(Substr("place", 1, below_digits(region.level)), 12, Value("0")),
        ),
        default=Value(ELSEWHERE),
        output_field=CharField(),
    )
    measures = _measures(period)
    happened = Q(received_at__range=period) | Q(decided_at__range=period) | Q(closed_at__range=period)
    cases = visible_cases(actor).filter(
        happened | Q(accepted_at__range=period) | Q(state__in=sorted(RUNNING))
    )
    rows: Any = (
        cases.annotate(place=Cast(column, CharField()), part=part)
        .values("part")
        .annotate(**measures)
        .order_by("part")
    )
    return {row["part"]: Figures(**{name: row[name] for name in measures}) for row in rows}


def _measures(period: tuple[datetime, datetime]) -> dict[str, Count]:
    """What `Figures` counts, for grouping (KPI-1, KPI-2)."""
    decided, running = Q(decided_at__range=period), Q(state__in=sorted(RUNNING))
    late = Q(statutory_due__lt=clock.today(), due_provisional=False) & ~Q(state=CaseState.SUSPENDED)
    return {
        "received": Count("id", filter=Q(received_at__range=period)),
        "accepted": Count("id", filter=Q(accepted_at__range=period)),
        "decided": Count("id", filter=decided),
        "decided_on_time": Count("id", filter=decided & Q(decided_at__date__lte=F("statutory_due"))),
        "closed": Count("id", filter=Q(closed_at__range=period)),
        "running": Count("id", filter=running),
        "overdue": Count("id", filter=running & late),
    }


@dataclass(frozen=True, slots=True)
class UnitCount:
    """The live steps of one section or centre: waiting, in hand, overdue."""

    unit_id: int
    name: str
    open: int
    taken: int
    overdue: int


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What the posts of a section or centre did in a period: steps passed, of how many cases, how many in time."""

    unit_id: int
    name: str
    steps: int
    cases: int
    on_time: int


def report_by_unit(actor: Actor, first: date, last: date) -> list[UnitReport]:
    """Steps passed in a period by section and subordinate centre (inventory 1.3): all, or those of a head's sections.

    A case of one section may pass through the posts of a centre: each counts what its own posts did. One statement.
    """
    steps = CaseStep.objects.filter(bureau_id=actor.bureau_id, state=StepState.PASSED, post__isnull=False)
    if not actor.has(*WATCHING):
        steps = steps.filter(post__section__in=actor.sections if actor.has(Role.SECTION_HEAD) else ())
    rows = (
        steps.filter(done_at__range=clock.span(first, last))
        .order_by()
        .values_list("post__section", "post__section__name")
        .annotate(
            steps=Count("id"),
            cases=Count("case", distinct=True),
            on_time=Count("id", filter=Q(due__isnull=True) | Q(done_at__date__lte=F("due"))),
        )
    )
    return sorted((UnitReport(*row) for row in rows), key=lambda each: (-each.steps, each.unit_id))


def counts_by_unit(actor: Actor) -> list[UnitCount]:
    """The queue of each section and subordinate centre that the actor answers for, by its posts; two statements."""
    rows = loads(team_steps(actor))
    units = {post.pk: post.section for post in identity.posts_by_id({each.post_id for each in rows})}
    names = {unit.pk: unit.name for unit in units.values()}
    total: dict[int, list[int]] = {pk: [0, 0, 0] for pk in names}
    for row in rows:
        counted = total[units[row.post_id].pk]
        for place, number in enumerate((row.open, row.taken, row.overdue)):
            counted[place] += number
    found = [UnitCount(pk, names[pk], *counted) for pk, counted in total.items()]
    return sorted(found, key=lambda each: (-each.open, each.unit_id))
