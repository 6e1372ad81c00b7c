"""The ZIP container of an OFD in one exact form, so that no byte of it can change unseen.

Digests protect the files inside, not the container's own fields. Files are therefore stored, not compressed, all
fields that carry no content have fixed values, and a package counts as unchanged only if writing its files anew
gives the same bytes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

LARGEST = 64 * 1024 * 1024
"""Bytes; more than any document of ours."""

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
)
"""What zipfile raises for broken containers."""

_MOMENT = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, bytes]) -> bytes:
    """The container with these files in their order. Paths have no leading slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _MOMENT)
            entry.create_system = 0
            archive.writestr(entry, content)
    return out.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """The files of any ZIP of tolerable size. Raises ValueError for what is none, or holds a path twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise ValueError("too large")
            files = {entry.filename: archive.read(entry) for entry in entries}
    except UNREADABLE as error:
        raise ValueError("not a ZIP that can be read") from error
    if len(files) < len(entries):
        raise ValueError("not a ZIP that can be read: a path twice")
    return files


def is_exact(content: bytes, files: Mapping[str, bytes]) -> bool:
    """Whether the container is exactly the one that `pack` makes of its files."""
    return pack(files) == content
