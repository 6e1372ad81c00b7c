"""What happens by itself: places freed, orders repeated, silent parcels and doors asked for, days compared."""

import logging
from datetime import date, timedelta

from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import RuleViolation
from oneseal.output import selectors, services
from oneseal.output.gateway import Unreachable, cabinet, courier
from oneseal.output.selectors import cabinets
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


@periodic(cron="* * * * *")
@job("output.watch_doors")
def watch_doors() -> None:
    """Every minute: doors of cabinets of which nothing final was told are asked for; without an answer they are in doubt."""
    if doubts := services.sweep_doors():
        log.warning("%s doors of cabinets are in doubt", doubts)


@periodic(cron="*/10 * * * *")
@job("output.inspect_cabinets")
def inspect_cabinets() -> None:
    """Every ten minutes: what lies in each cabinet, against our books."""
    if not cabinet.is_configured():
        return
    for row in cabinets.all_cabinets():
        if not services.inspect_cabinet(row):
            log.warning("cabinet %s does not answer", row.pk)


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
