"""Appointments: what can be booked, whose they are, who is expected."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor
from oneseal.queueing.models import Appointment, Hall, ServiceKind
from oneseal.queueing.rules import slots
from oneseal.queueing.rules.life import AppointmentState
from oneseal.queueing.rules.slots import Slot
from oneseal.queueing.selectors.opening import spans_of_days

STANDING = (AppointmentState.BOOKED, AppointmentState.ARRIVED)


def slots_of_days(line: ServiceKind, days: list[date]) -> dict[date, list[Slot]]:
    """The slots of some days of a line, in three statements; none where the line takes no appointments."""
    if not line.per_slot:
        return {day: [] for day in days}
    taken: dict[date, dict[time, int]] = {}
    rows = Appointment.objects.filter(line=line, day__in=days, state__in=STANDING)
    for day, starts, count in rows.values_list("day", "starts").annotate(count=Count("id")):
        taken.setdefault(day, {})[starts] = count
    spans, now = spans_of_days(line.hall, days), clock.wall(clock.now())
    return {
        day: slots.slots_on(
            spans[day],
            line.hall.slot_minutes,
            line.per_slot,
            taken.get(day, {}),
            after=now.time() if day == now.date() else None,
        )
        for day in days
    }


def days_to_book(line: ServiceKind) -> dict[date, list[Slot]]:
    """Every day that can be booked today and on which the hall is open, with its slots."""
    today = clock.today()
    asked = [today + timedelta(days=each) for each in range(line.ahead, line.horizon + 1)]
    return {day: found for day, found in slots_of_days(line, asked).items() if found}


def bookable_lines(hall: Hall) -> list[ServiceKind]:
    """The lines that take appointments."""
    return list(hall.lines.filter(closed_on=None, per_slot__gt=0).select_related("hall"))


def visible_appointments(actor: Actor) -> QuerySet[Appointment]:
    """Appointments: staff their bureau's, citizens those of whom they act for."""
    rows = Appointment.objects.select_related("hall", "line", "applicant", "item", "staff")
    if actor.is_staff:
        return rows.filter(bureau=actor.bureau_id)
    return rows.filter(applicant__in=actor.applicants) if actor.applicants else rows.none()


def access_appointment(actor: Actor, uid: UUID) -> Appointment:
    """One appointment. Raises NotFound."""
    found = visible_appointments(actor).filter(uid=uid).first()
    if found is None:
        raise not_found()
    return found


def appointments_of(actor: Actor, asked: Mapping[str, str]) -> Page[Appointment]:
    """A citizen's own, the latest day first."""
    return keyset_page(visible_appointments(actor), ("-day", "-starts", "-id"), asked)


def to_answer(actor: Actor) -> QuerySet[Appointment]:
    """Those whose day fell away and that wait for the citizen's answer."""
    return visible_appointments(actor).filter(state=AppointmentState.DISPLACED)


def appointments_on(actor: Actor, hall: Hall, day: date) -> list[Appointment]:
    """Who is expected in a hall on a day, by time."""
    rows = visible_appointments(actor).filter(hall=hall, day=day).exclude(state=AppointmentState.CANCELLED)
    return list(rows.order_by("starts", "id")[:500])


def missed_days(applicant_id: int) -> list[date]:
    """When somebody did not come."""
    since = clock.today() - slots.MISSES_WITHIN
    rows = Appointment.objects.filter(applicant=applicant_id, state=AppointmentState.NO_SHOW, day__gte=since)
    return list(rows.order_by("day").values_list("day", flat=True))


def overdue() -> list[int]:
    """Bookings whose slot ended longer than the grace ago without anybody."""
    now = clock.wall(clock.now())
    rows = Appointment.objects.filter(state=AppointmentState.BOOKED, day__lte=now.date())
    ended = [
        pk
        for pk, day, ends in rows.order_by("id").values_list("pk", "day", "ends")
        if datetime.combine(day, ends) + slots.GRACE < now
    ]
    return ended


def ahead_of(hall: Hall) -> list[Appointment]:
    """Everything that is booked in a hall from now on."""
    rows = Appointment.objects.filter(hall=hall, day__gte=clock.today(), state=AppointmentState.BOOKED)
    return list(rows.select_related("line__hall", "applicant").order_by("day", "starts", "id"))
