"""Publishing static files for the web server: hashed names, gzip and brotli beside each file."""

import hashlib
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders


def fingerprint() -> str:
    """Changes whenever a static file is added, removed or edited."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}:{state.st_size}:{state.st_mtime_ns};".encode())
    return digest.hexdigest()


def publish() -> None:
    """Collect, hash and compress static files unless that was done for these very files.

    Does nothing where files are served as they lie.
    """
    if not settings.PUBLISHED_STATIC:
        return
    stamp = Path(settings.STATIC_ROOT) / "published"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    command = [sys.executable, "-m", "oneseal", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, check=True)
    stamp.write_text(now)
