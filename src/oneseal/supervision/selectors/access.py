"""Who sees which push and finding, and what they may do with it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.supervision.models import Finding, Partner, Push
from oneseal.supervision.rules import states
from oneseal.supervision.rules.states import FindingState

KEEPERS = frozenset({Role.COORDINATOR, Role.SUPERVISOR})
"""They see that pushes are received: they send returned ones again and name liaisons."""
READERS = KEEPERS | {Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD}
ANSWERERS = frozenset({Role.REVIEWER, Role.SECTION_HEAD})


def department_ids(actor: Actor) -> frozenset[int]:
    """The departments for which an actor speaks: a liaison that of the post, a system the one it is named for."""
    if actor.has(Role.LIAISON):
        return actor.sections
    if actor.has(Role.CLIENT):
        named = Partner.objects.filter(client=-actor.account_id, bureau=actor.bureau_id)
        return frozenset(named.values_list("department_id", flat=True))
    return frozenset()


def pushes_of(case: Any) -> QuerySet[Push]:
    """The pushes of a case."""
    return Push.objects.filter(case=case.pk)


def visible_pushes(actor: Actor) -> QuerySet[Push]:
    """Pushes that an actor may see: the bureau's officers all, a department those that went to it."""
    rows = Push.objects.filter(bureau=actor.bureau_id).select_related("department", "case")
    if actor.has(*READERS):
        return rows
    if actor.has(Role.LIAISON, Role.CLIENT):
        return rows.filter(department__in=department_ids(actor))
    return rows.none()


def visible_findings(actor: Actor) -> QuerySet[Finding]:
    """Findings that an actor may see: the bureau's officers all, a department its own."""
    rows = Finding.objects.filter(bureau=actor.bureau_id)
    rows = rows.select_related("department", "push__case", "section", "owner")
    if actor.has(*READERS):
        return rows
    if actor.has(Role.LIAISON, Role.CLIENT):
        return rows.filter(department__in=department_ids(actor))
    return rows.none()


def access_push(actor: Actor, push_id: int) -> Push:
    """One push. Raises NotFound where it is absent or not for this actor."""
    return _one_push(visible_pushes(actor).filter(pk=push_id).select_related("certificate"))


def access_push_uid(actor: Actor, uid: UUID) -> Push:
    """The same by its lasting id, for other systems."""
    return _one_push(visible_pushes(actor).filter(uid=uid))


def access_finding(actor: Actor, finding_id: int) -> Finding:
    """One finding. Raises NotFound where it is absent or not for this actor."""
    return _one_finding(visible_findings(actor).filter(pk=finding_id).select_related("push__certificate"))


def access_finding_uid(actor: Actor, uid: UUID) -> Finding:
    """The same by its lasting id, for other systems."""
    return _one_finding(visible_findings(actor).filter(uid=uid))


def _one_push(rows: QuerySet[Push]) -> Push:
    found = rows.first()
    if found is None:
        raise NotFound("push_not_found", N_("没有找到这条推送，或者您无权查看。"))
    return found


def _one_finding(rows: QuerySet[Finding]) -> Finding:
    found = rows.first()
    if found is None:
        raise NotFound("finding_not_found", N_("没有找到这条监管反馈，或者您无权查看。"))
    return found


def is_department(actor: Actor) -> bool:
    """Whether the actor speaks for a department and not for the bureau."""
    return actor.has(Role.LIAISON, Role.CLIENT) and not actor.is_staff


def push_acts(actor: Actor, push: Push) -> list[str]:
    """What the actor may do with a push that they see; a finding may be reported on whatever was received."""
    mine = is_department(actor)
    acts = states.push_acts(push.state, department=mine, bureau=actor.has(*KEEPERS))
    return [*acts, "report"] if mine and push.received_at else acts


def finding_acts(actor: Actor, finding: Finding) -> list[str]:
    """What the actor may do with a finding: the item's section accepts, who accepted answers, else its head."""
    here = actor.has(*ANSWERERS) and finding.section_id in actor.sections
    if finding.state == FindingState.OPEN:
        return ["accept"] if here else []
    owner = finding.owner_id == actor.staff_id or (here and actor.has(Role.SECTION_HEAD))
    return ["answer"] if finding.state == FindingState.ACCEPTED and owner else []


def partner_of(department_id: int) -> Partner | None:
    """The department as a partner, where somebody was named."""
    return Partner.objects.filter(department=department_id).select_related("liaison", "client").first()
