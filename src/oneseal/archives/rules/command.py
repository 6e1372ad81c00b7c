"""`oneseal archive verify FILE [SUPPLEMENT …]`: what is printed, and the exit code; needs no settings, no database."""

from collections.abc import Sequence
from pathlib import Path

from oneseal.archives.rules.packages import Verdict, verify_series


def check(paths: Sequence[str]) -> tuple[str, int]:
    """A sentence about each file and the exit code: 0 all whole, 1 one changed, unreadable or not of the series.

    The first file is a package or a supplement, each other one the supplement that follows the one before it.
    """
    try:
        contents = [Path(path).read_bytes() for path in paths]
    except OSError as error:
        return f"{error.filename}: {error.strerror}", 1
    found = verify_series(contents)
    told = [
        _told(path, each, alone=not place)
        for place, (path, each) in enumerate(zip(paths, found, strict=True))
    ]
    return "\n".join(told), int(not all(each.whole for each in found))


def _told(path: str, found: Verdict, *, alone: bool) -> str:
    if not found.whole:
        return f"{path}: CHANGED\n" + "\n".join(f"  {each}" for each in found.problems)
    signed = f"signed by {found.signer}" if found.signer else "not signed"
    after = f", supplements the package with SHA-256 {found.follows}" if found.follows and alone else ""
    return f"{path}: whole, {found.number}, {found.files} files, {signed}{after}"
