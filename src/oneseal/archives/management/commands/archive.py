"""`oneseal archive verify FILE [SUPPLEMENT …] | export --year YEAR --to FOLDER`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.archives import selectors, services
from oneseal.archives.rules.command import check
from oneseal.documents import selectors as documents


class Command(BaseCommand):
    """Verify a package, or write those of a year into a folder."""

    help = "verify FILE [SUPPLEMENT …]: check a package and what was added to it, without a database; export: the packages of a year into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("verify").add_argument("files", nargs="+", metavar="file")
        export = actions.add_parser("export")
        export.add_argument("--year", type=int, required=True)
        export.add_argument("--to", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 for a changed package."""
        if options["action"] == "export":
            self._export(options["year"], options["to"])
            return
        told, code = check(options["files"])
        if code:
            raise CommandError(told)
        self.stdout.write(told)

    def _export(self, year: int, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        ids = selectors.closed_in(year)
        for package_id in ids:
            package = services.build(package_id=package_id)
            for place, kept in enumerate(selectors.kept_parts(package)):
                name = f"archive-{package.pk}-{place}.zip" if place else f"archive-{package.pk}.zip"
                with documents.open_file(kept) as stream:
                    (folder / name).write_bytes(stream.read())
        self.stdout.write(f"{len(ids)} packages of {year} in {folder}")
