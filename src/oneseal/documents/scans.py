"""The folder where a window's scanner drops files: <SCAN_DIR>/<login of the clerk>/.

A name from outside never becomes a path: a file is asked for by the key of a name that the folder holds now,
and is opened without following links. Used files lie in `used/` below it.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG

from django.conf import settings

from oneseal.documents.rules.names import extension_of
from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_

MOST = 12
"""Newest scans offered; a clerk has one visitor's papers in the scanner."""
EXTENSIONS = frozenset({"pdf", "jpg", "jpeg", "png"})
USED = "used"
_LOGIN = re.compile(r"[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]*")


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that the scanner dropped: key to ask for it by, name, bytes, when it was written."""

    key: str
    name: str
    size: int
    at: datetime


def offered(login: str) -> list[Scan]:
    """The newest scans of a clerk, newest first; none where no folder is set, there or readable."""
    folder = _folder(login)
    if folder is None:
        return []
    try:
        with os.scandir(folder) as entries:
            found = [scan for entry in entries if (scan := _scan(entry)) is not None]
    except OSError:
        return []
    return sorted(found, key=lambda each: (each.at, each.name), reverse=True)[:MOST]


@contextmanager
def claimed(login: str, key: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of an offered scan while it is taken in; it stays away afterwards, and comes back on any error.

    Moving it first lets only one of two presses have it. At most one byte more than the largest allowed file is
    read. Raises Conflict where it is gone.
    """
    folder = _folder(login)
    scan = next((each for each in offered(login) if each.key == key), None)
    if folder is None or scan is None:
        raise _gone()
    away = folder / USED
    away.mkdir(exist_ok=True)
    kept = away / f"{os.urandom(4).hex()}-{scan.name}"
    try:
        os.rename(folder / scan.name, kept)
    except FileNotFoundError as error:
        raise _gone() from error
    try:
        yield scan.name, _read(kept)
    except BaseException:
        os.rename(kept, folder / scan.name)
        raise


def _folder(login: str) -> Path | None:
    """The clerk's folder, which must be a real one directly below the root."""
    if not settings.SCAN_DIR or not _LOGIN.fullmatch(login):
        return None
    folder = Path(settings.SCAN_DIR) / login
    return folder if folder.is_dir() and not folder.is_symlink() else None


def _scan(entry: os.DirEntry[str]) -> Scan | None:
    if entry.name.startswith(".") or extension_of(entry.name) not in EXTENSIONS:
        return None
    if not entry.is_file(follow_symlinks=False):
        return None
    known = entry.stat(follow_symlinks=False)
    if not known.st_size:
        return None
    key = hashlib.sha256(os.fsencode(entry.name)).hexdigest()[:16]
    return Scan(key, entry.name, known.st_size, datetime.fromtimestamp(known.st_mtime, UTC))


def _read(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not S_ISREG(os.fstat(handle).st_mode):
            raise _gone()
        return file.read(settings.FILE_MAX_BYTES + 1)


def _gone() -> Conflict:
    return Conflict("scan_gone", N_("这份扫描件已被取用或移走。请刷新页面，重新选择。"), field="file")
