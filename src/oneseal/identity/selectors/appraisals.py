"""Yearly appraisals: one's own, the bureau's with each group's share (inventory 1.8)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from oneseal.foundation import clock
from oneseal.identity.models import Staff, StaffAppraisal
from oneseal.identity.rules.appraisals import OWN_UNITS, Group, Quota, allowed, group_of
from oneseal.identity.selectors.organisations import visible_staff
from oneseal.kernel.access import Actor, Role

APPRAISERS = frozenset({Role.BUREAU_HEAD, Role.ADMINISTRATOR})
APPRAISAL_READERS = APPRAISERS | {Role.SUPERVISOR}


def excellent_percent() -> int:
    """How many of a hundred may be excellent (L; ONESEAL_EXCELLENT_PERCENT)."""
    return int(settings.EXCELLENT_PERCENT)


def appraised_staff(actor: Actor, year: int) -> QuerySet[Staff]:
    """Who is appraised for a year: in service on its last day (today, while it runs), not hired from a contractor,
    no liaison of a department."""
    day = min(date(year, 12, 31), clock.today())
    here = Q(left_on=None) | Q(left_on__gt=day)
    return (
        visible_staff(actor)
        .filter(here, joined_on__lte=day)
        .exclude(Q(employment="outsourced") | Q(section__kind="department"))
    )


def quota(actor: Actor, year: int, group: str, *, but: int = 0) -> Quota:
    """A group's share in a year; `but` leaves one person's present result out of what is given. Two statements."""
    own = Q(home_unit__kind__in=sorted(OWN_UNITS))
    people = appraised_staff(actor, year).filter(own if group == Group.HOME else ~own).count()
    given = StaffAppraisal.objects.filter(
        staff__bureau=actor.bureau_id, year=year, group=group, grade="excellent"
    )
    return Quota(people, allowed(people, excellent_percent()), given.exclude(staff=but).count())


@dataclass(frozen=True, slots=True)
class Appraised:
    """Somebody who is appraised for a year, with the result so far."""

    person: Staff
    group: str
    result: StaffAppraisal | None


def appraisals(actor: Actor, year: int) -> list[Appraised]:
    """Everybody who is appraised for a year, the centre's group first. Two statements; none for those who may not."""
    if not actor.has(*APPRAISAL_READERS):
        return []
    people = list(appraised_staff(actor, year).order_by("number"))
    rows = StaffAppraisal.objects.filter(year=year, staff__bureau=actor.bureau_id)
    results = {row.staff_id: row for row in rows}
    found = [Appraised(person, group_of(person.home_unit.kind), results.get(person.pk)) for person in people]
    return sorted(found, key=lambda each: each.group)


def own_appraisals(actor: Actor) -> list[StaffAppraisal]:
    """The actor's own results, newest first."""
    return list(StaffAppraisal.objects.filter(staff=actor.staff_id).select_related("by"))


def appraisal_of(staff_id: int, year: int) -> StaffAppraisal | None:
    """Somebody's result of a year."""
    return StaffAppraisal.objects.filter(staff=staff_id, year=year).first()
