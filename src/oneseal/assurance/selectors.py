"""How sure the bureau is, now, of whoever acts: the one answer behind every door."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from oneseal.assurance.models import Check, Comparison
from oneseal.assurance.rules.faces import Outcome
from oneseal.assurance.rules.levels import (
    GIVES,
    HOW,
    LEVELS,
    PROVEN,
    WAYS,
    Door,
    Level,
    Purpose,
    Way,
    counts,
)
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

CHECKERS = frozenset({Role.CLERK})


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody wants to do: for which applicant, with which agent, in which item, and how sure one must be."""

    purpose: Purpose
    needed: int
    applicant_id: int
    bureau_id: int
    agent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The level that somebody has now: how it was reached, when, until when. `check_id` 0: by sign-in or record."""

    level: Level
    way: Way
    at: datetime | None = None
    until: datetime | None = None
    check_id: int = 0
    person_id: int = 0

    @property
    def label(self) -> str:
        """The level's name, to be translated."""
        return LEVELS[self.level]

    @property
    def way_label(self) -> str:
        """The way's name, to be translated."""
        return WAYS[self.way]


def door_of(actor: Actor) -> Door:
    """Through which kind of door an actor comes."""
    if actor.has(Role.CLIENT):
        return Door.SYSTEM
    return Door.ONLINE if actor.applicant_id and not actor.is_staff else Door.COUNTER


def standing(actor: Actor, *, applicant_id: int, agent_id: int | None, bureau_id: int) -> Standing:
    """The highest level that counts for whoever acts for this applicant now.

    Signed in it is the person of the account; at the counter who came for the applicant and showed a document;
    through another system the one that it vouched for. Three statements at most.
    """
    door, now = door_of(actor), clock.now()
    persons = {actor.applicant_id} if door is Door.ONLINE else {agent_id or applicant_id, applicant_id}
    session = identity.live_session_id(actor.account_id) if door is Door.ONLINE else 0
    best = base(persons if door is Door.ONLINE else {agent_id or applicant_id})
    for row in _candidates(persons, applicant_id if door is Door.COUNTER else 0, now):
        own = row.account_id == actor.account_id and row.session_id == session
        fits = row.bureau_id in {None, bureau_id} and counts(
            row.way, door, at=row.at, until=row.until, now=now, same_sign_in=own
        )
        if fits and row.level > best.level:
            best = Standing(
                Level(row.level), Way(row.way), row.at, row.until, check_id=row.pk, person_id=row.person_id
            )
    return best


def base(persons: Collection[int]) -> Standing:
    """What stands without a check: a record whose name and number were checked is level 2."""
    if identity.applicants_proven(persons, PROVEN):
        return Standing(GIVES[Way.RECORD], Way.RECORD)
    return Standing(GIVES[Way.ACCOUNT], Way.ACCOUNT)


def _candidates(persons: Collection[int], party: int, now: datetime) -> QuerySet[Check]:
    """Who came for an applicant counts for the applicant alone: a check names both."""
    wanted = Q(person__in=persons) if not party else Q(party=party) | Q(person__in=persons, party__in=persons)
    return Check.objects.filter(wanted, until__gte=now)


def standing_for(actor: Actor, matter: Matter) -> Standing:
    """The same for a matter."""
    return standing(
        actor, applicant_id=matter.applicant_id, agent_id=matter.agent_id, bureau_id=matter.bureau_id
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page tells of a matter: what is needed, what there is, whether it is enough."""

    matter: Matter
    now: Standing
    counter: bool

    @property
    def enough(self) -> bool:
        """Whether the act would go through."""
        return self.now.level >= self.matter.needed

    @property
    def needed_label(self) -> str:
        """The level that is needed, to be translated."""
        return LEVELS[Level(self.matter.needed)]

    @property
    def how(self) -> str:
        """How one gets there, to be translated."""
        return HOW[Level(self.matter.needed)]

    @property
    def by_face(self) -> bool:
        """Whether a face would help here."""
        return not self.counter and self.matter.needed >= Level.DOCUMENT

    @property
    def to_confirm(self) -> bool:
        """Whether a colleague's look is what is missing."""
        return self.counter and self.now.way == Way.DOCUMENT and not self.enough


def shown_for(actor: Actor, matter: Matter) -> Shown | None:
    """For the page of a matter; None where a plain sign-in is enough, which asks the database nothing."""
    if matter.needed <= Level.ACCOUNT:
        return None
    return Shown(matter, standing_for(actor, matter), counter=door_of(actor) is Door.COUNTER)


def own_checks(actor: Actor) -> QuerySet[Check]:
    """What a signed-in person sees: every check of themselves, newest first."""
    return Check.objects.filter(person=actor.applicant_id).select_related("party", "bureau")


def visible_checks(actor: Actor) -> QuerySet[Check]:
    """Checks at the counters and machines of the actor's bureau, for clerks."""
    rows = Check.objects.select_related("person", "party", "staff", "confirmed_by")
    return rows.filter(bureau=actor.bureau_id) if actor.has(*CHECKERS) else rows.none()


def access_check(actor: Actor, check_id: int) -> Check:
    """One check. Raises NotFound."""
    found = visible_checks(actor).filter(pk=check_id).first()
    if found is None:
        raise NotFound("check_not_found", N_("没有找到这次核验，请刷新页面。"))
    return found


def faces_today(person_id: int) -> int:
    """How many pictures of a person were sent today and answered, or are under way."""
    rows = Comparison.objects.filter(person=person_id, asked_at__gte=clock.midnight(clock.today()))
    return rows.exclude(outcome=Outcome.LOST).count()


def own_comparisons(actor: Actor) -> QuerySet[Comparison]:
    """A signed-in person's own tries, newest first."""
    return Comparison.objects.filter(person=actor.applicant_id)
