"""Bytes on disk, by hash: written whole or not at all, never changed."""

import os
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings


def path_of(sha256: str, shelf: str = "kept") -> Path:
    """Where the bytes with this digest lie. `shelf` is `kept` for files, `preview` for their pictures."""
    return Path(settings.MEDIA_ROOT) / shelf / sha256[:2] / sha256[2:4] / sha256


def put(sha256: str, content: bytes, shelf: str = "kept") -> None:
    """Write to a temporary file, flush it to the disk, then give it its name; a crash leaves no half file."""
    path = path_of(sha256, shelf)
    if path.exists():
        os.utime(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_directories(path.parent)


def _flush_directories(lowest: Path) -> None:
    for directory in [lowest, lowest.parent, lowest.parent.parent]:
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(sha256: str, shelf: str = "kept") -> bytes:
    """All bytes. Raises FileNotFoundError."""
    return path_of(sha256, shelf).read_bytes()


def opened(sha256: str, shelf: str = "kept") -> IO[bytes]:
    """The file, for sending it piece by piece. Raises FileNotFoundError."""
    return path_of(sha256, shelf).open("rb")


def older_than(moment: float, shelf: str = "kept") -> list[Path]:
    """Files last written before `moment` (seconds since 1970), unfinished ones of a crash included."""
    root = Path(settings.MEDIA_ROOT) / shelf
    return [path for path in root.glob("*/*/*") if path.stat().st_mtime < moment]
