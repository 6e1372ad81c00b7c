"""Lists of pushes and findings, and the numbers beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_
from oneseal.supervision.models import Finding, Push
from oneseal.supervision.rules.states import FindingState, PushState
from oneseal.supervision.selectors.access import ANSWERERS, KEEPERS, visible_findings, visible_pushes

PUSH_VIEWS = {
    "waiting": N_("待签收"),
    "late": N_("逾期未签收"),
    "received": N_("待认领"),
    "claimed": N_("已认领"),
    "returned": N_("已退回"),
    "all": N_("全部"),
}
FINDING_VIEWS = {"open": N_("未答复"), "answered": N_("已答复")}


def _late(today: date) -> Q:
    return Q(state__in=[PushState.SENT, PushState.RETURNED], due__lt=today, due_provisional=False)


def pushes_to_see_to(actor: Actor) -> QuerySet[Push]:
    """The number in the navigation: a department's unreceived ones; for the bureau late and returned ones."""
    rows = visible_pushes(actor).select_related(None)
    if actor.has(Role.LIAISON):
        return rows.filter(state=PushState.SENT)
    if actor.has(*KEEPERS):
        return rows.filter(_late(clock.today()) | Q(state=PushState.RETURNED))
    return rows.none()


def push_list(actor: Actor, asked: Mapping[str, str]) -> Page[Push]:
    """One view of PUSH_VIEWS; `q`: a number or a holder's name from its beginning, or words of the item;
    `department`: its id. What waits comes by its last day, the rest newest first."""
    rows, view = visible_pushes(actor), asked.get("view", "waiting")
    if text := asked.get("q", "").strip():
        words = Q(number__startswith=text) | Q(item_name__contains=text)
        rows = rows.filter(words | Q(case__applicant_name__startswith=text))
    if (wanted := asked.get("department", "")).isdecimal():
        rows = rows.filter(department=int(wanted))
    match view:
        case "late":
            return keyset_page(rows.filter(_late(clock.today())), ("due", "id"), asked)
        case "received" | "claimed" | "returned":
            rows = rows.filter(state=view)
        case "waiting":
            return keyset_page(rows.filter(state=PushState.SENT), ("due", "id"), asked)
    return keyset_page(rows, ("-pushed_at", "-id"), asked)


def findings_to_see_to(actor: Actor) -> QuerySet[Finding]:
    """Those of the actor's section that wait, those in their hands; for the supervisor those that are late."""
    rows = visible_findings(actor).select_related(None).exclude(state=FindingState.ANSWERED)
    mine = Q(owner=actor.staff_id) if actor.staff_id else Q(pk=None)
    if actor.has(*ANSWERERS):
        mine |= Q(state=FindingState.OPEN, section__in=actor.sections)
    if actor.has(*KEEPERS):
        mine |= Q(due__lt=clock.today(), due_provisional=False)
    return rows.filter(mine)


def finding_list(actor: Actor, asked: Mapping[str, str]) -> Page[Finding]:
    """One view of FINDING_VIEWS; open ones by their last day."""
    rows = visible_findings(actor)
    if asked.get("view") == "answered":
        return keyset_page(rows.filter(state=FindingState.ANSWERED), ("-reported_at", "-id"), asked)
    return keyset_page(rows.exclude(state=FindingState.ANSWERED), ("due", "id"), asked)


def late_pushes(today: date) -> list[int]:
    """Ids of pushes whose last day has passed without receipt and of which nobody was told yet."""
    rows = Push.objects.filter(_late(today), escalated_on=None)
    return list(rows.order_by("due", "id").values_list("pk", flat=True))


def late_findings(today: date) -> list[int]:
    """Ids of findings whose last day has passed without an answer and of which nobody was told yet."""
    rows = Finding.objects.exclude(state=FindingState.ANSWERED).filter(
        due__lt=today, due_provisional=False, escalated_on=None
    )
    return list(rows.order_by("due", "id").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers above the list of pushes."""

    waiting: int
    late: int
    received: int
    returned: int
    late_receipts: int


def counts(actor: Actor) -> Counts:
    """What there is, in one statement."""
    found = visible_pushes(actor).aggregate(
        waiting=Count("id", filter=Q(state=PushState.SENT)),
        late=Count("id", filter=_late(clock.today())),
        received=Count("id", filter=Q(state=PushState.RECEIVED)),
        returned=Count("id", filter=Q(state=PushState.RETURNED)),
        late_receipts=Count("id", filter=Q(received_on__gt=F("due"))),
    )
    return Counts(**found)
