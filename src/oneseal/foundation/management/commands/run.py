"""`oneseal run`: web server, worker and boards together."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from oneseal.foundation import embedded
from oneseal.foundation.processes import (
    Family,
    address_of,
    boards_command,
    need_free,
    web_command,
    worker_command,
)


class Command(BaseCommand):
    """Migrate, then run web, worker and boards until Ctrl-C or SIGTERM."""

    help = "Run web, worker and boards together; Ctrl-C stops all (and the embedded database, if it is used)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web worker processes (default 2)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when web or worker ended by itself."""
        need_free(options["host"], options["port"])
        need_free(options["host"], settings.BOARDS_PORT, change="ONESEAL_BOARDS_PORT")
        call_command("migrate", verbosity=0)
        address = address_of(options["host"], options["port"])
        web = web_command(options["host"], options["port"], options["workers"])
        boards = boards_command(options["host"], settings.BOARDS_PORT)
        family = Family(address, [web, worker_command()], [boards])
        code = family.run(lambda: print(f"OneSeal: {address}/", flush=True))
        embedded.stop()
        raise SystemExit(code)
