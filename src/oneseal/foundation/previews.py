"""A file between its preview and its import: kept for an hour, for the one who chose it, so that it is chosen once."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from oneseal.foundation.access import actor_of
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

KEPT_SECONDS = 3600


def keep(request: HttpRequest, what: str, name: str, data: bytes) -> str:
    """Keep a file that was previewed; returns its token. `what`: which import it is for."""
    token = hashlib.sha256(data).hexdigest()
    cache.set(_key(request, what, token), (name, data), KEPT_SECONDS)
    return token


def kept(request: HttpRequest, what: str, token: str) -> tuple[str, bytes]:
    """Name and content of a previewed file. Raises RuleViolation where it is gone, or somebody else's."""
    found: tuple[str, bytes] | None = cache.get(_key(request, what, token))
    if found is None:
        raise RuleViolation("file_gone", N_("预览已过期，请重新选择文件。"), field="file")
    return found


def forget(request: HttpRequest, what: str, token: str) -> None:
    """The file was imported."""
    cache.delete(_key(request, what, token))


def _key(request: HttpRequest, what: str, token: str) -> str:
    """Only the one who chose a file can import it."""
    return f"{what}-import-{actor_of(request).account_id}-{token[:64]}"
