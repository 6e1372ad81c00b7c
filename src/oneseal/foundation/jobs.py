"""Work outside the act: retried, scheduled, kept in PostgreSQL, deferred in the act's own transaction.

A thin wrapper over procrastinate, so that nothing else in the house knows its name.
"""

import json
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import update_wrapper
from typing import Any, Generic, ParamSpec

from django.db import connection, transaction
from procrastinate import JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job as StoredJob
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.retry import BaseRetryStrategy

from oneseal.foundation import clock, context
from oneseal.foundation.models import JobFailure
from oneseal.foundation.waits import backoff

P = ParamSpec("P")

_within_the_act = JobManager(connector=DjangoConnector())


class Backoff(BaseRetryStrategy):
    """Wait 10 s, 20 s, 40 s … at most an hour between attempts; give up after `retries`."""

    def __init__(self, retries: int) -> None:
        self.retries = retries

    def get_retry_decision(self, *, exception: BaseException, job: StoredJob) -> RetryDecision | None:
        """When to try again; None: it stays failed until an administrator retries it."""
        if job.attempts >= self.retries:
            return None
        return RetryDecision(retry_in={"seconds": backoff(job.attempts)})


class Job(Generic[P]):
    """A function that can be called at once or deferred with JSON arguments."""

    def __init__(self, name: str, func: Callable[P, object], retries: int) -> None:
        self.name, self.func = name, func
        update_wrapper(self, func)
        self.task = app.task(name=name, retry=Backoff(retries), pass_context=True, queue="default")(self._run)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Do it now, in this process."""
        self.func(*args, **kwargs)

    def defer(self, **kwargs: Any) -> int:
        """Queue it; it exists only if the surrounding transaction commits.

        Returns the job's id; 0 inside `without` that names it.
        """
        if self.name in _left_out.get():
            return 0
        return self._deferrer().defer(**kwargs)

    def defer_at(self, moment: datetime, **kwargs: Any) -> int:
        """Queue it for a moment (aware)."""
        return self._deferrer(schedule_at=moment).defer(**kwargs)

    def _deferrer(self, **options: Any) -> JobDeferrer:
        deferrer = self.task.configure(**options)
        # While a worker runs, the task's own manager writes through the worker's pool, outside the act's transaction.
        deferrer.job_manager = _within_the_act
        return deferrer

    def _run(self, job_context: JobContext, /, **kwargs: Any) -> None:
        """What the worker calls."""
        kwargs.pop("timestamp", None)
        stored = job_context.job
        job_id = stored.id or 0
        with _behind_job_door(job_id):
            try:
                self.func(**kwargs)  # type: ignore[call-arg]
            except Exception as error:
                _keep_error(self.name, job_id, stored.attempts + 1, error)
                raise
        if stored.attempts:
            JobFailure.objects.filter(job_id=job_id).delete()


@contextmanager
def _behind_job_door(job_id: int) -> Iterator[None]:
    token = context.door.set(context.Door("job", f"job-{job_id}"))
    try:
        yield
    finally:
        context.door.reset(token)


def _keep_error(name: str, job_id: int, attempts: int, error: Exception) -> None:
    """Keep the error where an administrator sees it."""
    JobFailure.objects.update_or_create(
        job_id=job_id,
        defaults={
            "task": name,
            "error": f"{type(error).__name__}: {error}"[:500],
            "trace": traceback.format_exc(),
            "attempts": attempts,
            "failed_at": clock.now(),
        },
    )


_jobs: dict[str, Job[Any]] = {}
_left_out: ContextVar[frozenset[str]] = ContextVar("jobs_left_out", default=frozenset())


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Inside, these jobs are not queued: for playing history, where what they make is made at its first use."""
    token = _left_out.set(_left_out.get() | frozenset(names))
    try:
        yield
    finally:
        _left_out.reset(token)


def job(name: str, *, retries: int = 8) -> Callable[[Callable[P, object]], Job[P]]:
    """Declare a job `context.name` in the context's jobs.py. It must bear being run twice."""

    def declare(func: Callable[P, object]) -> Job[P]:
        _jobs[name] = Job(name, func, retries)
        return _jobs[name]

    return declare


def defer(name: str, **kwargs: Any) -> int:
    """Queue the job `name` from a service, which lies below its context's jobs.py and cannot import it."""
    return _jobs[name].defer(**kwargs)


def defer_at(name: str, moment: datetime, **kwargs: Any) -> int:
    """The same for a moment (aware)."""
    return _jobs[name].defer_at(moment, **kwargs)


def periodic(*, cron: str) -> Callable[[Job[P]], Job[P]]:
    """Run a job without arguments by the clock; `cron` has five fields and counts in UTC (02:00 there is 18:00)."""

    def schedule(declared: Job[P]) -> Job[P]:
        task: Any = declared.task
        app.periodic(cron=cron, periodic_id=declared.name)(task)
        return declared

    return schedule


def run_worker(*, concurrency: int = 2, until_idle: bool = False) -> None:
    """Run jobs in this process until it is told to stop (SIGTERM, SIGINT), or until none is due."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as worker:
        worker.run_worker(
            concurrency=concurrency,
            wait=not until_idle,
            install_signal_handlers=not until_idle,
            shutdown_graceful_timeout=20,
            delete_jobs="successful",
        )


REVIVE = """
SELECT procrastinate_retry_job_v2(j.id, now(), NULL, NULL, NULL)
FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '60 seconds')
"""


def revive() -> int:
    """Put back jobs whose worker has given no sign of life for a minute (killed, power cut); return how many."""
    with connection.cursor() as cursor:
        cursor.execute(REVIVE)
        return int(cursor.rowcount)


TAKE = """
SELECT id, task_name, args FROM procrastinate_jobs
WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s) AND id > %s
ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
"""


def run_pending_jobs() -> int:
    """Run every job that is due by `clock.now()` here and now; return how many. For tests and the simulator.

    Each runs once, in a transaction of its own; an error is raised to the caller and leaves the job waiting.
    """
    done = last = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TAKE, [clock.now(), last])
            row = cursor.fetchone()
            if row is None:
                return done
            last, name, kwargs = row[0], row[1], json.loads(row[2])
            kwargs.pop("timestamp", None)
            with _behind_job_door(last):
                _jobs[name].func(**kwargs)
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', true)", [last])
        done += 1
