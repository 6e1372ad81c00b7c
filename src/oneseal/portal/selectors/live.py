"""The halls as the home page shows them: open or not, how many wait, how long."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import caches

from oneseal.foundation import clock
from oneseal.kernel.access import NOBODY
from oneseal.queueing import selectors as queueing

LIVE_SECONDS = 15
SHOWN = 2
LINES = 4


@dataclass(frozen=True)
class LiveHall:
    """One hall now; `lines` are those that a window serves."""

    hall: Any
    open: bool
    today: list[Any]
    waiting: int
    lines: list[Any]


def live_halls() -> list[LiveHall]:
    """The first halls, at most a quarter of a minute old."""
    kept = caches["process"]
    known: list[LiveHall] | None = kept.get("portal.live")
    if known is None:
        known = [_live(hall) for hall in queueing.halls_in_use(NOBODY)[:SHOWN]]
        kept.set("portal.live", known, LIVE_SECONDS)
    return known


def _live(hall: Any) -> LiveHall:
    states = queueing.line_states(hall)
    served = [row for row in states if row.minutes is not None]
    return LiveHall(
        hall,
        queueing.running(hall) is not None,
        queueing.spans(hall, clock.today()),
        sum(row.waiting for row in states),
        served[:LINES],
    )
