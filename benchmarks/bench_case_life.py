"""The whole life of a case: draft, submit, accept, four steps, decide, deliver; documents numbered and journaled."""

import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import scratch
from oneseal.cases import services
from oneseal.cases.tests import factories
from oneseal.kernel.access import Actor

TITLE = "Whole life of a case: submit, accept, four steps with decision and signature, deliver"
LIVES = 60
WARM_UP = 5
ACTS = 15
"""draft, form, material, submit, accept; take and pass review and check; take and decide; take and sign; deliver."""


class SignedIn(factories.House):
    """The same people, each looked up once: a session keeps its actor, so requests do not ask again who somebody is."""

    def __init__(self, house: factories.House) -> None:
        super().__init__(house.cast, house.item_id)
        self.kept: dict[str, Actor] = {}

    def __getitem__(self, who: str) -> Actor:
        """Somebody as an actor, from memory."""
        if who not in self.kept:
            self.kept[who] = super().__getitem__(who)
        return self.kept[who]


def live(house: factories.House) -> None:
    """One life."""
    case = factories.decided(house)
    services.deliver_electronically(case_id=case.pk)


def statements(house: factories.House) -> int:
    """How many statements one life sends, transaction marks included."""
    with CaptureQueriesContext(connection) as seen:
        live(house)
    return len(seen)


def measured(house: factories.House, setting: str) -> dict[str, object]:
    """Lives and acts per second in one process, and its own processor time."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET synchronous_commit = {setting}")
    for _ in range(WARM_UP):
        live(house)
    begin, worked = time.perf_counter(), time.process_time()
    for _ in range(LIVES):
        live(house)
    taken, worked = time.perf_counter() - begin, time.process_time() - worked
    return {
        "commit": {"on": "waits for the disk", "off": "does not wait"}[setting],
        "lives": LIVES,
        "seconds": f"{taken:.1f}",
        "lives_per_s": f"{LIVES / taken:.1f}",
        "acts_per_s": f"{LIVES * ACTS / taken:.0f}",
        "own_cpu_ms_per_life": f"{worked / LIVES * 1000:.0f}",
        "statements": statements(house),
    }


def run() -> list[dict[str, object]]:
    """With and without waiting for the disk at each commit."""
    with scratch.database():
        house = SignedIn(factories.house())
        return [measured(house, setting) for setting in ("on", "off")]
