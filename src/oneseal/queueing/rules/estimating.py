"""How long somebody will wait, and where a line starves beside idle windows (inventory 3.14, 11.12).

The estimate plays the hall forward: every open window calls the first ticket of its lines as soon as it is free.
"""

import heapq
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from statistics import median, quantiles
from typing import Final, NamedTuple

LEARNT: Final = 12
"""Recent turns of a line that outweigh its planned minutes as soon as there are so many."""
STARVING: Final = 1.0
"""A line starves when its last one would wait more than so many times the line's target."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An open window: which lines it serves, and in how many minutes it is free."""

    window: int
    lines: frozenset[int]
    free_in: float = 0.0


class InLine(NamedTuple):
    """A waiting ticket: its line, and the only window that may call it, if any; `ticket` says whose it is."""

    line: int
    window: int | None = None
    ticket: int = 0


def minutes_of(planned: int, recent: Sequence[float]) -> float:
    """Minutes that one visitor of a line takes: the planned ones, drawn to the recent turns the more there are."""
    known = [minutes for minutes in recent[:LEARNT] if minutes > 0]
    if not known:
        return float(planned)
    share = len(known) / LEARNT
    return share * (sum(known) / len(known)) + (1 - share) * planned


def left_of(minutes: float, gone: float) -> float:
    """Minutes until a window is free that called its visitor `gone` minutes ago: at least one, at most a whole turn.

    `gone` is below nothing where a clock was put back, or a day is played at another hour than it is.
    """
    return max(1.0, minutes - max(0.0, gone))


def waits(queue: Sequence[InLine], desks: Iterable[Desk], minutes: Mapping[int, float]) -> list[float | None]:
    """Minutes until each of `queue`, in its order, is called; None for those whom no open window serves."""
    told: list[float | None] = [None] * len(queue)
    for place, moment in _played(queue, desks, minutes):
        told[place] = moment
    return told


def wait_behind(
    before: Sequence[InLine], asked: InLine, desks: Iterable[Desk], minutes: Mapping[int, float]
) -> float | None:
    """Minutes until `asked` is called behind all of `before`; None when no open window serves them.

    Who stands behind somebody never changes their wait: a window that could call both calls the first.
    """
    last = len(before)
    calls = _played([*before, asked], desks, minutes)
    return next((moment for place, moment in calls if place == last), None)


def _played(
    queue: Sequence[InLine], desks: Iterable[Desk], minutes: Mapping[int, float]
) -> Iterable[tuple[int, float]]:
    """(place in the queue, minute of its call), call after call: whichever window is free first calls the first of its
    own. Tickets are kept by line and by window, so that a window looks at the heads of its lines only."""
    by_line: dict[int, deque[int]] = {}
    by_window: dict[int, deque[int]] = {}
    for place, ticket in enumerate(queue):
        if ticket.window is None:
            by_line.setdefault(ticket.line, deque()).append(place)
        else:
            by_window.setdefault(ticket.window, deque()).append(place)
    free, own = [], {}
    for desk in desks:
        free.append((desk.free_in, desk.window))
        heads = [by_line[line] for line in desk.lines if line in by_line]
        own[desk.window] = [*heads, by_window[desk.window]] if desk.window in by_window else heads
    heapq.heapify(free)
    while free:
        moment, window = free[0]
        first = min((head for head in own[window] if head), key=itemgetter(0), default=None)
        if first is None:
            heapq.heappop(free)
            continue
        place = first.popleft()
        yield place, moment
        heapq.heapreplace(free, (moment + minutes[queue[place].line], window))


@dataclass(frozen=True, slots=True)
class LineLoad:
    """A line as it is now: how many wait, how long the next to come would, and what it should stay under."""

    line: int
    waiting: int
    wait: float | None
    target: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Let a window serve a starving line too; `window` None: open one more, none can help."""

    line: int
    window: int | None


def suggestions(
    loads: Sequence[LineLoad], desks: Sequence[Desk], skilled: Mapping[int, frozenset[int]]
) -> list[Suggestion]:
    """For each starving line, the window that can best spare the time (11.12); the worst line first.

    A window helps when it does not serve the line, its clerk has the skill (`skilled`: window → lines), and none of its
    own lines starves; of several the one with the least to do. A window helps one line only.
    """
    by_line = {load.line: load for load in loads}
    found: list[Suggestion] = []
    taken: set[int] = set()
    for load in sorted(filter(starves, loads), key=_excess, reverse=True):
        able = [
            desk
            for desk in desks
            if desk.window not in taken
            and load.line not in desk.lines
            and load.line in skilled.get(desk.window, frozenset())
            and not any(starves(by_line[line]) for line in desk.lines if line in by_line)
        ]
        best = min(able, key=lambda desk: (_busy(desk, by_line), desk.window), default=None)
        if best is not None:
            taken.add(best.window)
        found.append(Suggestion(load.line, best.window if best else None))
    return found


def starves(load: LineLoad) -> bool:
    """Whether somebody waits in a line longer than its target allows, or for a window that nobody opened."""
    return load.waiting > 0 and (load.wait is None or load.wait > STARVING * load.target)


def _excess(load: LineLoad) -> float:
    return float("inf") if load.wait is None else load.wait / load.target


def _busy(desk: Desk, loads: Mapping[int, LineLoad]) -> float:
    return sum((loads[line].wait or 0.0) for line in desk.lines if line in loads)


@dataclass(frozen=True, slots=True)
class Honesty:
    """How far the told minutes were from the real ones: over so many visitors, in the middle, and for nine of ten."""

    count: int
    middle: int
    ninety: int


def honesty(pairs: Sequence[tuple[int, float]]) -> Honesty | None:
    """Of (told, real) minutes of waiting; None without any."""
    errors = sorted(abs(told - real) for told, real in pairs)
    if not errors:
        return None
    ninety = quantiles(errors, n=10, method="inclusive")[-1] if len(errors) > 1 else errors[0]
    return Honesty(len(errors), round(median(errors)), round(ninety))
