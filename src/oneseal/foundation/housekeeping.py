"""The foundation's own periodic jobs."""

from datetime import timedelta

from oneseal.foundation import clock, jobs, ratelimit, seals
from oneseal.foundation.models import IdempotencyKey

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
    """Remove idempotency keys older than a day, which nobody repeats, and counters that are over."""
    IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEEP_ANSWERS).delete()
    ratelimit.forget()
