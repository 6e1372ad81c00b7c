"""Plays many applications through the real services, in the order of time, the same for the same seed.

One heap holds the moment at which each story goes on; the clock jumps from one to the next. Numbers, journal and
subscribers therefore see the acts in the order in which they happened. What a story does at one moment is one
transaction: a run that is killed leaves no half moment. Only random tokens (verification and pick-up codes) differ
between two runs.
"""

import gc
import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice

from django.db import transaction

from oneseal.demo import supervision
from oneseal.demo.files import Shelf
from oneseal.demo.plan import Plan
from oneseal.demo.stories import Story, cast
from oneseal.demo.world import World
from oneseal.foundation import calendars, clock, jobs, subscribers
from oneseal.foundation.db import relaxed_commits
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.publicity.jobs import publish_due

PLAYED_WITHOUT = ("documents.render", "documents.preview", "certificates.render", "archives.build")
"""Jobs left out: pictures and PDFs of the past are made when somebody first opens them."""
BEFORE_OPENING, EVENING = time(8), time(22)
Going = Iterator[datetime]


@dataclass
class Tally:
    """What a run did: stories begun, finished, still open; acts; refusals that a story ran into, by code."""

    begun: int = 0
    finished: int = 0
    open: int = 0
    acts: int = 0
    refused: Counter[str] = field(default_factory=Counter)


Tell = Callable[[Tally, datetime], None]


def simulate(
    bureau_id: int,
    *,
    cases: int,
    seed: int,
    first: date,
    until: datetime,
    tell: Tell = lambda tally, moment: None,
) -> Tally:
    """Play `cases` applications that begin between `first` and `until` (an aware moment); stop at `until`.

    Stories that would go on later stay open. `tell` hears once each simulated day.
    """
    plan = Plan(seed, cases, first, until, calendars.current())
    world = world_of(bureau_id, plan)
    shelf = Shelf(bureau_id)
    return perform(planned(plan, world, shelf), until, tell)


def world_of(bureau_id: int, plan: Plan, today: date | None = None) -> World:
    """The bureau as it stood when the plan begins; `today` is the day from which absences are counted."""
    with clock.at(datetime.combine(plan.first, BEFORE_OPENING, clock.LOCAL)):
        return World(bureau_id, today or plan.until.date())


def planned(plan: Plan, world: World, shelf: Shelf, begin: int = 0) -> Iterator[tuple[datetime, Going]]:
    """The plan's stories from the place `begin` on, each with the moment at which it starts."""
    weights = [item.weight for item in world.items]
    for place, moment in enumerate(plan.beginnings[begin:], start=begin):
        rng = random.Random(f"{plan.seed}:{place}")  # noqa: S311
        item = rng.choices(world.items, weights)[0]
        who = cast(world, item, rng)
        story = Story(world, shelf, item, who, rng, abandoned=plan.is_abandoned(place))
        yield moment, story.run()


def perform(
    stories: Iterable[tuple[datetime, Going]], until: datetime, tell: Tell, together: int | None = None
) -> Tally:
    """Play stories, which come in the order of their beginnings, up to `until`.

    `together`: so many run side by side and are played to their end before the next begin; all of them if None.
    """
    with jobs.without(*PLAYED_WITHOUT), subscribers.at_their_time(), relaxed_commits(), _seldom_collecting():
        player, coming = _Player(until, tell), iter(stories)
        while group := list(islice(coming, together)):
            player.play(group)
        return player.tally


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

    def __init__(self, until: datetime, tell: Tell) -> None:
        self.until, self.tell = until, tell
        self.tally = Tally()
        self.heap: list[tuple[datetime, int, Going]] = []
        self.day: date | None = None

    def play(self, stories: Iterable[tuple[datetime, Going]]) -> None:
        """All of them, in the order of time; what is not over by `until` stays open."""
        for place, (moment, story) in enumerate(stories):
            self._play_before(moment)
            self.tally.begun += 1
            heapq.heappush(self.heap, (moment, place, story))
        self._play_before(self.until)
        self.tally.open += len(self.heap)
        self._end_of_day(self.until)
        self.heap, self.day = [], None

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
            with clock.at(moment), transaction.atomic():
                following = next(story, None)
        except RuleViolation as refusal:
            self.tally.refused[refusal.code] += 1
            return
        except Violations as refusals:
            self.tally.refused.update(each.code for each in refusals.items)
            return
        if following is None:
            self.tally.finished += 1
            return
        self.tally.acts += 1
        heapq.heappush(self.heap, (max(following, moment), place, story))

    def _end_of_day(self, moment: datetime) -> None:
        """News of the day reaches those who wait for it, and what is due is published, with the day's clock."""
        with clock.at(min(moment, self.until)):
            subscribers.run_pending()
            supervision.evening(clock.now())
            publish_due()
        self.tell(self.tally, moment)
