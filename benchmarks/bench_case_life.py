"""The whole life of a case: draft, submit, accept, four steps, decide, deliver; documents numbered and journaled."""

import time

from benchmarks import scratch
from oneseal.cases import services
from oneseal.cases.tests import factories

TITLE = "Whole life of a case: submit, accept, four steps with decision and signature, deliver"
LIVES = 60
WARM_UP = 5
ACTS = 15
"""draft, form, material, submit, accept; take and pass review and check; take and decide; take and sign; deliver."""


def live(house: factories.House) -> None:
    """One life."""
    case = factories.decided(house)
    services.deliver_electronically(case_id=case.pk)


def run() -> list[dict[str, object]]:
    """Lives and acts per second in one process."""
    with scratch.database():
        house = factories.house()
        for _ in range(WARM_UP):
            live(house)
        begin = time.perf_counter()
        for _ in range(LIVES):
            live(house)
        taken = time.perf_counter() - begin
    return [
        {
            "lives": LIVES,
            "seconds": f"{taken:.1f}",
            "lives_per_s": f"{LIVES / taken:.1f}",
            "acts_per_s": f"{LIVES * ACTS / taken:.0f}",
        }
    ]
