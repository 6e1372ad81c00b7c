"""What happens by itself: files, expiry, reminders; what cases tell is taken in."""

import logging
from collections.abc import Callable, Iterable

from oneseal.certificates import selectors, services
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import RuleViolation

log = logging.getLogger(__name__)
ENDS = {
    "cases.decided",
    "cases.withdrawn",
    "cases.terminated",
    "cases.correction_lapsed",
    "cases.not_accepted",
}


@job("certificates.render")
def render(certificate_id: int) -> None:
    """Make a certificate's files and seal them."""
    services.render_certificate(certificate_id)


@job("certificates.render_copy")
def render_copy(copy_id: int) -> None:
    """Make a marked copy's file."""
    services.render_copy(copy_id)


@periodic(cron="40 16 * * *")
@job("certificates.expire")
def expire() -> None:
    """Twenty to one at night, after renewals by silence: what is over and not renewed has expired."""
    _each(selectors.expired(clock.today()), lambda pk: services.expire_certificate(certificate_id=pk))


@periodic(cron="0 1 * * *")
@job("certificates.remind")
def remind() -> None:
    """Nine in the morning: who can renew in time is told (LIC-18)."""
    _each(selectors.to_remind(clock.today()), lambda pk: services.remind_holder(certificate_id=pk))


def _each(ids: Iterable[int], act: Callable[[int], object]) -> None:
    """Each in a transaction of its own: one that is refused does not keep the others back."""
    for pk in ids:
        try:
            act(pk)
        except RuleViolation as refused:
            log.warning("certificate %s: %s (%s)", pk, refused.code, refused)


@subscriber("certificates.cases", kinds=ENDS | {"cases.delivered"}, paced=True)
def from_cases(entries: list[JournalEntry]) -> None:
    """A case was delivered: so were its certificates. It ended without a renewal: the certificate may expire again."""
    for entry in entries:
        with moment_of(entry):
            if entry.kind == "cases.delivered":
                services.hand_over(SYSTEM, case_id=entry.subject_id)
            elif entry.data.get("outcome") != "granted":
                services.end_renewal(SYSTEM, case_id=entry.subject_id)
