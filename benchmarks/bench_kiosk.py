"""A kiosk's pages: server time of the whole program in process beside an empty page in the same run."""

import time
from collections.abc import Callable
from datetime import time as hour
from typing import Any

from django.core.cache import caches
from django.test import Client, override_settings

from benchmarks import scratch
from oneseal.devices import services
from oneseal.devices.stations import COOKIE
from oneseal.foundation import clock
from oneseal.queueing import services as queue
from oneseal.queueing.tests import factories

TITLE = "Pages of a kiosk beside an empty page"
ROUNDS = 40
TARGET_MS = 100


def run() -> list[dict[str, object]]:
    """Median and 95th percentile of server time in milliseconds."""
    rows: list[dict[str, object]] = []
    with scratch.database(), override_settings(RATE_LIMITS=False):
        caches["process"].clear()
        floor = 0.0
        for name, ask in _pages().items():
            times = sorted(_measured(name, ask) for _ in range(ROUNDS))
            p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
            floor = floor or p50
            rows.append(
                {
                    "page": name,
                    "p50_ms": f"{p50:.1f}",
                    "p95_ms": f"{p95:.1f}",
                    "x_empty": f"{p50 / floor:.1f}",
                    "target": f"p95 < {TARGET_MS} ms",
                }
            )
    return rows


def _pages() -> dict[str, Callable[[], Any]]:
    """What is asked, the empty page first."""
    place = factories.place()
    hours = (hour(0), hour(23, 59, 59))
    hall, line = place.hall.pk, place.lines["A"].pk
    queue.set_day(place["coordinator"], hall_id=hall, day=clock.today(), reason="bench", hours=hours)
    keeper = place["administrator"]
    device = services.register_device(keeper, kind="all_in_one", name="bench", hall=hall)
    _device, key = services.pair(code=services.issue_code(keeper, device_id=device.pk))
    kiosk, plain = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    kiosk.cookies[COOKIE] = key
    return {
        "empty page": lambda: plain.get("/robots.txt"),
        "home": lambda: kiosk.get("/device/"),
        "lines with their waiting": lambda: kiosk.get("/device/ticket/"),
        "take a number": lambda: kiosk.post("/device/ticket/", {"line": line}),
        "find an item": lambda: kiosk.get("/device/items/guide/"),
        "ask for a case": lambda: kiosk.get("/device/query/"),
        "heartbeat": lambda: kiosk.post("/device/beat/", "{}", content_type="application/json"),
    }


def _measured(name: str, ask: Callable[[], Any]) -> float:
    start = time.perf_counter()
    status = ask().status_code
    if status >= 400:
        raise RuntimeError(f"{name}: {status}")
    return (time.perf_counter() - start) * 1000
