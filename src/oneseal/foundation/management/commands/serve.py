"""`oneseal serve`: the web server only."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from oneseal.foundation import web
from oneseal.foundation.processes import need_free


class Command(BaseCommand):
    """Be the web server."""

    help = "Run the web server alone; run `oneseal worker` beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web worker processes (default 2)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Until Ctrl-C or SIGTERM; refused where somebody listens already."""
        need_free(options["host"], options["port"])
        web.serve(options["host"], options["port"], options["workers"])
