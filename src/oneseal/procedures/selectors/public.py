"""What everybody may read: announced hearings, limited licences and who is in line for them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from oneseal.cases import selectors as cases
from oneseal.foundation import clock
from oneseal.foundation.display import in_words, local_day
from oneseal.kernel.errors import NotFound
from oneseal.kernel.identifiers import mask_name
from oneseal.kernel.text import N_
from oneseal.procedures.models import Entry, Expert, Proceeding, Quota, QuotaCorrection
from oneseal.procedures.rules import quotas
from oneseal.procedures.rules.states import CONVENED, Kind
from oneseal.procedures.selectors.guards import queue_of


def announced_hearings() -> QuerySet[Proceeding]:
    """Hearings to come that anybody may attend (licence law art. 48(1)(1)), the next first."""
    rows = Proceeding.objects.filter(kind=Kind.HEARING, state=CONVENED, public=True, held_at__gte=clock.now())
    return rows.select_related("case", "bureau").order_by("held_at")


def public_quotas() -> QuerySet[Quota]:
    """All published quotas, the newest first."""
    return Quota.objects.select_related("item").order_by("-first", "-id")


def access_quota(quota_id: int) -> Quota:
    """One quota. Raises NotFound."""
    found = public_quotas().filter(pk=quota_id).first()
    if found is None:
        raise NotFound("no_such_quota", N_("没有找到这项名额。"))
    return found


def corrections_of(quota: Quota) -> list[tuple[QuotaCorrection, Any]]:
    """How a quota was corrected since it was first published, newest first, each with what changed in words."""
    return [
        (row, in_words(quotas.difference(_said(row.before), _said(row.after))))
        for row in quota.corrections.all()
    ]


def _said(facts: dict[str, Any]) -> quotas.Said:
    return quotas.Said(facts["places"], date.fromisoformat(facts["last"]), facts["pass_mark"])


@dataclass(frozen=True)
class Line:
    """One case in line: masked name, when accepted, its mark as written, what became of it."""

    place: int
    name: str
    number: str
    accepted_on: date | None
    mark: str
    reference: str
    within: bool
    granted: bool


def line_of(quota: Quota) -> list[Line]:
    """Who is in line for a quota, in order; names of persons masked."""
    queue = queue_of(quota)
    within = queue.within()
    rows = {
        row.pk: row
        for row in cases.accepted_in_order(quota.item_id, quota.first, quota.last).select_related("applicant")
    }
    entries = {row.case_id: row for row in Entry.objects.filter(quota=quota)}
    lines = []
    for place, pk in enumerate(queue.line(), start=1):
        case, entry = rows[pk], entries.get(pk)
        person = case.applicant.kind == "person"
        lines.append(
            Line(
                place,
                mask_name(case.applicant_name) if person else case.applicant_name,
                case.number,
                local_day(case.accepted_at) if case.accepted_at else None,
                quotas.mark_text(entry.points) if entry and quota.way == quotas.SCORE else "",
                entry.reference if entry else "",
                pk in within,
                case.outcome == "granted",
            )
        )
    return lines


def experts(bureau_id: int) -> QuerySet[Expert]:
    """The bureau's pool."""
    return Expert.objects.filter(bureau=bureau_id).order_by("field", "name")


def fields(bureau_id: int) -> list[str]:
    """The fields of experts in the pool."""
    return list(experts(bureau_id).values_list("field", flat=True).distinct().order_by("field"))
