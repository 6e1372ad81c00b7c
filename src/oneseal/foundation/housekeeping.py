"""The foundation's own periodic jobs."""

from datetime import timedelta

from oneseal.foundation import clock, jobs, seals
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
    """Remove idempotency keys older than a day: nobody repeats a request after that."""
    IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEEP_ANSWERS).delete()
