"""The foundation's own periodic jobs."""

from datetime import timedelta

from oneseal.foundation import audit, calls, clock, jobs, ratelimit, seals
from oneseal.foundation.events import JournalVerified
from oneseal.foundation.journal import Subject, record
from oneseal.foundation.models import IdempotencyKey
from oneseal.kernel.access import SYSTEM

KEEP_ANSWERS = timedelta(hours=24)


@jobs.periodic(cron="*/10 * * * *")
@jobs.job("foundation.seal_journal")
def seal_journal() -> None:
    """Seal what has been written since the last seal."""
    while seals.seal_settled():
        pass


@jobs.periodic(cron="15 * * * *")
@jobs.job("foundation.forget_answers")
def forget_answers() -> None:
    """Remove idempotency keys older than a day, which nobody repeats, counters that are over, calls nobody closed."""
    IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEEP_ANSWERS).delete()
    ratelimit.forget()
    calls.forget()


@jobs.periodic(cron="* * * * *")
@jobs.job("foundation.revive_jobs")
def revive_jobs() -> None:
    """Put back what a killed worker was doing."""
    jobs.revive()


@jobs.periodic(cron="0 19 * * *")
@jobs.job("foundation.verify_journal")
def verify_journal() -> None:
    """Recompute the whole journal each night at three; what it finds is shown to administrators."""
    report = audit.verify()
    found = JournalVerified(report.entries, report.seals, len(report.breaks), str(report.first or ""))
    record(SYSTEM, Subject("journal", 1), found)
