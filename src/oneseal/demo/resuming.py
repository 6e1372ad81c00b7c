"""Cases that a killed run left half played go on from where they stand."""

import random
from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q

from oneseal.cases import selectors, services
from oneseal.catalog.rules.situations import resolve
from oneseal.demo.files import Shelf
from oneseal.demo.stories import Cast, Moments, Story, clerk_for
from oneseal.demo.world import World
from oneseal.foundation import clock

OVER = ("not_needed", "not_accepted", "lapsed", "withdrawn", "terminated")
A_MOMENT = timedelta(minutes=1)


def unfinished(
    world: World, shelf: Shelf, *, seed: int, until: datetime, abandoned: Collection[datetime]
) -> Iterator[tuple[datetime, Moments]]:
    """The rest of each story that began by `until` and is not over, each with the moment at which it goes on.

    `abandoned`: the moments at which drafts began that are to stay drafts.
    """
    for case in sorted(_left(world, until), key=lambda case: (case.last_at, case.pk)):
        if case.state == "draft" and case.created_at in abandoned:
            continue
        rng = random.Random(f"{seed}:resumed:{case.number}")  # noqa: S311
        yield case.last_at + A_MOMENT, _rest(_story(world, shelf, case, rng), case)


def _left(world: World, until: datetime) -> list[Any]:
    """Staff see everything but drafts made online, citizens see theirs."""
    readers = [world.actors[staff] for staff in world.holders["bureau_head"]]
    readers += [each.citizen for each in world.citizens]
    going = ~Q(state__in=OVER) & Q(created_at__lte=until, evaluations__isnull=True)
    found = {case.pk: case for reader in readers for case in selectors.visible_cases(reader).filter(going)}
    return list(found.values())


def _story(world: World, shelf: Shelf, case: Any, rng: random.Random) -> Story:
    item, applicant = world.item(case.item_id), world.applicant(case.applicant_id)
    clerk = world.actors.get(case.acceptor_id) or clerk_for(world, case.channel, rng)
    situation = resolve(item.content, case.answers)
    who = Cast(applicant, case.channel, clerk, case.wanted_delivery, situation)
    story = Story(world, shelf, item, who, rng)
    story.case_id = case.pk
    return story


def _rest(story: Story, case: Any) -> Moments:
    match case.state:
        case "draft":
            yield from story.from_draft()
        case "submitted" | "corrected":
            yield story.later(5, 300)
            services.accept_case(story.clerk, case_id=case.pk)
            yield from story.from_accepted()
        case "awaiting_correction":
            day = story.world.workday_after(clock.today(), 16)
            yield datetime.combine(day, time(1, 40), clock.LOCAL)
            services.lapse_correction(case_id=case.pk)
        case "accepted" | "in_review":
            yield from story.from_accepted()
        case "suspended":
            yield story.later(400, 1200)
            head = story.world.in_post("deputy_head", story.rng)
            services.resume_clock(head, case_id=case.pk, result="特别程序已完成，结论为合格")
            yield from story.from_accepted()
        case "granted" | "refused":
            yield from story.from_decided()
        case "closed":
            yield from story.evaluate()
