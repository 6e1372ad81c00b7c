"""The web server's process."""

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from oneseal.foundation import assets, metrics


def serve(host: str, port: int, workers: int) -> None:
    """Granian with WSGI workers, each serving four requests at once, until told to stop.

    Publishes the static files first where they changed. The program is loaded once, before the workers are forked
    from it: they start at once and share its memory.
    """
    assets.publish()
    metrics.forget()
    get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018 - loads every page's code
    Granian(
        "oneseal.config.wsgi:application",
        address=host.strip("[]"),
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        workers_kill_timeout=3,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
