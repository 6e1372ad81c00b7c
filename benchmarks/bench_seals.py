"""Sealed files: rendered and sealed through the service, beside rendering and one bare signature, in turns in one run."""

import time
from collections.abc import Callable
from datetime import date
from statistics import median

from benchmarks import scratch
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import SYSTEM
from oneseal.seals import selectors, services
from oneseal.seals.rules import ofd, ofd_pdf, sm2
from oneseal.seals.tests.factories import NOW, founded_bureau, make_seal
from oneseal.seals.tests.pages import typeset_anew

TITLE = "Sealed files: rendering and sealing beside rendering and one bare signature"
ROUNDS = 25
ABOUT = Subject("document", 1)
TARGET = "<= 3"


def run() -> list[dict[str, object]]:
    """Milliseconds (median) and files a second of each way on one core; ratio to rendering plus one signature."""
    with scratch.database():
        bureau_id = founded_bureau()
        make_seal(bureau_id)
        with clock.at(NOW):
            return _rows(_measured(bureau_id))


def _measured(bureau_id: int) -> dict[str, list[float]]:
    private, public = sm2.generate()
    made: dict[str, bytes] = {}
    ways: dict[str, Callable[[], object]] = {
        "render OFD": lambda: made.update(ofd=_ofd()),
        "bare SM2 signature": lambda: sm2.sign(private, public, b"0" * 32),
        "render and seal OFD": lambda: made.update(sealed_ofd=_sealed_ofd(_ofd(), bureau_id)),
        "verify OFD": lambda: _valid(made["sealed_ofd"]),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(ROUNDS + 3):
        for name, way in ways.items():
            begin = time.perf_counter()
            way()
            if turn >= 3:
                times[name].append(time.perf_counter() - begin)
    return times


def _pdf() -> bytes:
    return typeset_anew()


def _ofd() -> bytes:
    pages = ofd_pdf.pages(_pdf())
    return ofd.write(
        ofd.OfdDocument("0" * 32, "准予行政许可决定书", "云岭市行政审批局", date(2026, 11, 21), pages)
    )


def _sealed_ofd(content: bytes, bureau_id: int) -> bytes:
    return services.seal_ofd(SYSTEM, ofd=content, subject=ABOUT, reason="", bureau_id=bureau_id)


def _valid(content: bytes) -> None:
    if not selectors.verify(content, NOW).valid:
        raise AssertionError("a fresh seal must hold")


def _rows(times: dict[str, list[float]]) -> list[dict[str, object]]:
    middle = {name: median(taken) for name, taken in times.items()}
    beside = {
        "render and seal OFD": middle["render OFD"] + middle["bare SM2 signature"],
    }
    return [
        {
            "what": name,
            "median_ms": round(each * 1000, 2),
            "per_second": round(1 / each, 1),
            "times_render_and_signature": round(each / beside[name], 2) if name in beside else "",
            "target": TARGET if name in beside else "",
        }
        for name, each in middle.items()
    ]
