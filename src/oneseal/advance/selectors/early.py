"""Reads of early services: who sees which, what waits, what they brought (inventory 5.18)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from oneseal.advance.models import EarlyNote, EarlyService
from oneseal.advance.rules.early import CONTACT_DAYS, LIFE, OPEN, EarlyState, Measured, middle
from oneseal.cases import selectors as cases
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import DueChip, local_day
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel import clocks
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due

WHOLE = (Role.CLERK, Role.BUREAU_HEAD, Role.COORDINATOR, Role.SUPERVISOR)
ADVISERS = (Role.REVIEWER, Role.SECTION_HEAD)
ASKERS = (Role.CLERK, Role.COORDINATOR)
"""Colleagues who ask for somebody, at the window or on a visit to a project."""
EARLY_VIEWS = {
    "open": N_("辅导中的"),
    "linked": N_("已正式申请"),
    "all": N_("全部"),
}


def visible_early(actor: Actor) -> QuerySet[EarlyService]:
    """Services that an actor may see: the bureau's or their sections', else those of whom they act for."""
    rows = EarlyService.objects.select_related("section", "staff", "project", "document", "item", "case")
    if actor.is_staff:
        rows = rows.filter(bureau=actor.bureau_id)
        if actor.has(*WHOLE):
            return rows
        if not actor.has(*ADVISERS):
            return rows.none()
        return rows.filter(Q(section__in=actor.sections) | Q(staff=actor.staff_id))
    return identity.applied_for(actor, rows)


def _one(rows: QuerySet[EarlyService]) -> EarlyService:
    found = rows.first()
    if found is None:
        raise NotFound("early_not_found", N_("没有找到这次提前服务，或者您无权查看。"))
    return found


def access_early_uid(actor: Actor, uid: UUID) -> EarlyService:
    """One service by its lasting id, for other systems. Raises NotFound."""
    return _one(visible_early(actor).filter(uid=uid))


def access_early(actor: Actor, service_id: int) -> EarlyService:
    """One service that the actor may see. Raises NotFound otherwise."""
    return _one(visible_early(actor).filter(pk=service_id))


def own_early(actor: Actor, asked: Mapping[str, str]) -> Page[EarlyService]:
    """What the citizen asked for, newest first."""
    return keyset_page(visible_early(actor).prefetch_related("notes"), ("-asked_at", "-id"), asked)


def early_list(actor: Actor, asked: Mapping[str, str]) -> Page[EarlyService]:
    """The desk's list; `view` (EARLY_VIEWS), `q`: number, applicant, item, words of the matter."""
    view, rows = asked.get("view", "open"), visible_early(actor)
    if text := asked.get("q", "").strip()[:60]:
        found = Q(number__startswith=text) | Q(applicant_name__contains=text)
        rows = rows.filter(found | Q(item_name__contains=text) | Q(matter__contains=text))
    if view == "linked":
        return keyset_page(rows.filter(state=EarlyState.LINKED), ("-asked_at", "-id"), asked)
    if view == "all":
        return keyset_page(rows, ("-asked_at", "-id"), asked)
    return keyset_page(rows.filter(state__in=OPEN), ("due", "id"), asked)


def early_to_see_to(actor: Actor) -> QuerySet[EarlyService]:
    """What waits for the actor: theirs, and those of their sections that nobody has taken."""
    rows = EarlyService.objects.filter(bureau=actor.bureau_id)
    if not actor.staff_id or not actor.has(*ADVISERS):
        return rows.none()
    waiting = Q(state=EarlyState.WAITING, section__in=actor.sections)
    return rows.filter(waiting | Q(state=EarlyState.TAKEN, staff=actor.staff_id))


def notes_of(row: EarlyService) -> list[EarlyNote]:
    """What was said, oldest first."""
    return list(row.notes.all())


def early_acts(actor: Actor, row: EarlyService) -> frozenset[str]:
    """What a page should offer; the services still check everything."""
    found = set(LIFE.allowed(row.state)) - {"link"}
    side = row.applicant_id in actor.applicants
    if actor.is_staff:
        here = actor.has(*ADVISERS) and row.section_id in actor.sections
        mine = actor.staff_id == row.staff_id
        found &= {"take"} if here and not mine else set()
        if mine:
            found = set(LIFE.allowed(row.state)) - {"link", "take"}
        elif actor.has(*ASKERS) and row.state in OPEN:
            found |= {"close"}
        if row.applicant_id in actor.own_applicants:
            found = set()
        return frozenset(found)
    return frozenset(found & {"note", "close"}) if side else frozenset()


def early_chip(row: EarlyService) -> DueChip | None:
    """The chip of the day by which somebody gets in touch; None once somebody has."""
    if row.state != EarlyState.WAITING:
        return None
    calendar, today = calendars.current(), clock.today()
    due = Due(row.due, row.due_provisional)
    state = str(clocks.state(due, CONTACT_DAYS, today, calendar))
    left = calendar.workdays_between(today, row.due).days
    return DueChip({"normal": "running"}.get(state, state), left, provisional=row.due_provisional, on=row.due)


def possible_sections(bureau_id: int) -> dict[int, str]:
    """The sections that can take a service over."""
    return {each.pk: each.name for each in identity.sections_by_code(bureau_id).values()}


def open_for_case(applicant_id: int, item_id: int) -> int | None:
    """The open service that an application of this applicant for this item follows; its id."""
    rows = EarlyService.objects.filter(applicant=applicant_id, item=item_id, state__in=OPEN)
    return rows.values_list("pk", flat=True).first()


def early_of_case(case_id: int) -> EarlyService | None:
    """The service that came before a case."""
    return EarlyService.objects.select_related("staff", "document").filter(case=case_id).first()


def early_before(case: Any) -> QuerySet[EarlyService]:
    """The services that a case came of."""
    return EarlyService.objects.filter(case=case.pk)


def case_panel(actor: Actor, case: Any) -> Mapping[str, Any] | None:
    """What the case page shows: that it was advised before, by whom, with what list."""
    row = early_of_case(case.pk)
    return {"row": row, "notes": row.notes.count(), "days": days_before(row)} if row else None


def days_before(row: EarlyService) -> int | None:
    """Calendar days from the request to the application."""
    if row.ended_at is None or row.state != EarlyState.LINKED:
        return None
    return (local_day(row.ended_at) - local_day(row.asked_at)).days


def measured(actor: Actor) -> Measured:
    """What the services of a year brought, of all that the actor may see (inventory 5.18), in three statements."""
    since = clock.now() - timedelta(days=365)
    rows = visible_early(actor).select_related(None).filter(asked_at__gte=since)
    linked = rows.filter(state=EarlyState.LINKED, ended_at__isnull=False)
    spans = [
        (local_day(ended) - local_day(asked)).days
        for asked, ended in linked.values_list("asked_at", "ended_at")
        if ended is not None
    ]
    counted = rows.aggregate(
        asked=Count("id", distinct=True),
        corrected=Count("id", distinct=True, filter=Q(case__corrections__isnull=False)),
    )
    served = EarlyService.objects.filter(case=OuterRef("pk"))
    others = cases.visible_cases(actor).filter(item__in=linked.values("item"), received_at__gte=since)
    compared = others.exclude(Exists(served)).aggregate(
        others=Count("id", distinct=True),
        others_corrected=Count("id", distinct=True, filter=Q(corrections__isnull=False)),
    )
    return Measured(
        asked=counted["asked"],
        linked=len(spans),
        days=middle(spans),
        corrected=counted["corrected"],
        others=compared["others"],
        others_corrected=compared["others_corrected"],
    )
