"""Reads of the code of conduct, violations and removals."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from oneseal.appraisal.models import Conduct, Removal, Trace, Violation
from oneseal.appraisal.rules.conduct import Case, Off
from oneseal.appraisal.selectors.scores import may_still_appeal
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

RECORDERS = frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.SECTION_HEAD, Role.BUREAU_HEAD})
VERIFIERS = frozenset({Role.SUPERVISOR, Role.BUREAU_HEAD})
WATCHERS = frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.BUREAU_HEAD})


def catalogue(actor: Actor) -> list[Conduct]:
    """The code of conduct in force, for staff."""
    rows = Conduct.objects.filter(bureau=actor.bureau_id, closed_on=None)
    return list(rows if actor.is_staff else rows.none())


def access_conduct(actor: Actor, conduct_id: int) -> Conduct:
    """One entry. Raises NotFound otherwise."""
    found = Conduct.objects.filter(bureau=actor.bureau_id, pk=conduct_id).first() if actor.is_staff else None
    if found is None:
        raise NotFound("conduct_not_found", N_("没有找到这条行为规范，请重新选择。"), field="conduct")
    return found


def visible_violations(actor: Actor) -> QuerySet[Violation]:
    """Violations: watchers all, heads those of their sections, everybody their own; an unverified one is not shown to
    the person before it is settled."""
    rows = Violation.objects.select_related(
        "staff__section", "conduct", "recorded_by", "verified_by", "removal"
    )
    rows = rows.filter(bureau=actor.bureau_id) if actor.is_staff else rows.none()
    if actor.has(*WATCHERS):
        return rows
    mine = Q(staff=actor.staff_id) & ~Q(state=Case.RECORDED)
    if actor.has(Role.SECTION_HEAD):
        mine |= Q(staff__section__in=actor.sections) & ~Q(staff=actor.staff_id)
        mine |= Q(recorded_by=actor.staff_id)
    return rows.filter(mine)


def access_violation(actor: Actor, violation_id: int) -> Violation:
    """One violation. Raises NotFound otherwise."""
    found = visible_violations(actor).filter(pk=violation_id).first()
    if found is None:
        raise NotFound("violation_not_found", N_("没有找到这条违规记录，或者您无权查看。"))
    return found


def violation_list(actor: Actor, asked: Mapping[str, str]) -> Page[Violation]:
    """Violations, newest first; `view` narrows to a state."""
    rows, view = visible_violations(actor), asked.get("view", "")
    if view in set(Case):
        rows = rows.filter(state=view)
    return keyset_page(rows, ("-recorded_at", "-id"), asked)


def to_verify(actor: Actor) -> QuerySet[Violation]:
    """What the actor may verify: recorded by somebody else, about somebody else."""
    if not actor.has(*VERIFIERS):
        return Violation.objects.none()
    rows = Violation.objects.filter(bureau=actor.bureau_id, state=Case.RECORDED)
    return rows.exclude(Q(recorded_by=actor.staff_id) | Q(staff=actor.staff_id))


def removal_of(violation: Violation) -> Removal | None:
    """The removal that followed."""
    return Removal.objects.filter(violation=violation).select_related("closed_by").first()


def traces_of(removal: Removal | None) -> list[Trace]:
    """Whose duty is looked into."""
    return list(removal.traces.select_related("staff", "by")) if removal else []


def violation_acts(actor: Actor, row: Violation, removal: Removal | None) -> frozenset[str]:
    """What a page should offer; the services check everything."""
    found, other = set[str](), actor.staff_id not in {row.staff_id, row.recorded_by_id}
    if row.state == Case.RECORDED and other and actor.has(*VERIFIERS):
        found |= {"verify", "dismiss"}
    own = row.staff_id == actor.staff_id or (removal is not None and actor.has(*WATCHERS))
    open_ = row.verified_at is not None and may_still_appeal(row.verified_at)
    if row.state == Case.VERIFIED and own and open_ and not hasattr(row, "appeal"):
        found.add("appeal")
    if removal and removal.state == Off.OFF_POST and actor.has(*VERIFIERS) and row.staff_id != actor.staff_id:
        found |= {"trace", "close"}
    return frozenset(found)
