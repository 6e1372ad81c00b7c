"""Plays many applications through the real services, in the order of time, the same for the same seed.

One heap holds the moment at which each story goes on; the clock jumps from one to the next. Numbers, journal and
subscribers therefore see the acts in the order in which they happened; with `batch`, only within each batch of
stories, but whoever looks meanwhile sees few cases of the past still open. Only random tokens (verification and pick-up
codes) differ between two runs.
"""

import gc
import heapq
import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from oneseal.demo.files import Shelf
from oneseal.demo.stories import Story
from oneseal.demo.world import World
from oneseal.foundation import clock, jobs, subscribers
from oneseal.foundation.db import relaxed_commits
from oneseal.kernel.errors import RuleViolation, Violations

PLAYED_WITHOUT = ("documents.render", "documents.preview")
"""Jobs left out: pictures and PDFs of the past are made when somebody first opens them."""
BEFORE_OPENING, EVENING = time(8), time(22)

LATELY, LEFT_SHARE = timedelta(days=24), 1 / 6
Going = Iterator[datetime]


@dataclass
class Tally:
    """What a run did: stories begun, finished, still open; acts; refusals that a story ran into, by code."""

    begun: int = 0
    finished: int = 0
    open: int = 0
    acts: int = 0
    refused: Counter[str] = field(default_factory=Counter)


def beginnings(count: int, seed: int, first: date, until: datetime, world: World) -> list[datetime]:
    """When each application begins: working days in office hours mostly, evenings and weekends now and then."""
    rng = random.Random(f"{seed}:beginnings")  # noqa: S311
    days = [first + timedelta(days=n) for n in range((until.date() - first).days + 1)]
    weights = [1.0 if world.calendar.is_workday(day) else 0.08 for day in days]
    found = []
    for day in rng.choices(days, weights, k=count):
        opens = datetime.combine(day, time(9), clock.LOCAL)
        working = world.calendar.is_workday(day) and rng.random() < 0.85
        span = 8 * 60 if working else 13 * 60
        found.append(min(opens + timedelta(minutes=rng.randint(0, span)), until))
    return sorted(found)


def simulate(
    bureau_id: int,
    *,
    cases: int,
    seed: int,
    first: date,
    until: datetime,
    batch: int = 0,
    tell: Callable[[Tally, datetime], None] = lambda tally, moment: None,
) -> Tally:
    """Play `cases` applications that begin between `first` and `until` (an aware moment); stop at `until`.

    Stories that would go on later stay open. `tell` hears once each simulated day. `batch` stories at a time are
    played up to `until` before the next begin; 0 plays all together.
    """
    with clock.at(datetime.combine(first, BEFORE_OPENING, clock.LOCAL)):
        world = World(bureau_id, until.date())
    with jobs.without(*PLAYED_WITHOUT), subscribers.at_their_time(), relaxed_commits(), _seldom_collecting():
        player = _Player(world, seed, until, tell)
        return player.play(beginnings(cases, seed, first, until, world), batch or cases)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Inside, Python looks for circular garbage seldom: at its usual pace that is a seventh of the run's time."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Player:
    """Drives the stories."""

    def __init__(
        self, world: World, seed: int, until: datetime, tell: Callable[[Tally, datetime], None]
    ) -> None:
        self.world, self.seed, self.until, self.tell = world, seed, until, tell
        self.shelf = Shelf(world.bureau_id)
        self.tally = Tally()
        self.heap: list[tuple[datetime, int, Going]] = []
        self.day: date | None = None

    def play(self, begins: list[datetime], batch: int) -> Tally:
        """All stories: each batch in the order of time, one batch after the other."""
        for place, moment in enumerate(begins):
            if place and place % batch == 0:
                self._play_to_the_end()
            self._play_before(moment)
            rng = random.Random(f"{self.seed}:{place}")  # noqa: S311
            item = rng.choices(self.world.items, [item.weight for item in self.world.items])[0]
            story = Story(self.world, self.shelf, item, moment, rng).run()
            self.tally.begun += 1
            self._go_on(place, moment, self._left_lying(story, moment, rng))
        self._play_to_the_end()
        return self.tally

    def _play_to_the_end(self) -> None:
        self._play_before(self.until)
        self.tally.open += len(self.heap)
        self.heap.clear()
        self.day = None
        self._end_of_day(self.until)

    def _left_lying(self, story: Going, begun: datetime, rng: random.Random) -> Going:
        """One of six of the newest cases is left as it is after a few acts, so that every state has some."""
        if self.until - begun > LATELY or rng.random() > LEFT_SHARE:
            return story
        return itertools.chain(itertools.islice(story, rng.randint(1, 12)), [self.until + timedelta(days=1)])

    def _play_before(self, limit: datetime) -> None:
        while self.heap and self.heap[0][0] <= limit:
            moment, place, story = heapq.heappop(self.heap)
            self._go_on(place, moment, story)

    def _go_on(self, place: int, moment: datetime, story: Going) -> None:
        """Resume one story at its moment; it says when it wants to go on."""
        if self.day is not None and moment.date() > self.day:
            self._end_of_day(datetime.combine(self.day, EVENING, clock.LOCAL))
        self.day = moment.date()
        try:
            with clock.at(moment):
                following = next(story)
        except StopIteration:
            self.tally.finished += 1
            return
        except RuleViolation as refusal:
            self.tally.refused[refusal.code] += 1
            return
        except Violations as refusals:
            self.tally.refused.update(each.code for each in refusals.items)
            return
        self.tally.acts += 1
        heapq.heappush(self.heap, (max(following, moment), place, story))

    def _end_of_day(self, moment: datetime) -> None:
        """News of the day reaches those who wait for it, with the day's clock."""
        with clock.at(min(moment, self.until)):
            subscribers.run_pending()
        self.tell(self.tally, moment)
