"""Figures for Prometheus: requests counted in files that all web processes share, the rest asked of the database."""

import os
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10)
COUNTED_AT_MOST = 10_000

JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status <> 'succeeded' GROUP BY status"
LAG = f"""
SELECT c.name, c.failures,
    (SELECT count(*) FROM (SELECT 1 FROM foundation_journalentry e
        WHERE (e.order_xid, e.id) > (c.order_xid, c.entry_id) LIMIT {COUNTED_AT_MOST}) unread),
    (SELECT extract(epoch FROM now() - e.at) FROM foundation_journalentry e
        WHERE (e.order_xid, e.id) > (c.order_xid, c.entry_id) ORDER BY e.order_xid, e.id LIMIT 1)
FROM foundation_subscribercursor c ORDER BY c.name
"""
LAST_ENTRY = "SELECT coalesce(max(id), 0) FROM foundation_journalentry"


# Two first requests at once must not register the instruments twice.
_making = threading.Lock()


def observe(view: str, method: str, status: int, seconds: float) -> None:
    """Count one request."""
    with _making:
        requests, latency = _instruments()
    requests.labels(view, method, str(status)).inc()
    latency.labels(view).observe(seconds)


@cache
def _instruments() -> tuple[Any, Any]:
    """Imported late: prometheus_client reads where its files are when it is imported."""
    folder = shared_folder()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    from prometheus_client import Counter, Histogram

    requests = Counter("oneseal_requests", "Requests answered", ["view", "method", "status"])
    latency = Histogram("oneseal_request_seconds", "Time to answer", ["view"], buckets=BUCKETS)
    return requests, latency


def shared_folder() -> Path:
    """Where each process keeps its counts."""
    return Path(settings.VAR) / "metrics"


def forget() -> None:
    """Start from zero; call it before the web server starts, never while it runs."""
    for path in shared_folder().glob("*.db"):
        path.unlink()


def text() -> bytes:
    """Everything in Prometheus' text format."""
    _instruments()
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(shared_folder()))  # type: ignore[no-untyped-call]
    return bytes(generate_latest(registry)) + "".join(f"{line}\n" for line in _asked()).encode()


def _asked() -> Iterator[str]:
    with connection.cursor() as cursor:
        yield "# HELP oneseal_jobs Jobs by state"
        yield "# TYPE oneseal_jobs gauge"
        cursor.execute(JOBS)
        found = dict(cursor.fetchall())
        for state in ("todo", "doing", "failed"):
            yield f'oneseal_jobs{{state="{state}"}} {found.get(state, 0)}'
        cursor.execute(LAG)
        lags = cursor.fetchall()
        for place, (name, what) in enumerate(
            (
                ("failures", "Failures in a row"),
                ("unread", f"Entries not read (to {COUNTED_AT_MOST})"),
                ("lag_seconds", "Age of the oldest"),
            )
        ):
            yield f"# HELP oneseal_subscriber_{name} {what}"
            yield f"# TYPE oneseal_subscriber_{name} gauge"
            for row in lags:
                yield f'oneseal_subscriber_{name}{{subscriber="{row[0]}"}} {row[1 + place] or 0}'
        cursor.execute(LAST_ENTRY)
        yield "# HELP oneseal_journal_last_id Id of the newest journal entry"
        yield "# TYPE oneseal_journal_last_id counter"
        yield f"oneseal_journal_last_id {cursor.fetchone()[0]}"
