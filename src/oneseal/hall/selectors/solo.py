"""Who may decide alone, on what, and which of those decisions are checked (SOLO-1…5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q, QuerySet

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.foundation import calendars, clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.hall.models import SoloApprover, SoloAudit, SoloOverrun
from oneseal.hall.rules import solo
from oneseal.kernel.access import EXAMINING, NOBODY, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from oneseal.cases.models import Case

AUDITORS = (Role.SUPERVISOR,)


def standing_approvers() -> QuerySet[SoloApprover]:
    """Appointments that hold today."""
    today = clock.today()
    rows = SoloApprover.objects.filter(from_on__lte=today, to_on__gte=today, revoked_at=None)
    return rows.select_related("staff", "staff__section", "document")


def visible_approvers(actor: Actor) -> QuerySet[SoloApprover]:
    """Every appointment of the bureau, newest first, for those who examine, decide and watch."""
    rows = SoloApprover.objects.filter(bureau=actor.bureau_id)
    return (
        rows.select_related("staff", "staff__section", "document") if actor.has(*EXAMINING) else rows.none()
    )


def is_approver(actor: Actor, case: "Case") -> bool:
    """Whether the actor is appointed today and the case is their section's."""
    here = case.section_id in actor.sections and actor.staff_id != 0
    return here and standing_approvers().filter(staff=actor.staff_id, bureau=case.bureau_id).exists()


def may_begin(actor: Actor, case: "Case") -> bool:
    """Whether the page should offer to take a case in alone; asks the database only for items on the solo list."""
    if case.state not in {"submitted", "corrected"} or cases.is_own(actor, case):
        return False
    if not solo.listed(catalog.version_content(case.item_version_id)):
        return False
    return not case.owes and not case.committed and is_approver(actor, case)


def solo_items(bureau_id: int | None = None) -> list[Any]:
    """Items on the solo list as anybody may see them, by name."""
    rows = catalog.visible_items(NOBODY).exclude(current_version=None)
    if bureau_id is not None:
        rows = rows.filter(bureau_id=bureau_id)
    return [
        row
        for row in rows.filter(current_version__content__solo=True).order_by("name")
        if row.current_version and solo.listed(catalog.version_content(row.current_version.pk))
    ]


def minutes_taken(case: "Case") -> int | None:
    """Business minutes from taking in to the decision; None where it is not decided."""
    return _minutes(case, case.decided_at) if case.decided_at else None


def minutes_running(case: "Case") -> int:
    """Business minutes since it was taken in, until it was decided or now."""
    return _minutes(case, case.decided_at or clock.now()) or 0


def _minutes(case: "Case", until: datetime) -> int | None:
    if case.accepted_at is None:
        return None
    begun, ended = clock.wall(case.accepted_at), clock.wall(until)
    return solo.took(begun, ended, calendars.office_hours(), calendars.current())


def overrunning() -> list["Case"]:
    """Solo cases in hand that are over their minutes and of which nobody was told yet."""
    over = [
        each for each in cases.solo_in_hand() if solo.is_over(minutes_running(each), settings.SOLO_MINUTES)
    ]
    told = set(SoloOverrun.objects.filter(case__in=[each.pk for each in over]).values_list("case", flat=True))
    return [each for each in over if each.pk not in told]


def overruns(actor: Actor, limit: int = 20) -> list[SoloOverrun]:
    """The newest overruns of the bureau, for those who examine, decide and watch."""
    rows = SoloOverrun.objects.filter(bureau=actor.bureau_id).select_related(
        "case__acceptor", "case__decider"
    )
    return list(rows.order_by("-noticed_at", "-id")[:limit]) if actor.has(*EXAMINING) else []


def visible_audits(actor: Actor) -> QuerySet[SoloAudit]:
    """Drawn decisions of the bureau, for auditors and heads."""
    rows = SoloAudit.objects.filter(bureau=actor.bureau_id).select_related("case", "case__decider", "auditor")
    return rows if actor.has(Role.SUPERVISOR, Role.BUREAU_HEAD, Role.COORDINATOR) else rows.none()


def audits_waiting(actor: Actor) -> QuerySet[SoloAudit]:
    """Drawn decisions that wait for the auditor: the number in the navigation."""
    rows = SoloAudit.objects.filter(bureau=actor.bureau_id, state=solo.Audit.DUE)
    return rows if actor.has(*AUDITORS) else rows.none()


def access_audit(actor: Actor, audit_id: int) -> SoloAudit:
    """One drawn decision that the actor may see. Raises NotFound otherwise."""
    found = visible_audits(actor).filter(pk=audit_id).first()
    if found is None:
        raise NotFound("audit_not_found", N_("没有找到这件抽查，或者您无权查看。"))
    return found


def audit_list(actor: Actor, asked: Mapping[str, str]) -> Page[SoloAudit]:
    """One page, the newest month first; `state` narrows."""
    rows = visible_audits(actor)
    if asked.get("state") in set(solo.LIFE.labels):
        rows = rows.filter(state=asked["state"])
    return keyset_page(rows, ("-month", "id"), asked)


def staff_to_appoint(actor: Actor) -> Q:
    """Those who have no appointment that still holds or is to come."""
    rows = SoloApprover.objects.filter(bureau=actor.bureau_id, revoked_at=None, to_on__gte=clock.today())
    return ~Q(pk__in=rows.values("staff"))
