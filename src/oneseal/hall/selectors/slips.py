"""Who sees which slip of the window without veto, and what still has to be brought to its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from oneseal.cases import selectors as cases
from oneseal.cases.extensions import Link
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import DueChip
from oneseal.foundation.lists import Page, keyset_page
from oneseal.hall.models import WindowSlip
from oneseal.hall.rules import paths
from oneseal.hall.rules.paths import LIFE, UNSETTLED, WAYS, Path, SlipState
from oneseal.identity import selectors as identity
from oneseal.kernel import clocks
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due

if TYPE_CHECKING:
    from oneseal.cases.models import Case

WHOLE_BUREAU = (Role.CLERK, Role.COORDINATOR, Role.SUPERVISOR, Role.BUREAU_HEAD)
"""Clerks too: whoever comes back finds another window."""
VIEWS = {"mine": N_("等我了结的"), "open": N_("未了结的"), "settled": N_("已了结的")}


def visible_slips(actor: Actor) -> QuerySet[WindowSlip]:
    """The slips that an actor may see: of the whole bureau, of a head's sections, and those they gave."""
    rows = WindowSlip.objects.select_related("item", "case", "section", "issued_by", "settled_by", "document")
    if not actor.is_staff:
        return rows.none()
    rows = rows.filter(bureau=actor.bureau_id)
    if actor.has(*WHOLE_BUREAU):
        return rows
    own = Q(issued_by=actor.staff_id) | Q(content__review__invited__contains=actor.staff_id)
    return (
        rows.filter(own | Q(section__in=actor.sections)) if actor.has(Role.SECTION_HEAD) else rows.filter(own)
    )


def access_slip(actor: Actor, slip_id: int) -> WindowSlip:
    """One slip that the actor may see. Raises NotFound otherwise."""
    found = visible_slips(actor).filter(pk=slip_id).first()
    if found is None:
        raise NotFound("slip_not_found", N_("没有找到这张单子，或者您无权查看。"))
    return found


def may_settle(actor: Actor, slip: WindowSlip) -> bool:
    """Whether the actor is one of those who bring this slip to its end; a head only in their own sections."""
    roles = paths.followers(slip.path, on_case=slip.case_id is not None)
    here = slip.section_id in actor.sections
    if not actor.staff_id or actor.bureau_id != slip.bureau_id:
        return False
    return actor.has(*(roles - {Role.SECTION_HEAD})) or (
        here and Role.SECTION_HEAD in roles and actor.has(Role.SECTION_HEAD)
    )


def slip_acts(actor: Actor, slip: WindowSlip) -> frozenset[str]:
    """What the actor may do with a slip now."""
    if not may_settle(actor, slip):
        return frozenset()
    return frozenset(
        verb for verb in LIFE.allowed(slip.state) if verb != "escalate" or slip.path == Path.STUDY
    )


def review_of(slip: WindowSlip) -> dict[str, Any] | None:
    """The joint review of an escalated study: when, where, who; None where there is none."""
    said = slip.content.get("review")
    if not said:
        return None
    names = identity.colleagues(slip.bureau_id, said["invited"])
    people = [names[pk] for pk in said["invited"] if pk in names]
    return {
        "held_at": datetime.fromisoformat(said["held_at"]),
        "place": said["place"],
        "chair": people[0] if people else "",
        "others": people[1:],
    }


def follows(actor: Actor, slip: WindowSlip) -> bool:
    """Whether the actor has to reach the visitor: who gave the slip, and who brings it to its end."""
    own = bool(actor.staff_id) and slip.issued_by_id == actor.staff_id
    return slip.state != SlipState.SETTLED and (own or may_settle(actor, slip))


def slips_to_settle(actor: Actor) -> QuerySet[WindowSlip]:
    """The slips that wait for the actor: the number in the navigation."""
    rows = WindowSlip.objects.filter(bureau=actor.bureau_id, state__in=sorted(UNSETTLED))
    if not actor.staff_id:
        return rows.none()
    waits = Q(pk=None)
    if actor.has(Role.COORDINATOR):
        waits |= Q(path=Path.STUDY)
    if actor.has(Role.SECTION_HEAD):
        waits |= Q(section__in=actor.sections)
    if actor.has(Role.CLERK):
        waits |= Q(issued_by=actor.staff_id, case=None) & ~Q(path=Path.STUDY)
    return rows.filter(waits)


def slips_of_case(case_id: int) -> list[WindowSlip]:
    """Every slip about one application, the newest first."""
    rows = WindowSlip.objects.filter(case=case_id).select_related("document", "section", "issued_by")
    return list(rows.order_by("-id"))


def unsettled_slips(case_ids: list[int]) -> list[WindowSlip]:
    """Open slips about some applications."""
    return list(WindowSlip.objects.filter(case__in=case_ids, state__in=sorted(UNSETTLED)))


def slip_list(actor: Actor, asked: Mapping[str, str]) -> Page[WindowSlip]:
    """One page of slips. `asked` is request.GET: `view` (VIEWS), `path`, `q` (number or words of the matter),
    `due=overdue`; the most urgent first, settled ones newest first."""
    view = asked.get("view", "mine")
    rows = visible_slips(actor)
    if view == "settled":
        rows = rows.filter(state=SlipState.SETTLED)
    else:
        rows = rows.filter(state__in=sorted(UNSETTLED))
        if view != "open":
            rows = rows.filter(pk__in=slips_to_settle(actor).values("pk"))
    if asked.get("path") in set(WAYS):
        rows = rows.filter(path=asked["path"])
    if text := asked.get("q", "").strip():
        rows = rows.filter(Q(number__contains=text) | Q(matter__contains=text))
    if asked.get("due") == "overdue":
        rows = rows.filter(due__lt=clock.today(), due_provisional=False)
    order = ("-issued_at", "-id") if view == "settled" else ("due", "id")
    return keyset_page(rows, order, asked)


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers above the list, of all that the actor may see."""

    guide: int
    list: int
    study: int
    overdue: int


def slip_counts(actor: Actor) -> Counts:
    """Unsettled slips by path and those overdue, in one statement."""
    late = Q(due__lt=clock.today(), due_provisional=False)
    rows = visible_slips(actor).filter(state__in=sorted(UNSETTLED)).select_related(None).order_by()
    by_path = {path.value: Count("id", filter=Q(path=path)) for path in WAYS}
    return Counts(**rows.aggregate(**by_path, overdue=Count("id", filter=late)))


def chip_of(slip: WindowSlip) -> DueChip:
    """How long there is still until the path has to be at its end."""
    if slip.state == SlipState.SETTLED:
        return DueChip("done")
    today, calendar = clock.today(), calendars.current()
    due = Due(slip.due, slip.due_provisional)
    state = clocks.state(due, WAYS[Path(slip.path)].days, today, calendar)
    left = calendar.workdays_between(today, slip.due).days
    shown = {"normal": "running"}.get(state, str(state))
    return DueChip(shown, left, provisional=slip.due_provisional, on=slip.due)


def paths_for(actor: Actor, case: "Case") -> list[Link]:
    """The paths beside the lawful answers: where to go, and the question for those who know. The list of what is
    missing is the correction notice itself."""
    if cases.is_own(actor, case) or not actor.has(Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD):
        return []
    return [
        Link(
            gettext(WAYS[path].label),
            f"{reverse('hall:slip_new', args=[path.value])}?case={case.pk}",
            "map-pin" if path == Path.GUIDE else "zoom-question",
            hint=gettext(WAYS[path].hint),
        )
        for path in (Path.GUIDE, Path.STUDY)
    ]
