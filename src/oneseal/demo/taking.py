"""Visitors whose applications two windows took in on the last day of work, so that it is seen what each handled (3.4)."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from oneseal.cases import selectors as cases
from oneseal.demo import loader
from oneseal.demo.files import Shelf
from oneseal.demo.simulate import Going
from oneseal.demo.stories import Cast, Story, cast
from oneseal.demo.world import World
from oneseal.foundation import clock
from oneseal.kernel.access import NOBODY, Actor
from oneseal.queueing import selectors, services

WINDOWS = (("03", 3), ("06", 2))
"""Where the second window clerk sits, one after the other, for how many visitors."""
CLERK = 1
FIRST, LAST, TAKES = time(9, 15), time(16, 50), timedelta(minutes=45)


def visits(world: World, shelf: Shelf, now: datetime) -> Iterator[tuple[datetime, Going]]:
    """The story of today, or of yesterday where the hall has just opened or not yet; none where there is no hall."""
    clerk = loader.actor_in_post(world.bureau_id, "window_clerk", CLERK)
    hall = next(iter(selectors.halls_in_use(clerk)), None)
    day = now.date() if now.time() >= FIRST else now.date() - timedelta(days=1)
    ends = min(now, datetime.combine(day, LAST, clock.LOCAL))
    begins = max(datetime.combine(day, time(9, 2), clock.LOCAL), ends - TAKES)
    if hall is not None:
        windows = {window.number: window for window in selectors.windows(hall)}
        served = [(windows[number], count) for number, count in WINDOWS]
        step = (ends - begins) / (2 * sum(count for _, count in WINDOWS))
        yield begins, _stand(world, shelf, clerk, served, step)


def _stand(world: World, shelf: Shelf, clerk: Actor, served: list[tuple[Any, int]], step: timedelta) -> Going:
    """Open a window, serve so many, who each leave their place in line to somebody new, and go to the next window."""
    rng = random.Random(3)  # noqa: S311
    for window, count in served:
        line = window.lines.first()
        services.open_window(clerk, window.pk)
        for place in range(count):
            services.issue_ticket(NOBODY, hall_id=window.hall_id, line_id=line.pk)
            called = services.call_next(clerk, window.pk)
            assert called is not None
            services.begin(clerk, ticket_id=called.pk)
            yield clock.now() + step
            if place:
                _take_in(world, shelf, clerk, line, called.pk, rng)
            else:
                _ask_after(clerk, called.pk, rng)
            yield clock.now() + step
            services.finish(clerk, ticket_id=called.pk)
        services.close_window(clerk, window.pk)


def _take_in(world: World, shelf: Shelf, clerk: Actor, line: Any, ticket_id: int, rng: random.Random) -> None:
    """An application for one of the line's items."""
    of_line = set(line.items.values_list("pk", flat=True))
    asked = [each for each in world.items if "window" in each.content.channels]
    item = rng.choice([each for each in asked if each.id in of_line] or asked)
    drawn = cast(world, item, rng)
    who = Cast(drawn.applicant, "window", clerk, drawn.delivery, drawn.situation)
    services.identify(clerk, ticket_id=ticket_id, applicant_id=who.applicant.id)
    story = Story(world, shelf, item, who, rng)
    story.draft()
    story.hand_in()


def _ask_after(clerk: Actor, ticket_id: int, rng: random.Random) -> None:
    """Somebody asks after the result of a case that was decided in the last days."""
    decided = cases.visible_cases(clerk).exclude(closed_at=None).order_by("-closed_at", "-pk")
    if latest := list(decided[:5]):
        case = rng.choice(latest)
        services.identify(clerk, ticket_id=ticket_id, applicant_id=case.applicant_id)
        services.link_case(clerk, ticket_id=ticket_id, case_id=case.pk)
