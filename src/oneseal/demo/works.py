"""Applications of the construction projects, played with the last weeks: tasks that follow a case, a stage as one.

Each is a story like the others, so that its numbers lie among those of its days; `projects.py` tells the rest.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from oneseal.bundles import selectors as bundles
from oneseal.bundles import services as joints
from oneseal.cases import selectors as cases
from oneseal.cases import services as case_services
from oneseal.demo import scripts
from oneseal.demo.files import Shelf
from oneseal.demo.filling import Filler
from oneseal.demo.scenes import LONGEST, back
from oneseal.demo.stories import Moments, Story, cast, clerk_for
from oneseal.demo.tales import MALL, PARKS, PLANT, SCHOOL
from oneseal.demo.world import World
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.projects import selectors, services

DAY = 390
"""Office minutes of a working day."""
TRIES = 200


@dataclass(frozen=True)
class Followed:
    """A task that follows an application handed in so many working days ago; `days`: to the decision, 0: not yet."""

    code: str
    task: str
    item: str
    ago: int
    days: int = 0


FOLLOWED = (
    Followed(SCHOOL.code, "scheme", "scheme_review", 12, 8),
    Followed(SCHOOL.code, "planning", "planning_permit", 3),
    Followed(PARKS.code, "approval", "project_approval", 9),
    Followed(MALL.code, "energy", "energy_review", 11, 3),
)
AS_ONE, AS_ONE_AGO = PLANT.code, 6
"""The project whose first stage came in as one form and one set, so many working days ago."""


def works(world: World, shelf: Shelf, now: datetime, keeper: Actor) -> Iterator[tuple[datetime, Moments]]:
    """The stories of projects that were registered, each with the moment at which it begins."""
    known = {each.code: each for each in selectors.visible_projects(keeper)}
    for place, told in enumerate(FOLLOWED):
        if project := known.get(told.code):
            story = _story(world, shelf, told.item, project.owner_id, f"project:{place}")
            begins = _morning(world, now, told.ago, place)
            yield begins, _follow(story, keeper, project, told)
    if project := known.get(AS_ONE):
        play = _AsOne(world, shelf, keeper, project)
        yield _morning(world, now, AS_ONE_AGO, len(FOLLOWED)), play.run()


def _morning(world: World, now: datetime, ago: int, place: int) -> datetime:
    day = back(world.calendar, world.calendar.latest_workday(now.date()), ago)
    day = max(day, now.date() - timedelta(days=LONGEST))
    return min(datetime.combine(day, time(9, 30 + place), clock.LOCAL), now - timedelta(hours=1))


def _story(world: World, shelf: Shelf, slug: str, owner_id: int, seed: str) -> Story:
    """An application of the owner for a first licence, at the window."""
    rng, item = random.Random(seed), world.item_called(slug)  # noqa: S311
    for _ in range(TRIES):
        who = cast(world, item, rng)
        if who.situation.variant is None or who.situation.variant.kind == "new":
            break
    clerk = clerk_for(world, "window", rng)
    who = replace(
        who, applicant=world.applicant(owner_id), channel="window", clerk=clerk, delivery="electronic"
    )
    return Story(world, shelf, item, who, rng)


def _follow(story: Story, keeper: Actor, project: Any, told: Followed) -> Moments:
    """Taken in, tied to the task, and decided where that is told."""
    yield from scripts.accept(story)
    task = project.tasks.get(key=told.task)
    number = cases.any_case(story.case_id).number
    services.link_case(keeper, project_id=project.pk, task_id=task.pk, number=number)
    hand = scripts.Hand(story)
    yield story.later(60, 200)
    if not told.days:
        hand.take(hand.live("review"))
        return
    yield from hand.until("decision")
    yield story.later(told.days * DAY - 200, told.days * DAY)
    hand.work(hand.live())


class _AsOne:
    """A stage applied for as one: the clerk fills in one form, hands in one set, accepts, sections work in parallel."""

    def __init__(self, world: World, shelf: Shelf, keeper: Actor, project: Any) -> None:
        self.world, self.shelf, self.keeper, self.project = world, shelf, keeper, project
        self.rng = random.Random("project:stage")  # noqa: S311
        self.clerk = world.in_post("window_clerk", self.rng)
        self.owner = world.applicant(project.owner_id)

    def run(self) -> Moments:
        """Applied for, accepted as one, one part granted, the next under review."""
        joint = services.apply_for_stage(self.clerk, project_id=self.project.pk, number=1)
        self._hand_in(joint)
        yield self.world.office_time(clock.now(), 40)
        parts = {row.code: row.case_id for row in bundles.members_of(joint) if row.case_id}
        for case_id in parts.values():
            case_services.accept_case(self.clerk, case_id=case_id)
        services.open_stage(self.keeper, project_id=self.project.pk, number=1)
        yield self.world.office_time(clock.now(), DAY)
        for code, work in (("project_filing", self._grant), ("land_pre_review", self._take)):
            if code in parts:
                yield from work(code, parts[code])

    def _hand_in(self, joint: Any) -> None:
        one = bundles.filling(joint).composition
        rest = {each.key: [each.options[0].code] for each in one.questions if each.key not in one.answers}
        joint = joints.save_joint(self.clerk, joint_id=joint.pk, answers={**one.answers, **rest})
        filled = bundles.filling(joint)
        filler = Filler(self.rng, clock.today(), self.owner.person, self.owner.firm)
        data = {**filler.form(filled.composition.schema), **joint.data}
        joints.save_joint(self.clerk, joint_id=joint.pk, data=data)
        for each in filled.composition.materials:
            if each.must:
                joints.add_paper(
                    self.clerk, joint_id=joint.pk, code=each.code, paper_copies=1, source="window"
                )
        joints.submit_joint(self.clerk, joint_id=joint.pk, declared=True)

    def _hand(self, code: str, case_id: int) -> scripts.Hand:
        story = _story(self.world, self.shelf, code, self.project.owner_id, f"project:{code}")
        story.case_id = case_id
        return scripts.Hand(story)

    def _grant(self, code: str, case_id: int) -> Moments:
        hand = self._hand(code, case_id)
        yield from hand.until("decision")
        hand.work(hand.live())

    def _take(self, code: str, case_id: int) -> Moments:
        hand = self._hand(code, case_id)
        yield hand.story.later(10, 40)
        hand.take(hand.live("review"))
