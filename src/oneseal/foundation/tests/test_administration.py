"""What administrators see and do: failed jobs, subscribers, the journal by subject, person, kind and day."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from oneseal.foundation import clock, housekeeping, selectors, services
from oneseal.foundation.models import JobFailure, JournalEntry, SubscriberCursor
from oneseal.foundation.tests.sample import CLERK, note
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound, RuleViolation

pytestmark = pytest.mark.django_db


def failed_job(status: str = "failed") -> int:
    """A job that failed once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            "VALUES ('default', 'notices.deliver', '{\"message_id\": 5}', %s::procrastinate_job_status, 3) RETURNING id",
            [status],
        )
        job_id = int(cursor.fetchone()[0])
    JobFailure.objects.create(
        job_id=job_id,
        task="notices.deliver",
        error="OSError: 连不上",
        trace="…",
        attempts=3,
        failed_at=clock.now(),
    )
    return job_id


def last_entry() -> JournalEntry:
    """The newest entry."""
    return JournalEntry.objects.latest("id")


def test_failed_jobs_come_first_with_their_error() -> None:
    waiting, failed = failed_job("todo"), failed_job()
    assert [(job.id, job.status) for job in selectors.troubled_jobs()] == [
        (failed, "failed"),
        (waiting, "todo"),
    ]
    assert selectors.failed_job(failed).args == {"message_id": 5}
    assert selectors.job_counts() == {"todo": 1, "doing": 0, "failed": 1}
    assert selectors.failed_jobs(CLERK)[0].count() == 1


def test_retry_puts_the_job_back_and_is_journaled() -> None:
    job_id = failed_job()
    services.retry_job(CLERK, job_id)
    assert selectors.job_counts()["todo"] == 1
    assert (last_entry().kind, last_entry().subject_id) == ("foundation.job_retried", job_id)
    with pytest.raises(NotFound):
        services.retry_job(CLERK, job_id)


def test_discard_needs_a_reason_and_removes_the_job() -> None:
    job_id = failed_job()
    with pytest.raises(RuleViolation) as refused:
        services.discard_job(CLERK, job_id, reason="  ")
    assert refused.value.field == "reason"
    services.discard_job(CLERK, job_id, reason="对方系统已停用")
    assert selectors.troubled_jobs() == []
    assert not JobFailure.objects.exists()
    assert (last_entry().kind, last_entry().reason) == ("foundation.job_discarded", "对方系统已停用")
    with pytest.raises(NotFound):
        services.discard_job(CLERK, job_id, reason="再来")


def test_failing_subscriber_is_tried_at_once() -> None:
    SubscriberCursor.objects.create(name="a", failures=2, last_error="ValueError: x", retry_at=clock.now())
    services.retry_subscriber(CLERK, "a")
    state = next(each for each in selectors.subscriber_states() if each.name == "a")
    assert (state.failures, state.retry_at) == (2, None)
    assert last_entry().kind == "foundation.subscriber_retried"
    with pytest.raises(NotFound):
        services.retry_subscriber(CLERK, "b")


def test_lag_is_counted() -> None:
    SubscriberCursor.objects.create(name="a")
    before = JournalEntry.objects.count()
    note()
    state = next(each for each in selectors.subscriber_states() if each.name == "a")
    assert state.unread == before + 1


def test_journal_is_found_by_subject_person_kind_and_day() -> None:
    with clock.at(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)):
        first = note(1, kind="case")
    with clock.at(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)):
        second = note(2, kind="case")

    def ids(**asked: object) -> list[int]:
        found = selectors.find_entries(CLERK, **asked)  # type: ignore[arg-type]
        return list(found.order_by("id").values_list("id", flat=True))

    assert ids(subject_kind="case") == [first, second]
    assert ids(subject_kind="case", subject_id=2) == [second]
    assert ids(who="王经办", kind="foundation.n") == [first, second]
    assert ids(who="别人") == []
    assert ids(first=date(2026, 3, 1), last=date(2026, 3, 1)) == [first], (
        "the day ends at midnight in Beijing"
    )
    assert ids(first=date(2026, 3, 2), last=date(2026, 3, 2)) == [second]


def test_another_bureau_sees_nothing_of_it() -> None:
    note(1, kind="case")
    stranger = Actor(account_id=9, bureau_id=8)
    assert not selectors.find_entries(stranger, subject_kind="case").exists()


def test_nightly_verification_tells_what_it_found() -> None:
    note()
    housekeeping.verify_journal()
    state = selectors.seal_state()
    assert state.verified_at is not None
    assert (state.first_break, state.entries) == ("", JournalEntry.objects.count() - 1)
