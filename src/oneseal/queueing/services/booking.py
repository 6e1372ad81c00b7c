"""Booking a slot, moving it, giving it up, coming, not coming, and what a new holiday notice moves (inventory 3.13)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify
from oneseal.queueing import events, selectors
from oneseal.queueing.models import Appointment, Hall, ServiceKind, Ticket
from oneseal.queueing.rules import slots
from oneseal.queueing.rules.life import APPOINTMENTS, AppointmentState
from oneseal.queueing.services.arrival import check_here
from oneseal.queueing.services.tickets import Wish, issue_ticket


@dataclass(frozen=True, slots=True)
class Slotted:
    """A line, a day, a time."""

    line_id: int
    day: date
    starts: time


def book(
    actor: Actor, wanted: Slotted, *, applicant_id: int, item_id: int = 0, note: str = ""
) -> Appointment:
    """Book a slot for oneself or somebody one acts for; the desk books for those who telephone.

    Raises RuleViolation at `day`, `starts` or `line`. The last free place goes to one of two who press at once.
    """
    line = selectors.access_line(actor, wanted.line_id)
    if not (actor.has(*selectors.GUIDES) or applicant_id in actor.applicants):
        raise Forbidden("not_yours", N_("只能为本人或者授权您的人预约。"))
    slots.check_misses([] if actor.is_staff else selectors.missed_days(applicant_id), clock.today())
    with transaction.atomic():
        lock(ServiceKind, line.pk)
        slot = _free(line, wanted.day, wanted.starts)
        if _booked(applicant_id, line).filter(day=wanted.day).exists():
            raise Conflict("has_appointment", N_("这一天已经有同一项预约，可以改约或者取消。"), field="day")
        row = Appointment.objects.create(
            bureau_id=line.hall.bureau_id,
            hall=line.hall,
            line=line,
            item_id=item_id or None,
            applicant_id=applicant_id,
            day=wanted.day,
            starts=slot.starts,
            ends=slot.ends,
            booked_at=clock.now(),
            note=note.strip()[:200],
        )
        event = events.AppointmentBooked(line.pk, line.name, row.day.isoformat(), f"{row.starts:%H:%M}")
        record(actor, Subject("appointment", row.pk), event)
        tell(actor, row, "booked")
    return row


def change_appointment(actor: Actor, *, uid: UUID, day: date, starts: time) -> Appointment:
    """Move an appointment to another slot; also the answer to an offer."""
    found = selectors.access_appointment(actor, uid)
    with transaction.atomic():
        lock(ServiceKind, found.line_id)
        row = _locked(found.pk, "change")
        displaced = row.state == AppointmentState.DISPLACED
        if not displaced:
            slots.check_change(_moment(row), clock.now(), row.changes)
        slot = _free(selectors.access_line(actor, row.line_id), day, starts)
        values = {
            "state": APPOINTMENTS.step(row.state, "change"),
            "day": day,
            "starts": slot.starts,
            "ends": slot.ends,
            "changes": row.changes + (0 if displaced else 1),
            "offer_day": None,
            "offer_starts": None,
        }
        event = events.AppointmentChanged(day.isoformat(), f"{slot.starts:%H:%M}")
        _keep(actor, row, event, **values)
        tell(actor, row, "booked")
    return row


def cancel_appointment(actor: Actor, *, uid: UUID) -> Appointment:
    """Give the slot back."""
    found = selectors.access_appointment(actor, uid)
    with transaction.atomic():
        row = _locked(found.pk, "cancel")
        if row.state == AppointmentState.BOOKED and clock.now() > _moment(row):
            text = N_("预约时段已经开始，不能取消。来不了也没关系，不用再操作。")
            raise RuleViolation("too_late", text)
        _settle(actor, row, "cancel")
    return row


def arrive(actor: Actor, *, uid: UUID, code: str = "") -> Ticket:
    """They are in the hall: the appointment becomes a ticket whose place follows the slot.

    Where a colleague was named for them who sits at an open window, that window calls them.
    """
    found = selectors.access_appointment(actor, uid)
    check_here(actor, found.hall_id, code)
    with transaction.atomic():
        row = _locked(found.pk, "arrive")
        slots.check_arrival(_moment(row), _moment(row, "ends"), clock.now())
        _settle(actor, row, "arrive")
        seat = selectors.seat_of(row.staff_id) if row.staff_id else None
        wish = Wish(
            applicant_id=row.applicant_id,
            priority="appointment",
            appointment_id=row.pk,
            item_id=row.item_id or 0,
            window_id=seat.window_id if seat and seat.window.hall_id == row.hall_id else 0,
        )
        door = "guide" if actor.is_staff else "phone"
        return issue_ticket(actor, hall_id=row.hall_id, line_id=row.line_id, door=door, wish=wish, here=True)


def name_staff(actor: Actor, *, uid: UUID, staff_id: int) -> Appointment:
    """Say which colleague attends to this appointment (3.13: named staff follow)."""
    if not actor.has(*selectors.GUIDES):
        raise Forbidden("not_naming", N_("由窗口或协调督办岗指定接待人员。"))
    found = selectors.access_appointment(actor, uid)
    if staff_id not in identity.colleagues(actor.bureau_id, [staff_id]):
        raise RuleViolation("no_such_colleague", N_("请从列表里选择一位在岗同事。"), field="staff")
    with transaction.atomic():
        row = _locked(found.pk, "change")
        name = identity.staff_names({staff_id})[staff_id]
        _keep(actor, row, events.AppointmentNamed(staff_id, name), staff_id=staff_id)
    return row


def miss(*, appointment_id: int) -> bool:
    """Nobody came to the slot; False where something happened meanwhile. The job does this."""
    with transaction.atomic():
        row = lock(Appointment, appointment_id)
        if row.state != AppointmentState.BOOKED:
            return False
        _settle(SYSTEM, row, "miss")
    return True


def displace_closed(hall: Hall) -> int:
    """Every booking on which the hall is closed after all falls away, is told and offered another; return how many.

    After a holiday notice was loaded or the hours were changed.
    """
    booked = selectors.ahead_of(hall)
    spans = selectors.spans_of_days(hall, {row.day for row in booked})
    gone = [row for row in booked if not slots.still_open(spans[row.day], row.starts, row.ends)]
    for row in gone:
        with transaction.atomic():
            lock(ServiceKind, row.line_id)
            _displace(lock(Appointment, row.pk), row.line)
    return len(gone)


def _displace(row: Appointment, line: ServiceKind) -> None:
    if row.state != AppointmentState.BOOKED:
        return
    days = {day: found for day, found in selectors.days_to_book(line).items() if day != row.day}
    later = {day: found for day, found in days.items() if day > row.day} or days
    offer = slots.first_free(later, row.starts)
    offered = f"{offer[0].isoformat()} {offer[1].starts:%H:%M}" if offer else "—"
    event = events.AppointmentDisplaced(row.day.isoformat(), f"{row.starts:%H:%M}", offered)
    values: dict[str, Any] = {
        "state": APPOINTMENTS.step(row.state, "displace"),
        "offer_day": offer[0] if offer else None,
        "offer_starts": offer[1].starts if offer else None,
    }
    _keep(SYSTEM, row, event, **values)
    tell(SYSTEM, row, "displaced")


def tell(actor: Actor, row: Appointment, what: str) -> None:
    """A message to the applicant: booked, or fallen away with an offer."""
    offer = (
        f"{row.offer_day.isoformat()} {row.offer_starts:%H:%M}" if row.offer_day and row.offer_starts else ""
    )
    template = "appointment_booked"
    data = {
        "line": row.line.name,
        "place": row.hall.name,
        "day": row.day.isoformat(),
        "time": f"{row.starts:%H:%M}",
    }
    if what == "displaced":
        template = "appointment_offered" if offer else "appointment_off"
        data |= (
            {"offer_day": row.offer_day.isoformat(), "offer_time": f"{row.offer_starts:%H:%M}"}
            if offer and row.offer_day
            else {}
        )
    notify(
        actor,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(row.applicant),
        template=template,
        data=data,
        dedupe_key=f"{template}:{row.pk}:{row.day.isoformat()}:{row.starts:%H%M}",
        about=Subject("appointment", row.pk),
        link=reverse("queueing:appointment", args=[row.uid]),
    )


def _free(line: ServiceKind, day: date, starts: time) -> slots.Slot:
    slots.check_day(day, clock.today(), ahead=line.ahead, horizon=line.horizon)
    return slots.check_slot(selectors.slots_of_days(line, [day])[day], starts)


def _booked(applicant_id: int, line: ServiceKind) -> Any:
    return Appointment.objects.filter(applicant=applicant_id, line=line, state=AppointmentState.BOOKED)


def _moment(row: Appointment, end: str = "starts") -> datetime:
    return datetime.combine(row.day, getattr(row, end), clock.LOCAL)


def _locked(pk: int, verb: str) -> Appointment:
    row = lock(Appointment, pk)
    APPOINTMENTS.step(row.state, verb)
    return row


def _settle(actor: Actor, row: Appointment, verb: str) -> None:
    state = APPOINTMENTS.step(row.state, verb)
    event = events.AppointmentSettled(state, APPOINTMENTS.labels[state])
    _keep(actor, row, event, state=state, settled_at=clock.now())


def _keep(actor: Actor, row: Appointment, event: Event, **values: Any) -> None:
    change = Update(Appointment, row.pk, values, expect={"state": row.state})
    record(actor, Subject("appointment", row.pk), event, changes=[change])
    for field, value in values.items():
        setattr(row, field, value)
