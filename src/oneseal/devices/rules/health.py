"""Whether a device is well: heard of lately, paper, printer, network, clock (inventory 3.15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_

BEAT_SECONDS: Final = 30
OFFLINE_AFTER: Final = timedelta(seconds=100)
"""Three heartbeats that did not come."""
CLOCK_TOLERANCE: Final = timedelta(minutes=3)
LOW_PAPER: Final = 50
SLOW_MS: Final = 3000


class Trouble(StrEnum):
    """What is wrong with a device."""

    OFFLINE = "offline"
    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    PRINTER = "printer"
    CLOCK = "clock"
    NETWORK = "network"


TROUBLES: Final = {
    Trouble.OFFLINE: N_("离线"),
    Trouble.PAPER_OUT: N_("缺纸"),
    Trouble.PAPER_LOW: N_("纸快用完"),
    Trouble.PRINTER: N_("打印机故障"),
    Trouble.CLOCK: N_("时钟不准"),
    Trouble.NETWORK: N_("网络慢"),
}
WELL: Final = N_("正常")
TO_TELL: Final = frozenset({Trouble.PAPER_OUT, Trouble.PRINTER, Trouble.CLOCK})
"""What a heartbeat may report and the administrator is told of; who is offline stands on the page."""
PRINTERS: Final = {
    "": N_("不知道"),
    "ok": WELL,
    "error": N_("故障"),
    "none": N_("没有打印机"),
}


def in_phrases(troubles: Iterable[str]) -> list[dict[str, str]]:
    """What is wrong, each as a phrase for its reader; that nothing is, where nothing is."""
    return [{"say": TROUBLES[Trouble(each)]} for each in troubles] or [{"say": WELL}]


@dataclass(frozen=True, slots=True)
class Report:
    """What a heartbeat says. `clock` is the device's own time; `paper` sheets left where the machine counts them;
    `printed` sheets since the last heartbeat where it does not; `network_ms` how long its last request took.
    """

    clock: datetime | None = None
    version: str = ""
    printer: str = ""
    paper: int | None = None
    printed: int = 0
    network_ms: int | None = None


def clock_difference(report: Report, now: datetime) -> int | None:
    """Seconds by which the device's clock is ahead of the server's, which is the one that counts."""
    if report.clock is None:
        return None
    return max(-(10**9), min(10**9, round((report.clock - now).total_seconds())))


def paper_left(before: int | None, report: Report) -> int | None:
    """Sheets left: as the machine says, else what was filled in less what was printed."""
    if report.paper is not None:
        return max(0, report.paper)
    return None if before is None else max(0, before - max(0, report.printed))


def troubles(
    *, paper: int | None, printer: str, clock_seconds: int | None, network_ms: int | None
) -> list[Trouble]:
    """What is wrong by the last heartbeat."""
    found = []
    if paper is not None and paper <= LOW_PAPER:
        found.append(Trouble.PAPER_OUT if paper == 0 else Trouble.PAPER_LOW)
    if printer == "error":
        found.append(Trouble.PRINTER)
    if clock_seconds is not None and abs(clock_seconds) > CLOCK_TOLERANCE.total_seconds():
        found.append(Trouble.CLOCK)
    if network_ms is not None and network_ms > SLOW_MS:
        found.append(Trouble.NETWORK)
    return found


def is_offline(seen_at: datetime | None, now: datetime) -> bool:
    """Whether a device that should be there was not heard of."""
    return seen_at is None or now - seen_at > OFFLINE_AFTER
