"""What happens by itself: places freed, orders repeated, silent parcels asked for, days compared."""

import logging
from datetime import date, timedelta

from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import RuleViolation
from oneseal.output import selectors, services
from oneseal.output.gateway import Unreachable, courier
from oneseal.output.services.comparing import COMPARISON

log = logging.getLogger(__name__)

PATIENCE = timedelta(hours=2)
"""A courier's call-back may take so long before we ask."""

ENDED = {
    "cases.delivered": "delivered",
    "cases.terminated": "ended",
    "cases.withdrawn": "ended",
    "cases.delivery_chosen": "method",
}


@subscriber("output.free_place", kinds=set(ENDED), batch=100, paced=True)
def free_place(entries: list[JournalEntry]) -> None:
    """A place is free once its case was handed over, ended, or is to come another way."""
    for entry in entries:
        with moment_of(entry):
            services.release_place(case_id=entry.subject_id, why=ENDED[entry.kind], before=entry.at)


@periodic(cron="*/5 * * * *")
@job("output.ask_courier")
def ask_courier() -> None:
    """Every five minutes: orders that got no answer again, and parcels of which we have heard nothing for hours."""
    if not courier.is_configured():
        return
    for parcel_id in selectors.unordered():
        try:
            services.order_parcel(SYSTEM, parcel_id=parcel_id)
        except RuleViolation as error:
            log.warning("parcel %s waits: %s", parcel_id, error.code)
    for number in selectors.silent(clock.now() - PATIENCE):
        try:
            services.query_parcel(number=number)
        except (Unreachable, RuleViolation, KeyError, ValueError) as error:
            log.warning("parcel %s: %s", number, error)


@job("output.compare_day")
def compare_day(bureau_id: int, day: str) -> None:
    """One bureau's day against the courier's bill."""
    services.compare_day(bureau_id=bureau_id, day=date.fromisoformat(day))


@periodic(cron="45 18 * * *")
@job("output.compare")
def compare() -> None:
    """A quarter to three in the morning: yesterday, of every bureau."""
    for bureau_id, day in COMPARISON.days_to_compare():
        compare_day.defer(bureau_id=bureau_id, day=day)
