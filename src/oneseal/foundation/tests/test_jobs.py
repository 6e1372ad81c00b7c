"""Jobs: deferred with the act, run, retried, their errors kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from oneseal.foundation import clock, context, jobs
from oneseal.foundation.models import JobFailure
from oneseal.foundation.waits import backoff

done: list[str] = []


@pytest.fixture(autouse=True)
def forget_own_jobs() -> Iterator[None]:
    """Jobs declared by a test exist during the test only."""
    known, tasks = dict(jobs._jobs), dict(app.tasks)
    done.clear()
    yield
    jobs._jobs.clear()
    jobs._jobs.update(known)
    app.tasks.clear()
    app.tasks.update(tasks)


@pytest.fixture
def short_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's threads close their connections, so that the test database can be dropped."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)


def declare(retries: int = 8) -> "jobs.Job[[str]]":
    """A job that notes what it was given and through which door it ran."""

    @jobs.job("foundation.test", retries=retries)
    def work(word: str) -> None:
        if word == "fail":
            raise ValueError("no luck")
        done.append(f"{word} {context.door.get().name}")

    return work


@pytest.mark.django_db
def test_job_runs_behind_its_own_door() -> None:
    declare().defer(word="一")
    assert jobs.run_pending_jobs() == 1
    assert done == ["一 job"]
    assert jobs.run_pending_jobs() == 0


@pytest.mark.django_db
def test_job_of_an_act_that_rolled_back_does_not_exist() -> None:
    declare()
    with transaction.atomic():
        jobs.defer("foundation.test", word="一")
        transaction.set_rollback(True)
    assert jobs.run_pending_jobs() == 0


@pytest.mark.django_db
def test_job_for_later_waits() -> None:
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    declare()
    jobs.defer_at("foundation.test", moment, word="一")
    assert jobs.run_pending_jobs() == 0
    with clock.at(moment + timedelta(seconds=1)):
        assert jobs.run_pending_jobs() == 1


@pytest.mark.django_db
def test_error_in_a_pending_job_is_raised_and_the_job_stays() -> None:
    declare().defer(word="fail")
    with pytest.raises(ValueError, match="no luck"):
        jobs.run_pending_jobs()
    assert ProcrastinateJob.objects.get().status == "todo"


def test_waits_grow_to_an_hour() -> None:
    assert [backoff(n) for n in (0, 1, 2, 9, 400)] == [10, 20, 40, 3600, 3600]


@pytest.mark.usefixtures("short_connections")
@pytest.mark.django_db(transaction=True)
def test_worker_runs_jobs_and_keeps_errors() -> None:
    work = declare(retries=0)
    work.defer(word="一")
    failing = work.defer(word="fail")
    jobs.run_worker(until_idle=True)
    assert done == ["一 job"]
    failure = JobFailure.objects.get()
    assert (failure.job_id, failure.task, failure.attempts) == (failing, "foundation.test", 1)
    assert failure.error == "ValueError: no luck"
    assert "Traceback" in failure.trace
    assert ProcrastinateJob.objects.get().status == "failed"


@pytest.mark.usefixtures("short_connections")
@pytest.mark.django_db(transaction=True)
def test_failed_job_is_tried_again_and_its_error_forgotten_on_success() -> None:
    work = declare(retries=3)
    job_id = work.defer(word="fail")
    jobs.run_worker(until_idle=True)
    stored = ProcrastinateJob.objects.get()
    assert (stored.status, stored.attempts) == ("todo", 1)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE procrastinate_jobs SET scheduled_at = NULL, args = '{"word": "一"}' WHERE id = %s""",
            [job_id],
        )
    jobs.run_worker(until_idle=True)
    assert done == ["一 job"]
    assert not JobFailure.objects.exists()


@pytest.mark.django_db
def test_jobs_of_a_killed_worker_are_put_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()), (now() - interval '5 minutes') RETURNING id"
        )
        alive, dead = (row[0] for row in cursor.fetchall())
        for name, worker in (("kept", alive), ("dead", dead), ("pruned", None)):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id) VALUES ('q', %s, 'doing', %s)",
                [name, worker],
            )
    assert jobs.revive() == 2
    states = dict(ProcrastinateJob.objects.values_list("task_name", "status"))
    assert states == {"kept": "doing", "dead": "todo", "pruned": "todo"}
    assert jobs.revive() == 0


@pytest.mark.usefixtures("short_connections")
@pytest.mark.django_db(transaction=True)
def test_what_a_job_defers_goes_back_with_its_transaction() -> None:
    later = declare(retries=0)

    def defer_and_fail() -> None:
        with transaction.atomic():
            later.defer(word="二")
            raise ValueError("no luck")

    jobs.Job("foundation.defers", defer_and_fail, 0).defer()
    jobs.run_worker(until_idle=True)
    assert done == []
    assert [job.task_name for job in ProcrastinateJob.objects.all()] == ["foundation.defers"]
