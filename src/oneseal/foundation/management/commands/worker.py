"""`oneseal worker`: jobs, periodic jobs and subscribers."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from oneseal.foundation import worker


class Command(BaseCommand):
    """Run the worker until it is told to stop; several may run, on several machines."""

    help = "Run jobs, periodic jobs and journal subscribers until Ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much at once."""
        parser.add_argument("--concurrency", type=int, default=2, help="jobs run at once (default 2)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns when asked to stop."""
        worker.run(concurrency=options["concurrency"])
