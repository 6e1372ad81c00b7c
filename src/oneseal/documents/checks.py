"""`oneseal check` for documents: fonts that have rare characters, a letterhead for each bureau."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from oneseal.documents import selectors
from oneseal.foundation import health
from oneseal.identity import selectors as identity

RARE = "䶮"
"""Yǎn, in names; not in GB 2312, so that a poor font lacks it."""

Configs = Sequence[AppConfig] | None


@register("oneseal", Tags.database)
def fonts(app_configs: Configs, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A rare character stands in both document fonts."""
    if not databases or not selectors.unprintable(RARE):
        return []
    return [
        Error(
            f"Documents cannot show the rare character {RARE}.",
            hint="Install the packaged fonts again: `make setup`.",
            id="oneseal.E012",
        )
    ]


@register("oneseal", Tags.database)
def letterheads(app_configs: Configs, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Every bureau has a letterhead, without which it can issue nothing."""
    if not databases or not health.ready(health.checks()):
        return []
    return [
        Warning(
            f"{bureau.name} has no letterhead: its notices and decisions cannot be issued.",
            hint="Sign in as its administrator and fill in 系统管理 → 文书抬头.",
            id="oneseal.W013",
        )
        for bureau in identity.bureaus()
        if selectors.find_letterhead(bureau.pk) is None
    ]
