"""The web server's process: `python -m oneseal.foundation.web HOST PORT WORKERS`, started by processes.web_command."""

import os
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def serve(host: str, port: int, workers: int) -> None:
    """Granian with WSGI workers, each serving four requests at once, until told to stop.

    The program is loaded once, before the workers are forked from it: they start at once and share its memory.
    """
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018 - loads every page's code
    Granian(
        "oneseal.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        workers_kill_timeout=3,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneseal.config.settings")
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
