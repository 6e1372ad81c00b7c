"""`oneseal regions`: preview and load region tables."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.foundation.problems import sentence
from oneseal.identity import services
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import RuleViolation


class Command(BaseCommand):
    """Preview or load a CSV file with the columns code and name."""

    help = "Preview or load region codes: oneseal regions preview FILE.csv | load FILE.csv --vintage 2023 | load-shipped"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, with which file."""
        parser.add_argument("action", choices=["preview", "load", "load-shipped"])
        parser.add_argument(
            "file", nargs="?", type=Path, help="CSV file, UTF-8 or GB 18030; columns code,name"
        )
        parser.add_argument(
            "--vintage", default="", help="of which year or notice the table is, such as 2023"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when a row is wrong; then nothing is loaded."""
        if options["action"] == "load-shipped":
            services.load_shipped_regions(SYSTEM)
            self.stdout.write("loaded")
            return
        if options["action"] == "load" and not options["vintage"]:
            raise CommandError("of which year is the table? add --vintage 2023; it is shown beside the codes")
        content = self._content(options["file"])
        try:
            plan = services.preview_regions(content)
        except RuleViolation as error:
            raise CommandError(sentence(error)) from error
        for line, refusal in plan.errors[:50]:
            self.stderr.write(f"{options['file']}:{line}: {sentence(refusal)}")
        self.stdout.write(
            f"new {len(plan.added)}, renamed {len(plan.renamed)}, same {plan.same}, wrong {len(plan.errors)}"
        )
        if plan.errors:
            sys.exit(1)
        if options["action"] == "load":
            services.load_regions(SYSTEM, content, vintage=options["vintage"])
            self.stdout.write("loaded")

    def _content(self, file: Path | None) -> bytes:
        if file is None:
            raise CommandError("which file? oneseal regions load FILE.csv")
        try:
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
