"""`oneseal boards`: the process that feeds the boards of the halls."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Serve server-sent events until Ctrl-C or SIGTERM."""

    help = "Feed the boards of the halls; run it beside `oneseal serve` and `oneseal worker`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.BOARDS_PORT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Open streams are cut three seconds after the signal; the boards come back by themselves."""
        import uvicorn

        from oneseal.queueing.boards import Boards

        uvicorn.run(
            Boards(),
            host=options["host"],
            port=options["port"],
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=3,
            lifespan="on",
        )
