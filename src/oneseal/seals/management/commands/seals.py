"""`oneseal seals found|verify|lists`: the certificate authority, and whether a sealed file holds."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM
from oneseal.seals import selectors, services


class Command(BaseCommand):
    """Exit codes: 0 done or valid, 1 not valid or refused (each finding on a line), 2 wrong usage."""

    help = "Found the certificate authority; check the seal of a PDF or OFD file; publish revocation lists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One act each."""
        acts = parser.add_subparsers(dest="act", required=True, metavar="found|verify|lists")
        found = acts.add_parser("found", help="make the installation's certificate authority, once")
        found.add_argument(
            "--organisation", default="", help="whose name it carries; default: the only bureau's"
        )
        verify = acts.add_parser("verify", help="say whether a sealed file is valid, and why not")
        verify.add_argument("file", type=Path)
        acts.add_parser("lists", help="publish the revocation lists anew that are half used up")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the act."""
        acts = {"found": self._found, "verify": self._verify, "lists": self._lists}
        acts[options["act"]](options)

    def _found(self, options: dict[str, Any]) -> None:
        bureaus = identity.bureaus()
        name = options["organisation"] or (bureaus[0].name if len(bureaus) == 1 else "")
        if not name:
            raise CommandError("say whose authority it is: --organisation 某某市行政审批局")
        made = services.found_authority(SYSTEM, organisation=name)
        self.stdout.write("证书签发机构已建立。" if made else "证书签发机构早已建立，没有改变。")

    def _verify(self, options: dict[str, Any]) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        found = selectors.verify(content, clock.now())
        self.stdout.write("valid 有效" if found.valid else "not valid 无效")
        for label, value in (
            ("seal", f"{found.seal} {found.seal_code}".strip()),
            ("signed", found.signed_at.isoformat() if found.signed_at else ""),
            ("timestamp", found.timestamp.isoformat() if found.timestamp else ""),
        ):
            if value:
                self.stdout.write(f"{label}\t{value}")
        for item in found.findings:
            self.stdout.write(f"{item.code}\t{item.sentence % item.params}")
        if not found.valid:
            sys.exit(1)

    def _lists(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{services.refresh_lists()}")
