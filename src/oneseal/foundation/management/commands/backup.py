"""`oneseal backup FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from oneseal.foundation import backup


class Command(BaseCommand):
    """Save database, files and keys into one archive."""

    help = (
        "Save database, files and (unless --without-keys) keys into one archive, readable by its owner only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="the archive to write, e.g. oneseal-2026-11-21.tar")
        parser.add_argument(
            "--without-keys", action="store_true", help="leave var/keys out; keep them elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell what was saved."""
        manifest = backup.back_up(options["file"].resolve(), with_keys=not options["without_keys"])
        print(f"{options['file']}: {len(manifest['members'])} members, {manifest['migrations']} migrations")
