"""Subscribers: nothing missed, nothing twice, errors kept, order kept."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from oneseal.foundation import clock, subscribers
from oneseal.foundation.models import NumberSeries, SubscriberCursor
from oneseal.foundation.subscribers import JournalEntry, Subscriber, subscriber
from oneseal.foundation.tests.concurrency import in_threads
from oneseal.foundation.tests.sample import note


@pytest.fixture(autouse=True)
def only_own_subscribers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribers, "registry", {})


def collect(name: str, kinds: set[str] | None = None) -> list[JournalEntry]:
    """A subscriber that keeps what it is given."""
    seen: list[JournalEntry] = []
    subscriber(name, kinds)(seen.extend)
    return seen


@pytest.mark.django_db
def test_each_entry_once_and_in_order() -> None:
    seen = collect("a")
    for text in "一二三":
        note(text=text)
    assert subscribers.run_pending() == 3
    assert [entry.data["text"] for entry in seen] == ["一", "二", "三"]
    assert subscribers.run_pending() == 0
    note(text="四")
    subscribers.run_pending()
    assert [entry.data["text"] for entry in seen] == ["一", "二", "三", "四"]


@pytest.mark.django_db
def test_unwanted_kinds_are_passed_over() -> None:
    seen = collect("a", {"cases.accepted"})
    note()
    assert subscribers.run_pending() == 1
    assert seen == []
    assert subscribers.run_pending() == 0


@pytest.mark.django_db
def test_reading_a_batch_costs_three_statements(django_assert_max_num_queries: Any) -> None:
    collect("a")
    note()
    subscribers.run_pending()
    note()
    with django_assert_max_num_queries(3 + 4):  # and four savepoint statements
        subscribers.advance(subscribers.registry["a"])


@pytest.mark.django_db
def test_error_is_kept_undone_and_tried_again_later() -> None:
    handled: list[int] = []

    def handler(entries: list[JournalEntry]) -> None:
        NumberSeries.objects.create(bureau_id=1, series="x", year=entries[0].id, last=0)
        if broken and any(entry.data["text"] == "坏" for entry in entries):
            raise ValueError("cannot read 坏")
        handled.extend(entry.id for entry in entries)

    broken = True
    subscriber("a")(handler)
    ids = [note(text="好"), note(text="坏"), note(text="好")]
    each = subscribers.registry["a"]
    start = datetime(2026, 11, 21, tzinfo=UTC)
    with clock.at(start):
        assert subscribers.advance(each) == 0
        assert subscribers.advance(each) == 0, "waits"
    assert not NumberSeries.objects.exists()
    with clock.at(start + timedelta(seconds=11)):
        assert subscribers.advance(each) == 1, "one by one after a failure"
        assert subscribers.advance(each) == 0
    assert handled == ids[:1]
    cursor = SubscriberCursor.objects.get(name="a")
    assert "cannot read" in cursor.last_error
    assert cursor.failures == 1
    broken = False
    with clock.at(start + timedelta(hours=2)):
        while subscribers.advance(each):
            pass
    assert handled == ids
    cursor.refresh_from_db()
    assert (cursor.failures, cursor.last_error, cursor.retry_at) == (0, "", None)


@pytest.mark.django_db(transaction=True)
def test_an_open_transaction_holds_later_entries_back() -> None:
    seen = collect("a")
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            note(subject_id=1, text="slow")
            written.set()
            go_on.wait()
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait()
    note(subject_id=2, text="fast")
    assert subscribers.run_pending() == 0
    go_on.set()
    thread.join()
    subscribers.run_pending()
    assert [entry.data["text"] for entry in seen] == ["slow", "fast"]


@pytest.mark.django_db(transaction=True)
def test_a_cursor_held_elsewhere_is_left_alone() -> None:
    collect("a")
    note()
    subscribers.run_pending()
    note()
    with transaction.atomic():
        SubscriberCursor.objects.select_for_update().get(name="a")
        passed: list[int] = []
        in_threads(1, lambda _: passed.append(subscribers.advance(subscribers.registry["a"])))
        assert passed == [0]
    assert subscribers.run_pending() == 1


READER = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from oneseal.foundation import subscribers
from oneseal.foundation.models import NumberSeries
turns = 0
def handler(entries):
    global turns
    NumberSeries.objects.bulk_create(NumberSeries(bureau_id=9, series=str(e.id), year=1, last=0) for e in entries)
    turns += 1
    if sys.argv[2] == "die" and turns == 3:
        os.kill(os.getpid(), signal.SIGKILL)
one = subscribers.Subscriber("a", handler, None, 40)
idle = 0
while idle < 2000:
    passed = subscribers.advance(one)
    idle = 0 if passed else idle + 1
    if NumberSeries.objects.count() >= int(sys.argv[3]):
        break
"""


def reader(mode: str, total: int) -> "subprocess.Popen[bytes]":
    """A process of its own that reads the journal and writes one row an entry."""
    name = connection.settings_dict["NAME"]
    return subprocess.Popen([sys.executable, "-c", READER, name, mode, str(total)], env=dict(os.environ))


@pytest.mark.django_db(transaction=True)
def test_eight_writers_and_a_killed_reader_lose_and_repeat_nothing() -> None:
    total = 8 * 60
    first = reader("die", total)

    def write(number: int) -> None:
        for turn in range(60):
            with transaction.atomic():
                note(subject_id=1 + (number * turn) % 5, text="x")

    in_threads(8, write)
    assert first.wait(timeout=60) == -signal.SIGKILL
    second, third = reader("live", total), reader("live", total)
    assert [second.wait(timeout=60), third.wait(timeout=60)] == [0, 0]
    # A repeated entry would have broken the unique constraint; a missed one is missing here.
    assert NumberSeries.objects.count() == total
    assert SubscriberCursor.objects.get(name="a").failures == 0


def test_subscriber_is_registered_with_its_kinds() -> None:
    collect("ctx.name", {"a.b"})
    made = subscribers.registry["ctx.name"]
    assert isinstance(made, Subscriber)
    assert made.kinds == frozenset({"a.b"})
    assert made.batch >= 500
