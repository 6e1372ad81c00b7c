"""How many windows of which kind at which hour keep the wait within a goal, found by playing days.

Theory answers only for an hour that lasts for ever; a morning rush leaves its line to the next hour. So the search starts
at the answer of theory and lets the play correct it: add where the goal is missed first, then take away what is not
needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oneseal.staffing.rules.days import SLOT, Usual
from oneseal.staffing.rules.figures import HOUR, hour_of, quantile
from oneseal.staffing.rules.simulation import Desk, Visitor, play
from oneseal.staffing.rules.theory import windows_for


@dataclass(frozen=True, slots=True)
class Goal:
    """That share of the visitors (0–1) waits at most so many minutes, with at most `most` windows of a kind."""

    minutes: float
    share: float = 0.9
    most: int = 40


@dataclass(frozen=True, slots=True)
class Need:
    """Windows of a kind for each hour of the opening; `kept` tells whether the goal holds in every hour."""

    kind: str
    windows: tuple[int, ...]
    ninety: tuple[float, ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """The hours of the clock at which the hall opens and closes, such as 9 and 17."""

    opens: int
    closes: int

    @property
    def hours(self) -> range:
        """Every hour that begins while it is open."""
        return range(self.opens, self.closes)


def first_guess(lines: Mapping[str, Usual], opening: Opening, goal: Goal) -> tuple[int, ...]:
    """What theory would put at each hour for these lines served together."""
    services = [(like.visitors, like.service) for like in lines.values()]
    total = sum(count for count, _ in services)
    service = sum(count * mean for count, mean in services) / total if total else 0.0
    guess = []
    for hour in opening.hours:
        slots = range(hour * HOUR // SLOT, (hour + 1) * HOUR // SLOT)
        coming = sum(like.per_slot.get(slot, 0.0) for like in lines.values() for slot in slots)
        guess.append(min(windows_for(coming / HOUR, service, goal=goal.minutes, share=goal.share), goal.most))
    return tuple(max(count, 1) for count in guess)


def need(
    kind: str,
    days: Sequence[Sequence[Visitor]],
    guess: Sequence[int],
    *,
    opening: Opening,
    goal: Goal,
) -> Need:
    """The windows of a kind for these days of its visitors; never none while the hall is open."""
    trial = _Trial(kind, days, opening, goal)
    counts = list(guess)
    measured = trial.ninety(counts)
    while (missed := trial.first_missed(counts, measured)) is not None:
        counts[missed] += 1
        measured = trial.ninety(counts)
    while (fewer := trial.one_less(counts, measured)) is not None:
        counts, measured = fewer
    return Need(kind, tuple(counts), tuple(measured), all(wait <= goal.minutes for wait in measured))


def desks(kind: str, lines: frozenset[str], windows: Sequence[int], opening: Opening) -> list[Desk]:
    """Windows that are open as the counts say: the first the longest."""
    made = []
    for number in range(max(windows, default=0)):
        spans: list[tuple[float, float]] = []
        for hour, count in zip(opening.hours, windows, strict=True):
            start, end = float(hour * HOUR), float((hour + 1) * HOUR)
            if count <= number:
                continue
            if spans and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        made.append(Desk(f"{kind}-{number + 1}", lines, tuple(spans)))
    return made


@dataclass(frozen=True, slots=True)
class _Trial:
    kind: str
    days: Sequence[Sequence[Visitor]]
    opening: Opening
    goal: Goal

    def ninety(self, counts: Sequence[int]) -> list[float]:
        """The goal's quantile of the wait of those who came in each hour, over all days."""
        lines = frozenset(one.line for day in self.days for one in day)
        open_desks = desks(self.kind, lines, counts, self.opening)
        found: dict[int, list[float]] = {hour: [] for hour in self.opening.hours}
        for day in self.days:
            for one in play(day, open_desks).served:
                hour = min(max(hour_of(one.visitor), self.opening.opens), self.opening.closes - 1)
                found[hour].append(one.wait)
        return [quantile(found[hour], self.goal.share) for hour in self.opening.hours]

    def first_missed(self, counts: Sequence[int], measured: Sequence[float]) -> int | None:
        """The first hour that misses the goal and may still get a window."""
        for place, wait in enumerate(measured):
            if wait > self.goal.minutes and counts[place] < self.goal.most:
                return place
        return None

    def one_less(
        self, counts: Sequence[int], measured: Sequence[float]
    ) -> tuple[list[int], list[float]] | None:
        """One window less at the hour with the most, where no hour then misses the goal that it kept before."""
        for place in sorted(range(len(counts)), key=lambda one: -counts[one]):
            if counts[place] == 1:
                return None
            fewer = [*counts[:place], counts[place] - 1, *counts[place + 1 :]]
            tried = self.ninety(fewer)
            if all(wait <= max(self.goal.minutes, now) for wait, now in zip(tried, measured, strict=True)):
                return fewer, tried
        return None
