"""`oneseal messages extract|compile|check`: the English translations, without gettext programs or database."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from oneseal.foundation import translation


class Command(BaseCommand):
    """Keep the message catalogues."""

    help = (
        "extract: bring the .po files up to date; compile: make the .mo files; check: name what is missing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which of the three."""
        parser.add_argument("action", choices=["extract", "compile", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when `check` finds anything."""
        if options["action"] == "extract":
            self.stdout.write(f"{translation.extract()} sentences")
        elif options["action"] == "compile":
            self.stdout.write(f"{translation.compile_all()} catalogues compiled")
        elif lines := translation.problems():
            self.stderr.write("\n".join(lines))
            self.stderr.write(f"{len(lines)} problems; `oneseal messages extract`, then translate")
            sys.exit(1)
        else:
            self.stdout.write("every sentence is translated")
