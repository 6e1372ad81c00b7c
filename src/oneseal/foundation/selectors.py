"""What administrators see of the machinery: jobs, subscribers, the journal."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from oneseal.foundation import clock, seals
from oneseal.foundation.metrics import LAG
from oneseal.foundation.models import JournalEntry, SubscriberCursor
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

LONGEST_LIST = 200
TROUBLED = """
SELECT j.id, j.task_name, j.args, j.status::text, j.attempts, j.scheduled_at, coalesce(f.error, ''),
    coalesce(f.trace, ''), f.failed_at
FROM procrastinate_jobs j LEFT JOIN foundation_jobfailure f ON f.job_id = j.id
WHERE {} ORDER BY (j.status = 'failed') DESC, j.id DESC LIMIT %s
"""
WAITING = "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1"


@dataclass(frozen=True, slots=True)
class TroubledJob:
    """A job that failed at least once. `status` is `failed` (given up) or `todo` (tried again at `next_try`)."""

    id: int
    task: str
    args: dict[str, Any]
    status: str
    attempts: int
    next_try: datetime | None
    error: str
    trace: str
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SubscriberState:
    """How far behind a subscriber is. `unread` counts to ten thousand; `lag_seconds` is the oldest unread entry's age."""

    name: str
    failures: int
    unread: int
    lag_seconds: int
    last_error: str
    retry_at: datetime | None
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class SealState:
    """When the journal was last sealed and last verified, and what that found."""

    sealed_at: datetime | None
    verified_at: datetime | None
    entries: int
    first_break: str


def troubled_jobs() -> list[TroubledJob]:
    """Failed jobs and those that will be tried again, at most two hundred, given up ones first."""
    return _jobs("j.status = 'failed' OR (f.id IS NOT NULL AND j.status = 'todo')", [])


def failed_job(job_id: int) -> TroubledJob:
    """One job that was given up. Raises NotFound when there is none: someone else dealt with it."""
    found = _jobs("j.status = 'failed' AND j.id = %s", [job_id])
    if not found:
        raise NotFound("no_failed_job", N_("这个任务已不在失败列表中，可能已被别人处理。请刷新页面。"))
    return found[0]


def _jobs(condition: str, params: list[int]) -> list[TroubledJob]:
    with connection.cursor() as cursor:
        cursor.execute(TROUBLED.format(condition), [*params, LONGEST_LIST])
        return [TroubledJob(row[0], row[1], json.loads(row[2]), *row[3:]) for row in cursor.fetchall()]


def job_counts() -> dict[str, int]:
    """Jobs waiting (`todo`), running (`doing`) and given up (`failed`)."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return {"todo": 0, "doing": 0, "failed": 0, **dict(cursor.fetchall())}


def failed_jobs(_actor: Actor) -> list[QuerySet[ProcrastinateJob]]:
    """Jobs given up, for the number in the navigation."""
    return [ProcrastinateJob.objects.filter(status="failed")]


def subscriber_states() -> list[SubscriberState]:
    """All subscribers that ever read, by name."""
    with connection.cursor() as cursor:
        cursor.execute(LAG)
        lags = {row[0]: (row[2], int(row[3] or 0)) for row in cursor.fetchall()}
    cursors = SubscriberCursor.objects.order_by("name")
    return [
        SubscriberState(c.name, c.failures, *lags.get(c.name, (0, 0)), c.last_error, c.retry_at, c.moved_at)
        for c in cursors
    ]


def seal_state() -> SealState:
    """The newest seal and the newest verification."""
    last = JournalEntry.objects.filter(subject_kind="journal", kind="foundation.journal_verified")
    entry = last.order_by("-seq").first()
    data: dict[str, Any] = entry.data if entry else {}
    when = entry.at if entry else None
    return SealState(seals.newest(), when, data.get("entries", 0), data.get("first_break", ""))


def visible_entries(actor: Actor) -> QuerySet[JournalEntry]:
    """The journal of the actor's bureau and of the system itself."""
    return JournalEntry.objects.filter(bureau_id__in={0, actor.bureau_id})


def find_entries(
    actor: Actor,
    *,
    subject_kind: str = "",
    subject_id: int | None = None,
    who: str = "",
    kind: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[JournalEntry]:
    """Entries by subject, actor's name, kind (or its beginning, `cases.`) and days (both included)."""
    found = visible_entries(actor)
    if subject_kind:
        found = found.filter(subject_kind=subject_kind)
    if subject_id is not None:
        found = found.filter(subject_id=subject_id)
    if who:
        found = found.filter(actor_name=who)
    if kind:
        found = found.filter(kind__startswith=kind)
    if first:
        found = found.filter(at__gte=clock.midnight(first))
    if last:
        found = found.filter(at__lt=clock.midnight(last + timedelta(days=1)))
    return found
