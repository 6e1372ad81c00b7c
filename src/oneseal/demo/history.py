"""What the demonstration plays: first the last weeks with open cases of every kind, then the year before them.

The newest cases are needed at once, the year is long; so the year is played beside the running pages although it came
first. Its numbers are set aside beforehand: exactly as many case numbers as it hands in, so that case numbers rise
with the day of receipt and have no gap once it is done (numbers of documents rise only roughly, because stories are
played in groups). A year that was interrupted goes on where it stopped.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction

from oneseal.demo import loader
from oneseal.demo.files import Shelf
from oneseal.demo.plan import Plan
from oneseal.demo.resuming import unfinished
from oneseal.demo.scenes import scenes
from oneseal.demo.simulate import Going, Tally, Tell, perform, planned, world_of
from oneseal.demo.supervision import load_findings
from oneseal.demo.taking import visits
from oneseal.demo.themes import load_joints
from oneseal.demo.trips import load_trip
from oneseal.demo.windows import load_last_month, load_scores
from oneseal.demo.works import works
from oneseal.demo.world import World
from oneseal.foundation import calendars, clock, history, numbering
from oneseal.foundation.journal import Subject

RECENT_DAYS, RECENT_CASES = 21, 120
"""Played before the pages open, with the scenes."""
YEAR_DAYS, YEAR_CASES = 365, 6000
"""More than 5,000 of them close within the year."""
TOGETHER = 60
"""So many stories of the year run side by side; few others stand half done, long overdue, while visitors look."""
SIZE, BEGUN = "demonstration:size", "demonstration:begun"
"""Series that keep how long the year is and how far it was played."""
MIDNIGHT = time(23, 59)


def loaded_on(bureau_id: int) -> date:
    """The day on which the demonstration was loaded, from which its year is counted back."""
    founded = history.entries(Subject("organisation", bureau_id))[0].at
    return founded.astimezone(clock.LOCAL).date() + timedelta(days=loader.HISTORY_DAYS)


def is_begun(bureau_id: int) -> bool:
    """Whether the last weeks were played."""
    return numbering.last_number(bureau_id, SIZE, 0) > 0


def is_told(bureau_id: int) -> bool:
    """Whether the whole year was played to its end."""
    size = numbering.last_number(bureau_id, SIZE, 0)
    return numbering.last_number(bureau_id, BEGUN, 0) > size


def year(bureau_id: int, cases: int) -> Plan:
    """The year before the last weeks."""
    loaded = loaded_on(bureau_id)
    last = loaded - timedelta(days=RECENT_DAYS + 1)
    until = datetime.combine(last, MIDNIGHT, clock.LOCAL)
    return Plan(2, cases, loaded - timedelta(days=YEAR_DAYS), until, calendars.current())


def play_recent(bureau_id: int, cases: int, tell: Tell = lambda tally, moment: None) -> Tally:
    """Set the year's numbers aside; play the last weeks and the scenes. `cases`: how many the year is to have.

    All in one transaction: killed, it begins anew. Nobody else may be at work meanwhile.
    """
    now = clock.now().astimezone(clock.LOCAL)
    plan = Plan(1, RECENT_CASES, now.date() - timedelta(days=RECENT_DAYS), now, calendars.current())
    world, shelf = world_of(bureau_id, plan), Shelf(bureau_id)
    keeper = loader.actor_in_post(bureau_id, "coordinator")
    stories = [*planned(plan, world, shelf), *scenes(world, shelf, now), *works(world, shelf, now, keeper)]
    stories += visits(world, shelf, now)
    with transaction.atomic():
        numbering.set_aside(bureau_id, SIZE, 0, cases)
        for (series, of_year), count in year(bureau_id, cases).numbers.items():
            numbering.set_aside(bureau_id, series, of_year, count)
        tally = perform(sorted(stories, key=lambda story: story[0]), now, tell)
        load_findings(bureau_id, loader.actor_in_post)
        load_joints(bureau_id, loader.actor_in_post)
        load_trip(bureau_id, loader.actor_in_post)
        load_scores(bureau_id, loader.actor_in_post)
    return tally


def play_year(bureau_id: int, tell: Tell = lambda tally, moment: None) -> Tally:
    """Play the year to its end, from where it stopped; nothing where it is told already."""
    if not is_begun(bureau_id) or is_told(bureau_id):
        return Tally()
    now = clock.now().astimezone(clock.LOCAL)
    plan = year(bureau_id, numbering.last_number(bureau_id, SIZE, 0))
    world, shelf = world_of(bureau_id, plan, loaded_on(bureau_id)), Shelf(bureau_id)
    begun = numbering.last_number(bureau_id, BEGUN, 0)
    with numbering.from_what_was_set_aside(plan.numbers):
        tally = perform(_stories(plan, world, shelf, begun), now, tell, TOGETHER)
    numbering.next_number(bureau_id, BEGUN, 0)
    load_last_month(bureau_id, loader.actor_in_post)
    return tally


def _stories(plan: Plan, world: World, shelf: Shelf, begun: int) -> Iterator[tuple[datetime, Going]]:
    """What a killed run left half played, then what it did not begin."""
    if begun:
        abandoned = {moment for place, moment in enumerate(plan.beginnings) if plan.is_abandoned(place)}
        yield from unfinished(world, shelf, seed=plan.seed, until=plan.until, abandoned=abandoned)
    for moment, story in planned(plan, world, shelf, begun):
        yield moment, _counted(world.bureau_id, story)


def _counted(bureau_id: int, story: Going) -> Going:
    """The same story, noted as begun together with its first act."""
    numbering.next_number(bureau_id, BEGUN, 0)
    yield from story
