"""Appointments: booked, moved, given up, missed, and a day that a new notice turned into a holiday."""

from datetime import date, time

import pytest

from oneseal.foundation import calendars, clock
from oneseal.foundation.rules.holidays import NoticeDraft
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.workdays import SpecialDay
from oneseal.notices.tests.factories import messages_about
from oneseal.queueing import jobs, selectors, services
from oneseal.queueing.models import Appointment, Ticket
from oneseal.queueing.services import Slotted
from oneseal.queueing.tests import factories
from oneseal.queueing.tests.factories import NINE, Place, later

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)
DAY = 24 * 60


def booked(made: Place, who: str = "张伟", day: date = TUESDAY, starts: time = time(9)) -> Appointment:
    with clock.at(NINE):
        wanted = Slotted(made.lines["A"].pk, day, starts)
        return services.book(made[who], wanted, applicant_id=made.house.applicant(who))


def test_booked_only_for_oneself_and_once_a_day() -> None:
    made = factories.place()
    booked(made)
    with pytest.raises(Conflict, match="已经有"):
        booked(made, starts=time(10))
    wanted = Slotted(made.lines["A"].pk, TUESDAY, time(10))
    with clock.at(NINE), pytest.raises(Forbidden, match="本人"):
        services.book(made["张伟"], wanted, applicant_id=made.house.applicant("王芳"))
    booked(made, "王芳")
    with pytest.raises(RuleViolation, match="约满"):
        booked(made, "李娜")
    with pytest.raises(RuleViolation, match="提前"):
        booked(made, "李娜", day=date(2026, 11, 23))


def test_moved_and_given_up_in_time() -> None:
    made, citizen = (kept := factories.place()), kept["张伟"]
    row = booked(made)
    with clock.at(later(60)):
        services.change_appointment(citizen, uid=row.uid, day=TUESDAY, starts=time(9, 30))
    with clock.at(later(DAY)), pytest.raises(RuleViolation, match="一小时"):
        services.change_appointment(citizen, uid=row.uid, day=TUESDAY, starts=time(10))
    with clock.at(later(DAY)):
        services.cancel_appointment(citizen, uid=row.uid)
    with clock.at(later(DAY)), pytest.raises(Conflict):
        services.cancel_appointment(citizen, uid=row.uid)


def test_the_slot_counts_when_called_and_the_named_colleague_calls() -> None:
    made = factories.place()
    row = booked(made)
    window, other = made.opened("02", minutes=DAY), made.opened("01", "second_clerk", DAY)
    with clock.at(later(DAY)):
        services.name_staff(made["coordinator"], uid=row.uid, staff_id=made.house.staff("clerk"))
        ticket = services.arrive(made["张伟"], uid=row.uid, code=services.hall_code(made.hall.pk))
        assert ticket.for_window_id == window.pk
        assert services.call_next(made["second_clerk"], other.pk) is None
        called = services.call_next(made["clerk"], window.pk)
    assert called is not None
    assert called.appointment_id == row.pk


def test_who_does_not_come_is_noted_by_the_job() -> None:
    made = factories.place()
    row = booked(made)
    with clock.at(later(DAY + 45)):
        jobs.miss()
        assert Appointment.objects.get(pk=row.pk).state == "booked"
    with clock.at(later(DAY + 46)):
        jobs.miss()
    assert Appointment.objects.get(pk=row.pk).state == "no_show"
    assert selectors.missed_days(made.house.applicant()) == [TUESDAY] or clock.today() > date(2027, 2, 1)


def test_a_day_that_a_notice_made_a_holiday_is_told_and_another_is_offered() -> None:
    made = factories.place()
    calendars.ensure_seeded(SYSTEM)
    row, stays = booked(made), booked(made, "王芳", day=date(2026, 11, 25))
    known = calendars.published()[2026]
    draft = NoticeDraft(
        year=2026,
        title="临时放假通知",
        source_url="https://www.gov.cn/",
        source="测试",
        published_on=date(2026, 11, 23),
        days=(*known, SpecialDay(TUESDAY, True, "临时假")),
    )
    with clock.at(NINE):
        calendars.load_notice(made["administrator"], draft=draft)
        calendars.forget()
        assert services.displace_closed(made.hall) == 1
        assert services.displace_closed(made.hall) == 0
    row.refresh_from_db()
    assert (row.state, row.offer_day, row.offer_starts) == ("displaced", date(2026, 11, 25), time(9))
    told = messages_about("appointment", row.pk).values_list("template", flat=True)
    assert "appointment_offered" in told
    with clock.at(NINE):
        services.change_appointment(made["张伟"], uid=row.uid, day=date(2026, 11, 25), starts=time(9))
    row.refresh_from_db()
    assert (row.state, row.day, row.changes) == ("booked", date(2026, 11, 25), 0)
    stays.refresh_from_db()
    assert stays.state == "booked"
    calendars.forget()


def test_at_night_numbers_end_and_windows_close() -> None:
    made = factories.place()
    window = made.opened()
    first, second = made.ticket(), made.ticket(minutes=1)
    with clock.at(later(5)):
        services.call_next(made["clerk"], window.pk)
        services.begin(made["clerk"], ticket_id=first.pk)
    with clock.at(later(DAY)):
        jobs.end_day()
    states = dict(Ticket.objects.values_list("number", "state"))
    assert states == {first.number: "done", second.number: "left"}
    window.refresh_from_db()
    assert window.state == "closed"
    assert selectors.seat_of(made.house.staff("clerk")) is None
