"""Proceedings with their people, in a fixed number of statements."""

from collections import defaultdict

from oneseal.kernel.access import Actor
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.selectors.access import proceedings_of
from oneseal.procedures.selectors.shown import Shown, shown


def all_of(actor: Actor, case_id: int) -> list[Shown]:
    """All proceedings of a case as the actor may see them."""
    rows = proceedings_of(case_id)
    members: dict[int, list[Member]] = defaultdict(list)
    if rows:
        for each in Member.objects.filter(proceeding__case=case_id).select_related("staff", "expert"):
            members[each.proceeding_id].append(each)
    return [shown(row, members[row.pk], staff=actor.is_staff, applicants=actor.applicants) for row in rows]


def one(row: Proceeding) -> Shown:
    """One proceeding for staff."""
    return shown(row, list(row.members.select_related("staff", "expert")), staff=True)
