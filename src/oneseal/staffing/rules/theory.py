"""What queueing theory says of a line with exponential arrivals and services and some windows (M/M/c, Erlang C).

It checks the simulation where theory answers, and gives the search for windows its first guess. Minutes throughout.
"""

from dataclasses import dataclass
from math import ceil, log


@dataclass(frozen=True, slots=True)
class Line:
    """Visitors for each minute, mean minutes of a service, and how many windows serve.

    Raises ValueError where nobody comes, a service takes no time or there is no window.
    """

    per_minute: float
    service: float
    windows: int

    def __post_init__(self) -> None:
        if self.per_minute <= 0 or self.service <= 0 or self.windows < 1:
            raise ValueError("a line needs visitors, a time of service and a window")

    @property
    def load(self) -> float:
        """Windows kept busy on average (Erlang)."""
        return self.per_minute * self.service

    @property
    def stable(self) -> bool:
        """Whether the line does not grow without end."""
        return self.load < self.windows


def waiting_share(line: Line) -> float:
    """The share of visitors who must wait (Erlang C); 1 for a line that is not stable."""
    if not line.stable:
        return 1.0
    blocked = 1.0
    for windows in range(1, line.windows + 1):
        blocked = line.load * blocked / (windows + line.load * blocked)
    busy = line.load / line.windows
    return blocked / (1 - busy + busy * blocked)


def mean_wait(line: Line) -> float:
    """Mean wait of all visitors in minutes. Raises ValueError for a line that is not stable."""
    _must_be_stable(line)
    return waiting_share(line) * line.service / (line.windows - line.load)


def wait_quantile(line: Line, share: float) -> float:
    """The wait in minutes that this share (0–1) of the visitors does not exceed. Raises ValueError if not stable."""
    _must_be_stable(line)
    waiting = waiting_share(line)
    if waiting <= 1 - share:
        return 0.0
    return log(waiting / (1 - share)) * line.service / (line.windows - line.load)


def windows_for(per_minute: float, service: float, *, goal: float, share: float = 0.9) -> int:
    """The least windows that keep that quantile of the wait within `goal` minutes, if the hour went on for ever."""
    if per_minute <= 0:
        return 0
    windows = max(1, ceil(per_minute * service))
    while True:
        line = Line(per_minute, service, windows)
        if line.stable and wait_quantile(line, share) <= goal:
            return windows
        windows += 1


def _must_be_stable(line: Line) -> None:
    if not line.stable:
        raise ValueError("more visitors come than the windows can serve: the line has no mean")
