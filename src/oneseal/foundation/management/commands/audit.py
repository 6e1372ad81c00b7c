"""`oneseal audit verify | seal | export`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.foundation import audit, seals


class Command(BaseCommand):
    """Verify, seal or export the journal."""

    help = "verify: recompute all hashes and seals; seal: seal what is settled; export: JSON lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("action", choices=["verify", "seal", "export"])
        parser.add_argument("--output", type=Path, help="file for `export` (default: standard output)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when the journal is broken."""
        actions = {"verify": self.verify, "seal": self.seal, "export": self.export}
        actions[options["action"]](options["output"])

    def verify(self, _output: Path | None) -> None:
        """Name the first broken entry."""
        report = audit.verify()
        counts = f"{report.entries} entries, {report.subjects} subjects, {report.seals} seals"
        if report.first:
            raise CommandError(f"BROKEN ({len(report.breaks)} places; {counts}). First: {report.first}")
        self.stdout.write(f"whole: {counts}, {report.entries - report.sealed} entries not sealed yet")

    def seal(self, _output: Path | None) -> None:
        """Seal all that is settled."""
        total = 0
        while made := seals.seal_settled():
            total += made.count
        self.stdout.write(f"sealed {total} entries")

    def export(self, output: Path | None) -> None:
        """Write the journal line by line."""
        stream = output.open("w", encoding="utf-8") if output else sys.stdout
        with stream:
            stream.writelines(f"{line}\n" for line in audit.export())
