"""From the press at a window to the screens: 500 open boards, 40 windows calling; and tickets a second.

The boards' process is a process of its own, as in use. The floor beside it: a bare NOTIFY from one connection to one
that listens, in the same run.
"""

import asyncio
import json
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import uuid
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.db import connection

from benchmarks import scratch
from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.kernel.access import NOBODY
from oneseal.queueing import services
from oneseal.queueing.boards import conninfo
from oneseal.queueing.models import Hall, ServiceKind, Ticket, Window
from oneseal.queueing.rules.life import WindowState
from oneseal.queueing.services.calling import announce, lock_podium
from oneseal.queueing.tests import factories

TITLE = "Calls to open boards, and tickets a second"
BOARDS, WINDOWS, CALLS, TICKETS, PINGS = 500, 40, 200, 200, 200
EVERY = 4.0
"""Seconds between two calls of one window: some forty times faster than a hall."""
THREADS = 4
TARGET_MS = 500
STARTS_WITHIN = 180
"""Seconds; beside another load the program takes long to load."""
EVENT = re.compile(rb"id: (\d+)\n")


def percentile(values: list[float], share: float) -> float:
    """The value below which so many of them lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def hall_with_windows() -> tuple[Hall, ServiceKind, list[Window]]:
    """A hall with forty windows."""
    made = factories.place(cases.house())
    zone = made.hall.zones.get()
    windows = [
        services.keep_window(
            made["coordinator"],
            zone_id=zone.pk,
            number=f"{number + 10}",
            kind="integrated",
            lines=[made.lines["A"].pk],
        )
        for number in range(WINDOWS)
    ]
    return made.hall, made.lines["A"], windows


async def watch(
    port: int, hall: int, seen: dict[int, list[float]], ready: threading.Event, begun: int
) -> None:
    """Open the boards where their page stands, as a page does, and note when each saw each call."""
    opened = 0

    async def board() -> None:
        nonlocal opened
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /events/{hall}?after={begun} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        await reader.readuntil(b"retry: 2000\n\n")
        opened += 1
        if opened == BOARDS:
            ready.set()
        while True:
            chunk = await reader.read(65536)
            if not chunk:
                return
            moment = time.perf_counter()
            places = [int(found) for found in EVENT.findall(chunk)]
            for place in places:
                seen.setdefault(place, []).append(moment)
            if begun + CALLS in places:
                writer.close()
                return

    await asyncio.gather(*(board() for _ in range(BOARDS)))


def call(hall: Hall, windows: list[Window], sent: dict[int, float], first: int, count: int) -> None:
    """One of the windows' threads: announce, commit, note the moment."""
    from django.db import transaction

    from oneseal.foundation.journal import Subject, record
    from oneseal.kernel.access import SYSTEM
    from oneseal.queueing.events import WindowResumed

    for number in range(count):
        window = windows[(first + number) % len(windows)]
        with transaction.atomic():
            podium = lock_podium(hall.pk)
            changes = announce(podium, window, "call", f"A{number:03d}")
            event = WindowResumed(window.pk, window.number)
            record(SYSTEM, Subject("service_window", window.pk), event, changes=changes)
            place = podium.last
        sent[place] = time.perf_counter()
        time.sleep(EVERY * THREADS / WINDOWS)
    connection.close()


def answers(port: int) -> None:
    """Wait until the boards' process answers. Raises TimeoutError."""
    last = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < last:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the boards' process does not answer")


def boards_latency(hall: Hall, windows: list[Window]) -> tuple[list[float], int]:
    """Milliseconds from commit to each screen, and how many calls a screen missed."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r}\n"
        "import uvicorn\nfrom oneseal.queueing.boards import Boards\n"
        f"uvicorn.run(Boards(), port={port}, log_level='warning', access_log=False)\n"
    )
    server = subprocess.Popen([sys.executable, "-c", program])
    try:
        answers(port)
        seen: dict[int, list[float]] = {}
        sent: dict[int, float] = {}
        ready, begun = threading.Event(), lock_last(hall)
        watcher = threading.Thread(target=lambda: asyncio.run(watch(port, hall.pk, seen, ready, begun)))
        watcher.start()
        ready.wait(60)
        threads = [
            threading.Thread(target=call, args=(hall, windows, sent, place * 10, CALLS // THREADS))
            for place in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        watcher.join(60)
    finally:
        server.terminate()
        server.wait()
    taken = [(moment - sent[place]) * 1000 for place, moments in seen.items() for moment in moments]
    return taken, CALLS * BOARDS - len(taken)


def lock_last(hall: Hall) -> int:
    """The place of the newest call."""
    return int(Hall.objects.values_list("podium__last", flat=True).get(pk=hall.pk))


def bare_notify() -> list[float]:
    """Milliseconds from a bare NOTIFY to one listener."""
    taken = []
    with (
        psycopg.connect(conninfo(), autocommit=True) as ear,
        psycopg.connect(conninfo(), autocommit=True) as mouth,
    ):
        ear.execute("LISTEN bench_boards")
        for number in range(PINGS):
            start = time.perf_counter()
            mouth.execute("SELECT pg_notify('bench_boards', %s)", [json.dumps({"seq": number})])
            for _ in ear.notifies(timeout=5, stop_after=1):
                taken.append((time.perf_counter() - start) * 1000)
    return taken


def tickets(hall: Hall, line: ServiceKind, moment: datetime) -> float:
    """Tickets a second through the service, every window open and everybody still waiting: each is told its wait."""
    Window.objects.filter(hall=hall).update(state=WindowState.OPEN)
    start = time.perf_counter()
    for number in range(TICKETS):
        with clock.at(moment + timedelta(seconds=number)):
            told = services.issue_ticket(NOBODY, hall_id=hall.pk, line_id=line.pk).estimate
    if not told:
        raise RuntimeError("the last of so many is told to wait")
    return TICKETS / (time.perf_counter() - start)


def bare_inserts(hall: Hall, moment: datetime) -> float:
    """The same rows a second, each inserted in a transaction of its own, with nothing asked and nothing told."""
    rows = list(Ticket.objects.filter(hall=hall))
    start = time.perf_counter()
    for row in rows:
        row.pk, row.uid, row.day = None, uuid.uuid4(), (moment + timedelta(days=1)).date()
        row.save(force_insert=True)
    return len(rows) / (time.perf_counter() - start)


def run() -> list[dict[str, Any]]:
    """Rows of the table."""
    with scratch.database():
        hall, line, windows = hall_with_windows()
        bare = bare_notify()
        taken, missed = boards_latency(hall, windows)
        rate = tickets(hall, line, factories.NINE)
        floor = bare_inserts(hall, factories.NINE)
    p99 = percentile(taken, 0.99)
    return [
        {
            "what": "bare NOTIFY to one listener, ms",
            "p50": f"{statistics.median(bare):.1f}",
            "p99": f"{percentile(bare, 0.99):.1f}",
        },
        {
            "what": f"commit of a call to {BOARDS} boards, {WINDOWS} windows calling every {EVERY:.0f} s, ms",
            "p50": f"{statistics.median(taken):.1f}",
            "p99": f"{p99:.1f}",
        },
        {"what": "calls that a board missed", "p50": missed, "p99": ""},
        {
            "what": f"target: p99 < {TARGET_MS} ms, none missed",
            "p50": "",
            "p99": "met" if p99 < TARGET_MS and not missed else "missed",
        },
        {"what": f"tickets a second, up to {TICKETS} waiting", "p50": f"{rate:.0f}", "p99": ""},
        {"what": "bare inserts of the same rows a second", "p50": f"{floor:.0f}", "p99": ""},
        {"what": "tickets ÷ bare inserts", "p50": f"{rate / floor:.2f}", "p99": ""},
    ]


def main() -> None:
    """Print the table."""
    print(json.dumps(run(), ensure_ascii=False, indent=1))
