"""What the recorded days say of a usual one, and days drawn from that.

Arrivals come by chance at the rate of their half hour; times of service are drawn from those that were recorded, because
real ones have neither the shape nor the tail of a formula. Minutes since midnight.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from oneseal.staffing.rules.simulation import Visitor

SLOT = 30
"""Minutes of a slot of arrivals."""

Chance = Callable[[], float]
"""A number drawn evenly from 0 up to, not including, 1."""


@dataclass(frozen=True, slots=True)
class Usual:
    """A line on a usual day: visitors for each slot in which anybody came, and the recorded minutes of service with head starts."""

    per_slot: Mapping[int, float]
    services: tuple[float, ...]
    starts: tuple[float, ...]

    @property
    def visitors(self) -> float:
        """Visitors of a usual day."""
        return sum(self.per_slot.values())

    @property
    def service(self) -> float:
        """Mean minutes of a service."""
        return sum(self.services) / len(self.services)


def usual(days: Sequence[Sequence[Visitor]]) -> dict[str, Usual]:
    """Each line on a usual day, from recorded days. Raises ValueError without a day."""
    if not days:
        raise ValueError("a usual day needs a recorded one")
    lines: dict[str, list[Visitor]] = defaultdict(list)
    for day in days:
        for visitor in day:
            lines[visitor.line].append(visitor)
    return {line: _usual(visitors, len(days)) for line, visitors in sorted(lines.items())}


def draw(lines: Mapping[str, Usual], chance: Chance) -> tuple[Visitor, ...]:
    """A day like the usual one, in order of arrival."""
    drawn = [one for line, like in sorted(lines.items()) for one in _draw(line, like, chance)]
    return tuple(sorted(drawn, key=lambda one: one.arrived))


def more(lines: Mapping[str, Usual], *, factor: float) -> dict[str, Usual]:
    """The same lines with so many times the visitors (the season of school entry, the end of a year)."""
    return {
        line: Usual(
            {slot: count * factor for slot, count in like.per_slot.items()}, like.services, like.starts
        )
        for line, like in lines.items()
    }


def _usual(visitors: Iterable[Visitor], days: int) -> Usual:
    counts: dict[int, int] = defaultdict(int)
    services, starts = [], []
    for one in visitors:
        counts[int(one.arrived // SLOT)] += 1
        services.append(one.service)
        starts.append(one.head_start)
    return Usual({slot: counts[slot] / days for slot in sorted(counts)}, tuple(services), tuple(starts))


def _draw(line: str, like: Usual, chance: Chance) -> Iterable[Visitor]:
    for slot, count in like.per_slot.items():
        now = float(slot * SLOT)
        while (now := now - log(1 - chance()) * SLOT / count) < (slot + 1) * SLOT:
            which = int(chance() * len(like.services))
            yield Visitor(line, now, like.services[which], like.starts[which])
