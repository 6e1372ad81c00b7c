"""What administrators do to the machinery; every act is journaled."""

from django.db import connection, transaction

from oneseal.foundation import clock, selectors
from oneseal.foundation.events import JobDiscarded, JobRetried, SubscriberRetried
from oneseal.foundation.journal import Subject, record
from oneseal.foundation.models import JobFailure, SubscriberCursor
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_

LOCK = "SELECT 1 FROM procrastinate_jobs WHERE id = %s FOR UPDATE"
RETRY = "SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)"
DISCARD = "DELETE FROM procrastinate_jobs WHERE id = %s"


def retry_job(actor: Actor, job_id: int) -> None:
    """Have a job that was given up tried again now. Raises NotFound when it is no longer there."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK, [job_id])
        job = selectors.failed_job(job_id)
        cursor.execute(RETRY, [job_id, clock.now()])
        record(actor, Subject("job", job_id), JobRetried(job.task))


def discard_job(actor: Actor, job_id: int, *, reason: str) -> None:
    """Give a failed job up for good; the reason is kept in the journal."""
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明放弃这个任务的原因。"), field="reason")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK, [job_id])
        job = selectors.failed_job(job_id)
        cursor.execute(DISCARD, [job_id])
        JobFailure.objects.filter(job_id=job_id).delete()
        record(actor, Subject("job", job_id), JobDiscarded(job.task, job.error), reason=reason.strip())


def retry_subscriber(actor: Actor, name: str) -> None:
    """Have a failing subscriber tried again at once instead of after its wait."""
    with transaction.atomic():
        cursor = SubscriberCursor.objects.select_for_update().filter(name=name).first()
        if cursor is None:
            raise NotFound("no_subscriber", N_("没有找到这个订阅，请刷新页面。"))
        cursor.retry_at = None
        cursor.save(update_fields=["retry_at"])
        record(actor, Subject("subscriber", cursor.pk), SubscriberRetried(name))
