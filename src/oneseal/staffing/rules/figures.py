"""What a played or a recorded day comes to: waits, work of the windows, and the hour that was worst."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from oneseal.staffing.rules.simulation import Desk, Played, Visitor

HOUR = 60


@dataclass(frozen=True, slots=True)
class Waits:
    """Waits of some visitors in minutes; all zero for nobody."""

    visitors: int
    mean: float
    half: float
    ninety: float
    longest: float


@dataclass(frozen=True, slots=True)
class Day:
    """All visitors, each line, each hour of arrival, and how much of its open time each window served (0–1)."""

    all: Waits
    lines: Mapping[str, Waits]
    hours: Mapping[int, Waits]
    busy: Mapping[str, float]
    unserved: int


def quantile(values: Sequence[float], share: float) -> float:
    """The least value that this share of them does not exceed (nearest rank); 0 for none."""
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)), 1) - 1] if ordered else 0.0


def waits(values: Iterable[float]) -> Waits:
    """Of these waits."""
    kept = list(values)
    mean = sum(kept) / len(kept) if kept else 0.0
    return Waits(len(kept), mean, quantile(kept, 0.5), quantile(kept, 0.9), max(kept, default=0.0))


def figures(days: Sequence[Played], desks: Sequence[Desk]) -> Day:
    """Of days played at the same windows. Whoever was not served counts apart, never as one who did not wait."""
    lines: dict[str, list[float]] = defaultdict(list)
    hours: dict[int, list[float]] = defaultdict(list)
    work: dict[str, float] = defaultdict(float)
    served = [one for played in days for one in played.served]
    for one in served:
        lines[one.visitor.line].append(one.wait)
        hours[hour_of(one.visitor)].append(one.wait)
        work[one.desk] += one.visitor.service
    return Day(
        all=waits(one.wait for one in served),
        lines={line: waits(values) for line, values in sorted(lines.items())},
        hours={hour: waits(values) for hour, values in sorted(hours.items())},
        busy={desk.code: work[desk.code] / (desk.minutes * len(days)) for desk in desks if desk.minutes},
        unserved=sum(len(played.unserved) for played in days),
    )


def hour_of(visitor: Visitor) -> int:
    """The hour of the clock at which the visitor came."""
    return int(visitor.arrived // HOUR)
