"""`oneseal check`: what an administrator should mend, each with the remedy in words.

Without `--deploy` only what any machine needs; with it also what a machine open to others needs.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register
from django.db import DatabaseError

from oneseal.foundation import calendars, clock, health
from oneseal.kernel.workdays import YearKind

NOTICE_MONTH = 11
"""The State Council publishes next year's holidays in November."""
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
SECRETS = ("SECRET_KEY", "DATA_KEY", "INDEX_KEY")
SHORTEST_SECRET = 32

DEBUG = (Error, "oneseal.E005", "ONESEAL_DEBUG is on.", "Remove it: its pages show settings and code.")
DEMO = (
    Error,
    "oneseal.E006",
    "ONESEAL_DEMO is on: sign-in pages show accounts and passwords.",
    "Remove it, and use another ONESEAL_VAR than the demonstration's.",
)
HOSTS = (
    Warning,
    "oneseal.W007",
    "Pages answer only to the names of this machine itself.",
    "Set ONESEAL_HOSTS to the names in the address bar, e.g. zwfw.example.gov.cn.",
)
TLS = (
    Warning,
    "oneseal.W008",
    "ONESEAL_TLS is off: cookies and pages travel unencrypted.",
    "Put a TLS proxy in front (deploy/nginx.conf.example) and set ONESEAL_TLS=on.",
)
PUBLIC_URL = (
    Warning,
    "oneseal.W009",
    "QR codes on documents lead to localhost.",
    "Set ONESEAL_PUBLIC_URL to the address that citizens use, e.g. https://zwfw.example.gov.cn.",
)
PROXIES = (
    Warning,
    "oneseal.W010",
    "Rate limits count the proxy's address as everybody's.",
    "Set ONESEAL_PROXIES to the number of proxies in front, usually 1.",
)
DATABASE = (
    Info,
    "oneseal.I011",
    "The embedded PostgreSQL is used.",
    "For a bureau of more than a few windows set DATABASE_URL to a server of its own.",
)

Configs = Sequence[AppConfig] | None


@register("oneseal")
def keys(app_configs: Configs, **_: Any) -> list[CheckMessage]:
    """The keys are there, long enough and readable by their owner only."""
    found: list[CheckMessage] = [
        Warning(
            f"ONESEAL_{name} is shorter than {SHORTEST_SECRET} characters.",
            hint="Set a random one. A data key is changed with ONESEAL_OLD_DATA_KEYS and `oneseal keys rotate`.",
            id="oneseal.W001",
        )
        for name in SECRETS
        if len(getattr(settings, name)) < SHORTEST_SECRET
    ]
    folder = Path(settings.VAR) / "keys"
    if folder.exists():
        secret = [path for path in sorted(folder.iterdir()) if path.suffix != ".pub"]
        exposed = [path for path in (folder, *secret) if path.stat().st_mode & 0o077]
        found += [
            Warning(
                f"{path} can be read by others on this machine.",
                hint=f"Run `chmod {'700' if path.is_dir() else '600'} {path}`.",
                id="oneseal.W002",
            )
            for path in exposed
        ]
    return found


@register("oneseal", Tags.database)
def calendar(app_configs: Configs, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The holiday notices of this year, and from November on of the next, are loaded."""
    if not databases or not tables_stand():
        return []
    today, loaded = clock.today(), calendars.current()
    years = [today.year] + ([today.year + 1] if today.month >= NOTICE_MONTH else [])
    return [
        Warning(
            f"The holiday notice of {year} is not loaded: dates in {year} are provisional.",
            hint="Load the State Council's notice: `oneseal calendar load FILE`, or 系统管理 → 工作日历 → 载入放假通知.",
            id="oneseal.W003",
        )
        for year in years
        if loaded.year_kind(year) is not YearKind.PUBLISHED
    ]


@register("oneseal", Tags.database)
def worker(app_configs: Configs, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A worker has shown itself lately."""
    if not databases or not tables_stand():
        return []
    silent = [each for each in health.checks() if each.name == "worker" and not each.good]
    return [
        Info(
            "No worker is running: notices, documents and periodic jobs wait.",
            hint="Start `oneseal worker` (deploy/oneseal-worker.service), or `oneseal run` for web and worker.",
            id="oneseal.I004",
        )
        for _each in silent
    ]


@register("oneseal", deploy=True)
def exposure(app_configs: Configs, **_: Any) -> list[CheckMessage]:
    """What a machine open to others must not leave as it is for trials."""
    embedded = not os.environ.get("DATABASE_URL") or bool(os.environ.get("ONESEAL_EMBEDDED"))
    return [
        make(text, hint=hint, id=name)
        for wrong, make, name, text, hint in (
            (settings.DEBUG, *DEBUG),
            (settings.DEMO, *DEMO),
            (set(settings.ALLOWED_HOSTS) <= LOCAL_NAMES, *HOSTS),
            (not settings.BEHIND_TLS, *TLS),
            ("localhost" in settings.PUBLIC_URL, *PUBLIC_URL),
            (settings.BEHIND_TLS and not settings.TRUSTED_PROXIES, *PROXIES),
            (embedded, *DATABASE),
        )
        if wrong
    ]


def tables_stand() -> bool:
    """Whether the database answers and its tables are up to date."""
    try:
        return all(each.good for each in health.checks() if each.essential)
    except DatabaseError:
        return False
