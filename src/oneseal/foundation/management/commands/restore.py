"""`oneseal restore FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.foundation import backup
from oneseal.kernel.errors import RuleViolation


class Command(BaseCommand):
    """Bring a backup back."""

    help = "Bring a backup back into the configured database and var/. Stop web and worker first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="overwrite a database that has tables")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 with the reason when refused; then nothing was changed."""
        try:
            manifest = backup.restore(options["file"].resolve(), force=options["force"])
        except (RuleViolation, OSError) as error:
            raise CommandError(str(error)) from error
        print(
            f"restored {len(manifest['members'])} members made at {manifest['made_at']}; next: oneseal migrate, oneseal audit verify"
        )
