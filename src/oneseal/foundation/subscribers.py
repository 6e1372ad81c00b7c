"""News for other contexts: each subscriber reads the journal in commit order, in batches, exactly once.

What the handler writes and how far the subscriber has read are committed together. Entries come in the order
(order_xid, id), and only once no transaction that could still write an earlier one is running, so that none
is missed; a subject's own entries come in their order.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import close_old_connections, connection, transaction

from oneseal.foundation import clock, context
from oneseal.foundation.journal import SETTLED
from oneseal.foundation.models import SubscriberCursor
from oneseal.foundation.waits import backoff

logger = logging.getLogger(__name__)

BATCH = 1000
POLL_SECONDS = 0.5


class JournalEntry(NamedTuple):
    """One entry as subscribers and pages read it."""

    id: int
    bureau_id: int
    subject_kind: str
    subject_id: int
    seq: int
    kind: str
    at: datetime
    actor_id: int
    actor_name: str
    door: str
    request_id: str
    reason: str
    data: dict[str, Any]


Handler = Callable[[list[JournalEntry]], None]


@dataclass(frozen=True)
class Subscriber:
    """A handler, the kinds of entries it wants (None: all) and how many it takes at once.

    `paced`: it enters `moment_of` each entry itself, so that history need not be handed to it one by one.
    """

    name: str
    handler: Handler
    kinds: frozenset[str] | None
    batch: int
    paced: bool = False


registry: dict[str, Subscriber] = {}
_replaying: ContextVar[bool] = ContextVar("subscribers_replaying", default=False)

TAKE_CURSOR = """
SELECT order_xid, entry_id, failures FROM foundation_subscribercursor
WHERE name = %s AND (retry_at IS NULL OR retry_at <= %s) FOR UPDATE SKIP LOCKED
"""
SETTLED_OR_OWN = f"({SETTLED} OR order_xid = pg_current_xact_id()::text::bigint)"
COLUMNS = ", ".join(JournalEntry._fields)


def subscriber(
    name: str, kinds: Iterable[str] | None = None, *, batch: int = BATCH, paced: bool = False
) -> Callable[[Handler], Handler]:
    """Register a handler under `context.name`; declare it in the context's jobs.py, which is always loaded.

    The handler runs inside a transaction that also moves the cursor: raise, and nothing of the batch happened.
    A new subscriber starts at the journal's first entry.
    """

    def register(handler: Handler) -> Handler:
        registry[name] = Subscriber(name, handler, None if kinds is None else frozenset(kinds), batch, paced)
        return handler

    return register


def advance(subscriber: Subscriber, *, tolerate: bool = True) -> int:
    """Handle one batch; return how many entries were passed (0: nothing new, waiting, or busy elsewhere).

    After a failure entries are taken one by one, so that the error shown names the entry that fails; it is
    tried again after a growing wait. With `tolerate=False` the error is raised instead.
    """
    own = connection.in_atomic_block
    with transaction.atomic(savepoint=tolerate):
        position = _take_cursor(subscriber.name)
        if position is None:
            return 0
        xid, entry_id, failures = position
        batch = 1 if failures else subscriber.batch
        token = context.door.set(context.Door("subscriber", subscriber.name[:64]))
        try:
            with transaction.atomic(savepoint=tolerate):
                return _handle(subscriber, xid, entry_id, batch, SETTLED_OR_OWN if own else SETTLED)
        except Exception as error:
            if not tolerate:
                raise
            logger.exception("subscriber %s failed", subscriber.name)
            _keep_error(subscriber.name, failures, error)
            return 0
        finally:
            context.door.reset(token)


def run_pending() -> int:
    """Let every subscriber read all there is; return how many entries were passed. For tests and the simulator.

    Raises what a handler raises. Inside a transaction it also reads what that transaction itself wrote; never
    do so in a process whose transaction commits beside other writers.
    """
    total = 0
    while passed := sum(advance(each, tolerate=False) for each in list(registry.values())):
        total += passed
        if _all_have_read():
            break
    return total


def _all_have_read() -> bool:
    """Whether no entry lies beyond the subscriber that is furthest behind: another round would find nothing."""
    settled = SETTLED_OR_OWN if connection.in_atomic_block else SETTLED
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT 1 FROM foundation_journalentry WHERE (order_xid, id) > (SELECT order_xid, "
            "entry_id FROM foundation_subscribercursor WHERE name = ANY(%s) ORDER BY order_xid, entry_id LIMIT 1) "
            f"AND {settled})",
            [list(registry)],
        )
        return bool(cursor.fetchone()[0])


def run_forever(stop: threading.Event) -> None:
    """The worker's loop: go round the subscribers until `stop` is set, rest when there is nothing."""
    while not stop.is_set():
        close_old_connections()
        try:
            passed = sum(advance(each) for each in registry.values() if not stop.is_set())
        except Exception:
            logger.exception("subscribers stopped for a moment: the database does not answer")
            connection.close()
            passed = 0
        if not passed:
            stop.wait(POLL_SECONDS)


def as_entry(row: Sequence[Any]) -> JournalEntry:
    """An entry from the columns of COLUMNS as the database gives them."""
    return JournalEntry._make((*row[:-1], json.loads(row[-1])))


def _take_cursor(name: str) -> tuple[int, int, int] | None:
    """Lock the cursor; make it at the first time. None: another worker has it, or its wait is not over."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_CURSOR, [name, clock.now()])
        row = cursor.fetchone()
        if row is None and not SubscriberCursor.objects.filter(name=name).exists():
            SubscriberCursor.objects.bulk_create([SubscriberCursor(name=name)], ignore_conflicts=True)
            cursor.execute(TAKE_CURSOR, [name, clock.now()])
            row = cursor.fetchone()
    return None if row is None else (row[0], row[1], row[2])


def _handle(subscriber: Subscriber, xid: int, entry_id: int, batch: int, settled: str) -> int:
    """Read a window, hand on what is wanted of it, move the cursor to its end."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT order_xid, {COLUMNS} FROM foundation_journalentry "
            f"WHERE (order_xid, id) > (%s, %s) AND {settled} ORDER BY order_xid, id LIMIT %s",
            [xid, entry_id, batch],
        )
        rows = cursor.fetchall()
    if not rows:
        return 0
    kinds = subscriber.kinds
    wanted = [as_entry(row[1:]) for row in rows if kinds is None or row[6] in kinds]
    if wanted:
        _hand_on(subscriber, wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE foundation_subscribercursor SET order_xid = %s, entry_id = %s, failures = 0, "
            "last_error = '', retry_at = NULL, moved_at = now() WHERE name = %s",
            [rows[-1][0], rows[-1][1], subscriber.name],
        )
    return len(rows)


@contextmanager
def at_their_time() -> Iterator[None]:
    """Inside, each entry is handled alone with the clock at its own moment: for playing history."""
    token = _replaying.set(True)
    try:
        yield
    finally:
        _replaying.reset(token)


@contextmanager
def moment_of(entry: JournalEntry) -> Iterator[None]:
    """Inside, where history is played the clock stands at the entry's own moment; elsewhere nothing changes."""
    if not _is_replaying():
        yield
        return
    with clock.at(entry.at):
        yield


def _is_replaying() -> bool:
    """Whether history is being played: by the simulator, or in the demonstration's worker."""
    return bool(settings.DEMO or _replaying.get())


def _hand_on(subscriber: Subscriber, entries: list[JournalEntry]) -> None:
    """All at once; where history is played, one by one at the moment of each to those who do not pace themselves."""
    if subscriber.paced or not _is_replaying():
        subscriber.handler(entries)
        return
    for entry in entries:
        with moment_of(entry):
            subscriber.handler([entry])


def _keep_error(name: str, failures: int, error: Exception) -> None:
    """Keep the error on the cursor and say when it is tried again."""
    SubscriberCursor.objects.filter(name=name).update(
        failures=failures + 1,
        last_error=f"{type(error).__name__}: {error}"[:2000],
        retry_at=clock.now() + timedelta(seconds=backoff(failures)),
    )
