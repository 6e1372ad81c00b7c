"""Who sees which meeting with an applicant, and what waits to be approved or written down (inventory 3.24)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.hall.models import Meeting as Row
from oneseal.hall.rules.meetings import LABELS, LIFE, Meeting
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

MEETERS = (Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD)
"""Those who examine and decide: they meet applicants only when it was approved."""
APPROVERS = (Role.SECTION_HEAD, Role.BUREAU_HEAD)
WATCHERS = (Role.SUPERVISOR, Role.SECTION_HEAD, Role.BUREAU_HEAD)
"""Those who record a contact that nobody approved."""
MEETING_READERS = (*MEETERS, Role.SUPERVISOR)
MEETING_VIEWS = {
    "mine": N_("等我处理的"),
    "coming": N_("将要会见的"),
    "all": N_("全部会见"),
    "unfiled": N_("未经备案的接触"),
}


def visible_meetings(actor: Actor) -> QuerySet[Row]:
    """Meetings that an actor may see: the bureau's for supervisor and heads of the bureau, of a head's sections, else
    those in which they take part."""
    rows = Row.objects.select_related("case", "staff", "second", "settled_by", "document")
    rows = rows.filter(bureau=actor.bureau_id)
    if not actor.has(*MEETING_READERS):
        return rows.none()
    if actor.has(Role.SUPERVISOR, Role.BUREAU_HEAD):
        return rows
    own = Q(staff=actor.staff_id) | Q(second=actor.staff_id)
    if actor.has(Role.SECTION_HEAD):
        own |= Q(case__section__in=actor.sections)
    return rows.filter(own)


def access_meeting(actor: Actor, meeting_id: int) -> Row:
    """One meeting that the actor may see. Raises NotFound otherwise."""
    found = visible_meetings(actor).filter(pk=meeting_id).first()
    if found is None:
        raise NotFound("meeting_not_found", N_("没有找到这次会见，或者您无权查看。"))
    return found


def meeting_acts(actor: Actor, row: Row) -> frozenset[str]:
    """What the actor may do with a meeting now: heads who are not there answer, who asked calls off, those present
    write it down."""
    if row.state == Meeting.UNFILED or not actor.staff_id:
        return frozenset()
    present = actor.staff_id in {row.staff_id, row.second_id}
    allowed = set(LIFE.allowed(row.state))
    if present or not _may_approve(actor, row):
        allowed -= {"approve", "decline"}
    if row.staff_id != actor.staff_id:
        allowed.discard("cancel")
    if not present or clock.now() < row.starts_at:
        allowed.discard("hold")
    return frozenset(allowed)


def _may_approve(actor: Actor, row: Row) -> bool:
    here = actor.has(Role.SECTION_HEAD) and row.case.section_id in actor.sections
    return here or actor.has(Role.BUREAU_HEAD)


def meetings_waiting(actor: Actor) -> QuerySet[Row]:
    """Meetings that wait for the actor: to be answered, or to be written down: the number in the navigation."""
    rows = Row.objects.filter(bureau=actor.bureau_id)
    if not actor.staff_id or not actor.has(*MEETERS):
        return rows.none()
    present = Q(staff=actor.staff_id) | Q(second=actor.staff_id)
    waits = present & Q(state=Meeting.APPROVED, starts_at__lte=clock.now())
    if actor.has(Role.BUREAU_HEAD):
        waits |= Q(state=Meeting.ASKED) & ~present
    elif actor.has(Role.SECTION_HEAD):
        waits |= Q(state=Meeting.ASKED, case__section__in=actor.sections) & ~present
    return rows.filter(waits)


def meeting_list(actor: Actor, asked: Mapping[str, str]) -> Page[Row]:
    """One page. `asked` is request.GET: `view` (MEETING_VIEWS), `q` the start of a case number or a colleague's name."""
    view, rows = asked.get("view", "mine"), visible_meetings(actor)
    if view == "unfiled":
        rows = rows.filter(state=Meeting.UNFILED)
    elif view == "coming":
        rows = rows.filter(state=Meeting.APPROVED, starts_at__gt=clock.now())
    elif view != "all":
        rows = rows.filter(pk__in=meetings_waiting(actor).values("pk"))
    if text := asked.get("q", "").strip():
        rows = rows.filter(Q(case__number__startswith=text) | Q(staff__name__contains=text))
    order = ("starts_at", "id") if view in {"mine", "coming"} else ("-starts_at", "-id")
    return keyset_page(rows, order, asked)


@dataclass(frozen=True, slots=True)
class MeetingCounts:
    """The numbers above the list, of all that the actor may see."""

    asked: int
    coming: int
    held: int
    unfiled: int


def meeting_counts(actor: Actor) -> MeetingCounts:
    """Meetings by what became of them, in one statement."""
    rows = visible_meetings(actor).select_related(None).order_by()
    soon = Q(state=Meeting.APPROVED, starts_at__gt=clock.now())
    return MeetingCounts(
        **rows.aggregate(
            asked=Count("id", filter=Q(state=Meeting.ASKED)),
            coming=Count("id", filter=soon),
            held=Count("id", filter=Q(state=Meeting.HELD)),
            unfiled=Count("id", filter=Q(state=Meeting.UNFILED)),
        )
    )


def label_of(row: Row) -> str:
    """The words of its state, marked for translation."""
    return LABELS[row.state]


def meeting_panel(actor: Actor, case: Any) -> Mapping[str, Any] | None:
    """What the case page shows: staff the meetings that they may see, the applicant those that were agreed."""
    rows = visible_meetings(actor) if actor.is_staff else _agreed()
    found = list(rows.filter(case=case.pk).order_by("-starts_at"))
    return {"rows": found} if found else None


def _agreed() -> QuerySet[Row]:
    rows = Row.objects.filter(state__in=[Meeting.APPROVED, Meeting.HELD])
    return rows.select_related("staff", "second")
