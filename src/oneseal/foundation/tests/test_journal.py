"""The journal: one statement for rows and entry, append-only, one chain per subject."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from oneseal.foundation import audit, context, journal
from oneseal.foundation.journal import Insert, Subject, Update
from oneseal.foundation.models import JournalEntry, JournalHead, NumberSeries, SubscriberCursor
from oneseal.foundation.tests.concurrency import in_threads
from oneseal.foundation.tests.sample import CLERK, Counted, Noted, note
from oneseal.kernel.errors import Conflict
from oneseal.kernel.hashing import chain

pytestmark = pytest.mark.django_db


def series(last: int = 0) -> NumberSeries:
    """Any row to change."""
    return NumberSeries.objects.create(bureau_id=1, series="a", year=2026, last=last)


def test_entry_says_who_what_when_and_through_which_door() -> None:
    token = context.door.set(context.Door("page", "request-1"))
    entry_id = journal.record(CLERK, Subject("case", 5), Noted("看过"), reason="例行")
    context.door.reset(token)
    entry = JournalEntry.objects.get(pk=entry_id)
    assert (entry.actor_id, entry.actor_name, entry.bureau_id) == (7, "王经办", 3)
    assert (entry.subject_kind, entry.subject_id, entry.seq, entry.kind) == ("case", 5, 1, "foundation.noted")
    assert (entry.door, entry.request_id, entry.reason) == ("page", "request-1", "例行")
    assert entry.data == {"text": "看过"}


def test_rows_and_entry_are_one_statement(django_assert_num_queries: Any) -> None:
    row = series()
    with django_assert_num_queries(1):
        journal.record(
            CLERK,
            Subject("series", row.pk),
            Counted(4),
            changes=[
                Update(NumberSeries, row.pk, {"last": 4}, expect={"last": 0}),
                Insert(NumberSeries, {"bureau_id": 2, "series": "b", "year": 2026, "last": 9}),
            ],
        )
    row.refresh_from_db()
    assert row.last == 4
    assert NumberSeries.objects.filter(bureau_id=2, last=9).exists()


def test_many_subjects_continue_their_own_chains(django_assert_num_queries: Any) -> None:
    journal.record(CLERK, Subject("case", 5), Noted("先"), reason="例行")
    some = [journal.Entry(Subject("case", place), Noted(f"第{place}个“\n"), 3) for place in (9, 5, 7)]
    with django_assert_num_queries(2):
        assert journal.record_many(CLERK, some, reason="成批") == 3
    kept = JournalEntry.objects.filter(reason="成批").order_by("subject_id")
    assert [(e.subject_id, e.seq, e.data["text"]) for e in kept] == [
        (5, 2, "第5个“\n"),
        (7, 1, "第7个“\n"),
        (9, 1, "第9个“\n"),
    ]
    journal.record(CLERK, Subject("case", 7), Noted("后"))
    report = audit.verify()
    assert (report.first, report.entries, report.subjects) == (None, 5, 3)
    with pytest.raises(ValueError, match="once"):
        journal.record_many(CLERK, [some[0], some[0]])
    assert journal.record_many(CLERK, []) == 0


def test_unexpected_state_is_a_conflict_and_nothing_is_written() -> None:
    row = series(last=3)
    change = Update(NumberSeries, row.pk, {"last": 4}, expect={"last": 0})
    with pytest.raises(Conflict), transaction.atomic():
        journal.record(CLERK, Subject("series", row.pk), Counted(4), changes=[change])
    row.refresh_from_db()
    assert row.last == 3
    assert not JournalEntry.objects.exists()


def test_expecting_null_finds_null() -> None:
    cursor = SubscriberCursor.objects.create(name="x")
    change = Update(SubscriberCursor, cursor.pk, {"failures": 1}, expect={"retry_at": None})
    journal.record(CLERK, Subject("cursor", 1), Noted(), changes=[change])
    cursor.refresh_from_db()
    assert cursor.failures == 1


def test_each_subject_has_its_own_chain() -> None:
    for subject, text in ((1, "一"), (2, "二"), (1, "三")):
        note(subject, text)
    entries = list(JournalEntry.objects.filter(subject_id=1).order_by("seq"))
    assert [entry.seq for entry in entries] == [1, 2]
    previous = b""
    for entry in entries:
        previous = chain(previous, journal.payload_of(entry))
        assert bytes(entry.hash) == previous
    assert bytes(JournalHead.objects.get(subject_id=1).hash) == previous


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE foundation_journalentry SET reason = 'x'",
        "DELETE FROM foundation_journalentry",
        "TRUNCATE foundation_journalentry",
        "TRUNCATE foundation_journalseal",
    ],
)
def test_database_refuses_to_change_the_past(sql: str) -> None:
    note()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert JournalEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_keep_every_chain_whole() -> None:
    def write(number: int) -> None:
        for turn in range(25):
            note(subject_id=1 + (number + turn) % 3, text=f"{number}-{turn}")

    in_threads(4, write)
    for subject in (1, 2, 3):
        entries = list(JournalEntry.objects.filter(subject_id=subject).order_by("seq"))
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        assert sorted(entries, key=lambda e: (e.order_xid, e.pk)) == entries
        previous = b""
        for entry in entries:
            previous = chain(previous, journal.payload_of(entry))
            assert bytes(entry.hash) == previous
    assert JournalEntry.objects.count() == 100
