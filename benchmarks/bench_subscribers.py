"""Journal subscribers beside a bare batched SKIP LOCKED queue, in turns in one run.

Both read the same entries in batches of a thousand and write one row for each; both commit once a batch.
Everything happens in a schema of its own, which is dropped at the end: the journal is not touched.
"""

import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection

from oneseal.foundation.subscribers import BATCH, JournalEntry, Subscriber, advance

TITLE = "Journal subscribers, beside a bare batched SKIP LOCKED queue"
ENTRIES = 20_000
ROUNDS = 5
TARGET = 0.5

MAKE = """
DROP SCHEMA IF EXISTS bench_subscribers CASCADE;
CREATE SCHEMA bench_subscribers;
SET search_path = bench_subscribers, public;
CREATE TABLE foundation_journalentry (LIKE public.foundation_journalentry INCLUDING ALL);
CREATE TABLE foundation_subscribercursor (LIKE public.foundation_subscribercursor INCLUDING ALL);
CREATE TABLE queue (id bigserial PRIMARY KEY, kind text NOT NULL, subject_id bigint NOT NULL, data jsonb NOT NULL);
CREATE TABLE read_here (id bigint PRIMARY KEY, word text NOT NULL);
"""
FILL_JOURNAL = """
INSERT INTO foundation_journalentry (bureau_id, subject_kind, subject_id, seq, order_xid, kind, at, actor_id,
    actor_name, door, request_id, reason, data, hash)
SELECT 1, 'case', n, 1, pg_current_xact_id()::text::bigint, 'cases.step_passed', now(), 7, '王经办', 'page',
    md5(n::text), '', jsonb_build_object('step_id', n, 'note', '材料齐全'), sha256(n::text::bytea)
FROM generate_series(1, %s) AS n
"""
FILL_QUEUE = """
INSERT INTO queue (kind, subject_id, data)
SELECT 'cases.step_passed', n, jsonb_build_object('step_id', n, 'note', '材料齐全') FROM generate_series(1, %s) AS n
"""
TAKE = """
DELETE FROM queue WHERE id IN (SELECT id FROM queue ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id, kind, subject_id, data
"""
WRITE = "INSERT INTO read_here (id, word) SELECT * FROM unnest(%s::bigint[], %s::text[])"


def write(entries: list[JournalEntry]) -> None:
    """The subscriber's handler: one row an entry."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [[entry.id for entry in entries], [entry.data["note"] for entry in entries]])


def read_journal() -> int:
    """Everything through the subscriber; the number of entries."""
    subscriber = Subscriber("bench", write, None, BATCH)
    total = 0
    while passed := advance(subscriber, tolerate=False):
        total += passed
    return total


def read_queue(bare: psycopg.Connection[Any]) -> int:
    """Everything through the bare queue; the number of rows."""
    total = 0
    while True:
        with bare.transaction(), bare.cursor() as cursor:
            rows = cursor.execute(TAKE, [BATCH]).fetchall()
            if not rows:
                return total
            cursor.execute(WRITE, [[row[0] for row in rows], [row[3]["note"] for row in rows]])
        total += len(rows)


def empty_and_fill() -> None:
    """The same work for both, again."""
    with connection.cursor() as cursor:
        for table in ("foundation_journalentry", "foundation_subscribercursor", "queue", "read_here"):
            cursor.execute(f"TRUNCATE {table}")
        cursor.execute(FILL_JOURNAL, [ENTRIES])
        cursor.execute(FILL_QUEUE, [ENTRIES])
        cursor.execute("ANALYZE foundation_journalentry; ANALYZE queue")


def rate(read: Callable[[], int]) -> float:
    """Entries a second."""
    start = time.perf_counter()
    if (total := read()) != ENTRIES:
        raise RuntimeError(f"{total} of {ENTRIES} entries were read")
    seconds = time.perf_counter() - start
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE read_here")
    return ENTRIES / seconds


def run() -> list[dict[str, object]]:
    """Rows of the table."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
    journal, queue = [], []
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as bare:
        bare.execute("SET search_path = bench_subscribers, public")
        for _ in range(ROUNDS):
            empty_and_fill()
            journal.append(rate(read_journal))
            queue.append(rate(lambda: read_queue(bare)))
    with connection.cursor() as cursor:
        cursor.execute("RESET search_path; DROP SCHEMA bench_subscribers CASCADE")
    ratio = statistics.median(a / b for a, b in zip(journal, queue, strict=True))
    return [
        {
            "what": "journal subscriber",
            "entries/s": round(statistics.median(journal)),
            "ratio": f"{ratio:.2f}",
        },
        {"what": "bare SKIP LOCKED queue", "entries/s": round(statistics.median(queue)), "ratio": "1"},
        {
            "what": f"target: ratio ≥ {TARGET}",
            "entries/s": "",
            "ratio": "met" if ratio >= TARGET else "missed",
        },
    ]


def main() -> None:
    """Print the table."""
    print(json.dumps(run(), ensure_ascii=False, indent=1))
