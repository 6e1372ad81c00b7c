"""`oneseal keys rotate`: seal all personal data again under the current key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.foundation import rotation
from oneseal.foundation.crypto import Unreadable


class Command(BaseCommand):
    """Set ONESEAL_DATA_KEY to the new key and ONESEAL_OLD_DATA_KEYS to the old one, restart, then run this."""

    help = "Re-encrypt personal data under the current key, in batches; can be stopped and run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("action", choices=["rotate"])
        parser.add_argument("--batch", type=int, default=500, help="rows in one transaction (default 500)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 and the row named when a value cannot be read."""
        try:
            for model in rotation.tables():
                self.stdout.write(f"{model._meta.label}: {rotation.reseal(model, batch=options['batch'])}")
        except Unreadable as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Old keys are needed no longer, except for backups made before now.")
