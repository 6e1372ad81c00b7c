"""pytest plugin: a database for the tests before Django reads its settings (`-p` in pyproject.toml).

Tests run on an embedded server of their own under var/test, with durability off, unless DATABASE_URL names another.
There the migrations run once; later runs copy what they made, until a migration changes.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from datetime import datetime
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
from hypothesis import HealthCheck, settings  # noqa: E402

# How long drawing an example takes says nothing about the program; on a machine with other work it fails at random.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

MIGRATED = "migrated_"
"""So begins the name of the database that the migrations made, of which tests take a copy."""
KEPT = ("django_content_type", "auth_permission")
"""Tables that say which models there are: the same after every test, and a second's work to fill again."""


@pytest.fixture
def november() -> Iterator[None]:
    """Monday 16 November 2026, nine: deadlines of the test end in a year whose holidays are announced, whatever day
    it is run on."""
    from oneseal.foundation import clock

    with clock.at(datetime(2026, 11, 16, 9, tzinfo=clock.LOCAL)):
        yield


@pytest.fixture(autouse=True, scope="session")
def _let_tests_empty_the_journal() -> None:
    """Transactional tests end by TRUNCATE, which the journal's trigger refuses: lift it for that moment only.

    Jobs and counters, whose tables Django does not manage, go with the rest; the tables of the models stay, so that
    nothing need fill them again.
    """
    if PURE:
        return
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.backends.postgresql.operations import DatabaseOperations
    from django.db.models.signals import post_migrate

    flush, list_flush = DatabaseOperations.execute_sql_flush, DatabaseOperations.sql_flush

    def flush_all(self: DatabaseOperations, sql_list: Any) -> None:
        switch = "ALTER TABLE foundation_journal{} {} TRIGGER append_only_table"
        tables = ("entry", "seal")
        off = [switch.format(table, "DISABLE") for table in tables]
        on = [switch.format(table, "ENABLE") for table in tables]
        others = "procrastinate_jobs, procrastinate_workers, foundation_cache, foundation_ratelimit"
        jobs = f"TRUNCATE {others} CASCADE"
        flush(self, [*off, *sql_list, jobs, *on])

    def all_but_models(self: DatabaseOperations, style: Any, tables: list[str], **how: Any) -> list[str]:
        # Here and not above: apps that are ready later connect these two, which would fill the kept tables again.
        post_migrate.disconnect(create_contenttypes)
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        return list_flush(self, style, [table for table in tables if table not in KEPT], **how)

    DatabaseOperations.execute_sql_flush = flush_all  # type: ignore[method-assign, assignment]
    DatabaseOperations.sql_flush = all_but_models  # type: ignore[method-assign, assignment]


@pytest.fixture(autouse=True, scope="session")
def _migrate_once() -> None:
    """Make the tables by copying a database that the same migrations made before: a second's work instead of a minute's."""
    if PURE or "ONESEAL_EMBEDDED" not in os.environ:
        return
    from django.db.backends.postgresql.creation import DatabaseCreation

    create, name = DatabaseCreation.create_test_db, MIGRATED + _migrations()

    def copied(self: Any, **how: Any) -> str:
        with self._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [MIGRATED])
            there = {row[0] for row in cursor.fetchall()}
            for other in there - {name}:
                cursor.execute(f"DROP DATABASE {other}")
        self.connection.settings_dict["TEST"]["TEMPLATE"] = name if name in there else None
        made = str(create(self, **how))
        if name not in there:
            self.connection.close()
            with self._nodb_cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name} TEMPLATE {made}")
        return made

    DatabaseCreation.create_test_db = copied  # type: ignore[method-assign, assignment]


def _migrations() -> str:
    """What the tables depend on, as one number: every migration of every app, and the SQL that ours take from elsewhere."""
    from django.apps import apps

    folders = [Path(each.path) / "migrations" for each in apps.get_app_configs()]
    files = [path for folder in (*folders, Path(__file__).parent) for path in folder.glob("*.py")]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:20]


@pytest.fixture(autouse=True)
def _forget_the_calendar() -> Any:
    """A test's notices vanish with its transaction; the copy in memory must vanish with them."""
    yield
    calendars = sys.modules.get("oneseal.foundation.calendars")
    if calendars:
        calendars.forget()
