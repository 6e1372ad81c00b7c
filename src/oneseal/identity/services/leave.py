"""Days on which somebody is away: a deputy does their work, or it is found for the head to give to others."""

from datetime import date

from django.db import transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.identity import events, selectors
from oneseal.identity.models import Staff, StaffLeave
from oneseal.identity.rules import leave as rules
from oneseal.identity.services.sessions import forget_actors
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound
from oneseal.kernel.text import N_


def record_leave(
    actor: Actor,
    staff_id: int,
    *,
    first_on: date,
    last_on: date,
    deputy_id: int | None = None,
    note: str = "",
) -> StaffLeave:
    """Enter days on which somebody is not at work; for oneself, one's section (its head) or anybody (administrators).

    `deputy_id` does the work of their posts meanwhile; it ends with the leave. Raises Forbidden, RuleViolation for
    days the wrong way round or a deputy who cannot be, Conflict where some of the days are entered already.
    """
    person = selectors.access_staff(actor, staff_id)
    _check_may(actor, person)
    rules.check_days(first_on, last_on)
    with transaction.atomic():
        lock(Staff, staff_id)
        same = StaffLeave.objects.filter(
            staff=staff_id, cancelled_at=None, first_on__lte=last_on, last_on__gte=first_on
        )
        if same.exists():
            raise Conflict("leave_overlaps", N_("这些日期已经登记过休假，请核对。"), field="first_on")
        if deputy_id is not None:
            _check_deputy(person, deputy_id, first_on, last_on)
        leave = StaffLeave.objects.create(
            staff_id=staff_id, first_on=first_on, last_on=last_on, deputy_id=deputy_id, note=note.strip()
        )
        event = events.LeaveRecorded(leave.pk, first_on.isoformat(), last_on.isoformat(), deputy_id)
        journal.record(actor, journal.Subject("staff", staff_id), event)
        forget_actors(staff=[staff_id])
    return leave


def _check_deputy(person: Staff, deputy_id: int, first_on: date, last_on: date) -> None:
    allowed = (
        selectors.possible_deputies([person], max(first_on, clock.today())).filter(pk=deputy_id).exists()
    )
    away = StaffLeave.objects.filter(
        staff=deputy_id, cancelled_at=None, first_on__lte=last_on, last_on__gte=first_on
    )
    rules.check_deputy(allowed=allowed, away=away.exists())


def cancel_leave(actor: Actor, leave_id: int) -> None:
    """Somebody is back early or does not go; by those who may enter it."""
    found = StaffLeave.objects.select_related("staff").filter(pk=leave_id).first()
    if found is None or found.staff.bureau_id != actor.bureau_id:
        raise NotFound("leave_unknown", N_("没有找到这条休假记录，请刷新后再看。"))
    _check_may(actor, found.staff)
    with transaction.atomic():
        lock(Staff, found.staff_id)
        change = journal.Update(
            StaffLeave, leave_id, {"cancelled_at": clock.now()}, expect={"cancelled_at": None}
        )
        event = events.LeaveCancelled(leave_id)
        forget_actors(staff=[found.staff_id])
        journal.record(actor, journal.Subject("staff", found.staff_id), event, changes=[change])


def _check_may(actor: Actor, person: Staff) -> None:
    heads = actor.has(Role.SECTION_HEAD) and person.section_id in actor.sections
    if not (actor.has(Role.ADMINISTRATOR, Role.BUREAU_HEAD) or heads or person.pk == actor.staff_id):
        raise Forbidden("not_your_section", N_("只能登记本人或本科室人员的休假。"))
