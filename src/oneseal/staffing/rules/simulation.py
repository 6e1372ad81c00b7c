"""A day of the hall played by discrete events: who came when, which windows were open for which lines, who waited.

Arrivals and times of service are given (recorded, or drawn by `rules.days`), in minutes since midnight. The order of
calling is that of the real queue: the longest wait, with the head start of the class.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simpy import Environment, Event


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who takes a ticket: the line, when, how long a window is taken, and the head start of the class.

    A head start treats those of a class as having come so many minutes earlier (`queueing.rules.life.HEAD_START`).
    """

    line: str
    arrived: float
    service: float
    head_start: float = 0.0

    @property
    def place(self) -> float:
        """What the line is ordered by, the least first."""
        return self.arrived - self.head_start


@dataclass(frozen=True, slots=True)
class Desk:
    """A window: the lines that it serves and when it is open (in order, not overlapping)."""

    code: str
    lines: frozenset[str]
    spans: tuple[tuple[float, float], ...]

    @property
    def minutes(self) -> float:
        """How long it is open."""
        return sum(end - start for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Served:
    """A visitor with the window and the minute at which the service began."""

    visitor: Visitor
    desk: str
    begun: float

    @property
    def wait(self) -> float:
        """Minutes between the ticket and the service."""
        return self.begun - self.visitor.arrived


@dataclass(frozen=True, slots=True)
class Played:
    """How the day went; `unserved` stood in a line that no open window served before the end of the day."""

    served: tuple[Served, ...]
    unserved: tuple[Visitor, ...]


def play(visitors: Sequence[Visitor], desks: Sequence[Desk]) -> Played:
    """Play the day. Those who are in the hall when a window's last span ends are still served by it."""
    import simpy

    hall = _Hall(simpy.Environment())
    for desk in desks:
        hall.env.process(hall.work(desk))
    hall.env.process(hall.arrive(sorted(visitors, key=lambda one: one.arrived)))
    hall.env.run()
    return Played(tuple(hall.served), tuple(hall.waiting))


@dataclass(slots=True)
class _Hall:
    env: "Environment"
    waiting: list[Visitor] = field(default_factory=list)
    served: list[Served] = field(default_factory=list)
    idle: list[tuple[Desk, "Event"]] = field(default_factory=list)

    def arrive(self, visitors: Sequence[Visitor]) -> "Generator[Event]":
        for visitor in visitors:
            yield self.env.timeout(max(visitor.arrived - self.env.now, 0))
            self.waiting.append(visitor)
            self.wake(visitor)

    def wake(self, visitor: Visitor) -> None:
        """The window that has been idle longest among those that serve this line looks up."""
        for place, (desk, event) in enumerate(self.idle):
            if visitor.line in desk.lines:
                del self.idle[place]
                event.succeed()
                return

    def work(self, desk: Desk) -> "Generator[Event]":
        for start, end in desk.spans:
            yield self.env.timeout(max(start - self.env.now, 0))
            while self.env.now < end or end == desk.spans[-1][1]:
                visitor = self.next_for(desk)
                if visitor is not None:
                    self.served.append(Served(visitor, desk.code, self.env.now))
                    yield self.env.timeout(visitor.service)
                elif self.env.now < end:
                    yield from self.rest(desk, end)
                else:
                    break

    def next_for(self, desk: Desk) -> Visitor | None:
        """Whom this window calls: of its lines the one who is first by place."""
        mine = [(one.place, index) for index, one in enumerate(self.waiting) if one.line in desk.lines]
        return self.waiting.pop(min(mine)[1]) if mine else None

    def rest(self, desk: Desk, end: float) -> "Generator[Event]":
        called = self.env.event()
        self.idle.append((desk, called))
        yield called | self.env.timeout(end - self.env.now)
        self.idle = [one for one in self.idle if one[1] is not called]
