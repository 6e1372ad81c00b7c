"""pytest plugin: a database for the tests before Django reads its settings (`-p` in pyproject.toml).

Tests run on an embedded server of their own under var/test, with durability off, unless DATABASE_URL names another.
"""

import os
import sys
from pathlib import Path
from typing import Any

from oneseal.foundation import embedded

# Each test process has a server of its own: the watermark under which subscribers read is one per server.
_var = Path.cwd() / "var" / os.environ.get("PYTEST_XDIST_WORKER", "test")
if "PYTEST_XDIST_WORKER" in os.environ and "ONESEAL_EMBEDDED" in os.environ:
    del os.environ["DATABASE_URL"]
    os.environ["ONESEAL_VAR"] = str(_var)
os.environ.setdefault("ONESEAL_VAR", str(_var))
PURE = "no:django" in sys.argv
"""`-p no:django` asks for the pure rules alone: nothing is started, Django is not touched."""

if "DATABASE_URL" not in os.environ and not PURE:
    embedded.ensure_running()
    embedded.forget_durability()

import pytest  # noqa: E402


@pytest.fixture(autouse=True, scope="session")
def _let_tests_empty_the_journal() -> None:
    """Transactional tests end by TRUNCATE, which the journal's trigger refuses: lift it for that moment only.

    Jobs and counters, whose tables Django does not manage, go with the rest.
    """
    if PURE:
        return
    from django.db.backends.postgresql.operations import DatabaseOperations

    flush = DatabaseOperations.execute_sql_flush

    def flush_all(self: DatabaseOperations, sql_list: Any) -> None:
        switch = "ALTER TABLE foundation_journal{} {} TRIGGER append_only_table"
        tables = ("entry", "seal")
        off = [switch.format(table, "DISABLE") for table in tables]
        on = [switch.format(table, "ENABLE") for table in tables]
        others = "procrastinate_jobs, procrastinate_workers, foundation_cache, foundation_ratelimit"
        jobs = f"TRUNCATE {others} CASCADE"
        flush(self, [*off, *sql_list, jobs, *on])

    DatabaseOperations.execute_sql_flush = flush_all  # type: ignore[method-assign, assignment]


@pytest.fixture(autouse=True)
def _forget_the_calendar() -> Any:
    """A test's notices vanish with its transaction; the copy in memory must vanish with them."""
    yield
    calendars = sys.modules.get("oneseal.foundation.calendars")
    if calendars:
        calendars.forget()
