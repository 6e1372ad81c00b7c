"""What happens by itself: bills on the news of cases, lost call-backs found, refunds sent, days compared."""

import logging
from datetime import date, timedelta

from oneseal.cases import services as cases
from oneseal.fees import selectors, services
from oneseal.fees.gateway import Unreachable, provider
from oneseal.fees.services.comparing import COMPARISON
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber
from oneseal.kernel.errors import RuleViolation

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=2)
"""A call-back may take so long before we ask."""

MOMENTS = {"cases.submitted": "submitted", "cases.accepted": "accepted"}
ENDED = {
    "cases.withdrawn": "申请已撤回",
    "cases.terminated": "办理已终止",
    "cases.not_accepted": "申请未受理",
}


@subscriber("fees.bill", kinds={*MOMENTS, *ENDED, "cases.decided"}, batch=100, paced=True)
def bill(entries: list[JournalEntry]) -> None:
    """Bills follow the case: opened when something falls due, void when the application ends without a result."""
    for entry in entries:
        with moment_of(entry):
            if entry.kind in ENDED:
                services.drop_case(case_id=entry.subject_id, why=ENDED[entry.kind])
            elif moment := MOMENTS.get(entry.kind) or ("granted" if entry.data["state"] == "granted" else ""):
                services.bill_case(case_id=entry.subject_id, moment=moment)


@subscriber("fees.after_end", kinds={"fees.paid", "fees.order_closed"}, batch=100, paced=True)
def after_end(entries: list[JournalEntry]) -> None:
    """What became of a payment that was under way when its application ended: asked back, or no longer owed."""
    for entry in entries:
        with moment_of(entry):
            services.settle_ended(bill_id=entry.subject_id, at=entry.at)


@subscriber("fees.deliver", kinds={"fees.paid"}, batch=50, paced=True)
def deliver(entries: list[JournalEntry]) -> None:
    """What waited for the payment and goes electronically is delivered now."""
    for entry in entries:
        for case_id in entry.data["cases"]:
            with moment_of(entry):
                try:
                    cases.deliver_electronically(case_id=case_id)
                except RuleViolation as refusal:
                    log.info("case %s still waits: %s", case_id, refusal.code)


@job("fees.send_refund")
def send_refund(refund_id: int) -> None:
    """An approved refund to the provider; tried again until it answers."""
    services.send_refund(refund_id=refund_id)


@periodic(cron="*/5 * * * *")
@job("fees.ask_provider")
def ask_provider() -> None:
    """Every five minutes: orders and refunds of which we have heard nothing, so that no lost call-back stays lost."""
    if not provider.is_configured():
        return
    for ask, numbers in selectors.silent(clock.now() - PATIENCE):
        for number in numbers:
            try:
                {"order": services.query_order, "refund": services.query_refund}[ask](number=number)
            except (Unreachable, RuleViolation) as error:
                log.warning("%s %s: %s", ask, number, error)


@job("fees.compare_day")
def compare_day(bureau_id: int, day: str) -> None:
    """One bureau's day against the provider's file."""
    services.compare_day(bureau_id=bureau_id, day=date.fromisoformat(day))


@periodic(cron="30 18 * * *")
@job("fees.compare")
def compare() -> None:
    """Half past two in the morning: yesterday, of every bureau."""
    for bureau_id, day in COMPARISON.days_to_compare():
        compare_day.defer(bureau_id=bureau_id, day=day)
