"""`oneseal archive verify FILE`: what is printed, and the exit code; needs no settings and no database."""

from pathlib import Path

from oneseal.archives.rules.packages import verify


def check(path: str) -> tuple[str, int]:
    """The sentence about a file and the exit code: 0 whole, 1 changed or unreadable."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        return f"{path}: {error.strerror}", 1
    found = verify(content)
    if not found.whole:
        return f"{path}: CHANGED\n" + "\n".join(f"  {each}" for each in found.problems), 1
    signed = f"signed by {found.signer}" if found.signer else "not signed"
    return f"{path}: whole, {found.number}, {found.files} files, {signed}", 0
