"""What happens by itself: filings run out, and their holders are told in time."""

from oneseal.cases.services.batches import each_alone
from oneseal.filings import selectors, services
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic


@periodic(cron="35 16 * * *")
@job("filings.expire")
def expire() -> None:
    """After midnight: filings whose last day has passed."""
    each_alone("expire_filing", selectors.ended(clock.today()), _expire)


def _expire(filing_id: int) -> bool:
    return services.expire_filing(filing_id=filing_id)


@periodic(cron="10 0 * * *")
@job("filings.remind")
def remind() -> None:
    """After eight in the morning: holders who may renew from today on."""
    each_alone("tell_ending", selectors.ending(clock.today()), _tell)


def _tell(filing_id: int) -> bool:
    services.tell_ending(filing_id=filing_id)
    return True
