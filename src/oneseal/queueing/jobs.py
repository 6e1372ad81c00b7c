"""What happens by itself: missed appointments, days that fell away, numbers and windows left over at night."""

from oneseal.cases.services.batches import each_alone
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, subscriber
from oneseal.queueing import selectors, services


@subscriber("queueing.displace", kinds=frozenset({"foundation.notice_loaded", "queueing.hours_kept"}))
def displace(entries: list[JournalEntry]) -> None:
    """A day may have turned into a holiday: its appointments are told and offered another slot."""
    for hall in selectors.all_halls():
        services.displace_closed(hall)


@periodic(cron="*/10 * * * *")
@job("queueing.miss")
def miss() -> None:
    """Every ten minutes: nobody came."""
    each_alone("miss_appointment", selectors.overdue(), lambda pk: services.miss(appointment_id=pk))


@periodic(cron="30 16 * * *")
@job("queueing.end_day")
def end_day() -> None:
    """After midnight: numbers of yesterday wait no longer, windows left open are closed."""
    each_alone("end_ticket", selectors.left_over(), lambda pk: services.end_ticket(ticket_id=pk))
    each_alone("end_seat", selectors.left_open(), lambda pk: services.end_seat(window_id=pk))
