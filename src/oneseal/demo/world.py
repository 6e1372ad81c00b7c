"""What every simulated case shares: people in their posts, applicants, items, office hours."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.separation import UNDECIDED
from oneseal.demo import authoring, organisation, values
from oneseal.demo.organisation import FirmEntry, PersonEntry
from oneseal.foundation import calendars, clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.minutes import OfficeHours, add_minutes

HOURS = OfficeHours(((time(9), time(12)), (time(13, 30), time(17))))
ONLINE_SHARE = 0.6
"""So often somebody with an account applies (by whatever channel); else anybody."""
POPULAR = {
    "individual_start": 16,
    "company_start": 14,
    "social_card": 12,
    "food_licence": 9,
    "company_change": 8,
    "flexible_insurance": 7,
    "packaged_food_filing": 6,
    "small_catering_filing": 6,
    "public_place": 5,
    "individual_change": 5,
    "individual_end": 5,
    "seal_engraving": 5,
    "residence_permit": 5,
    "elderly_card": 4,
    "employer_insurance": 4,
    "company_end_simple": 4,
    "outdoor_ad": 3,
    "drug_retail": 3,
    "road_freight": 3,
    "nurse_registration": 3,
    "doctor_registration": 2,
    "construction_permit": 2,
    "project_filing": 3,
    "drainage": 2,
    "tree_felling": 2,
}
"""How often an item is asked for; one where it is not named."""


SERVED = {"c": frozenset("2"), "i": frozenset("5"), "s": frozenset("4"), "p": frozenset("36")}
"""Whom an item serves (服务对象), by the kind of organisation: companies, sole traders, social and public ones."""


@dataclass(frozen=True, slots=True)
class SimItem:
    """An item as the simulator needs it."""

    id: int
    slug: str
    content: ItemContent
    weight: int


@dataclass(frozen=True, slots=True)
class SimApplicant:
    """Who applies and the citizen who types: for themselves or for a firm that they represent."""

    id: int
    person: PersonEntry
    firm: FirmEntry | None
    citizen: Actor


class World:
    """The loaded bureau, read once; actors are those of the day on which it is made.

    `today` is the day from which people's absences are counted.
    """

    def __init__(self, bureau_id: int, today: date) -> None:
        self.bureau_id = bureau_id
        self.calendar = calendars.current()
        self.reader = Actor(name="模拟", bureau_id=bureau_id, roles=frozenset({Role.ADMINISTRATOR}))
        self.posts = {code: post.pk for code, post in identity.posts_by_code(bureau_id).items()}
        self.actors = self._actors()
        self.holders = {
            code: [staff.pk for staff in identity.post_holders(pk, clock.today()) if staff.pk in self.actors]
            for code, pk in self.posts.items()
        }
        self.absences = self._absences(today)
        self.items = self._items()
        self.citizens = self._citizens()
        self.firms = self._firms()

    def _actors(self) -> dict[int, Actor]:
        """Staff id → actor, of everybody with an account."""
        accounts = identity.visible_accounts(self.reader)
        return {account.staff_id: identity.actor_for(account) for account in accounts if account.staff_id}

    def _absences(self, today: date) -> dict[int, tuple[date, date]]:
        """Staff id → first and last day away."""
        by_name = {actor.name: staff for staff, actor in self.actors.items()}
        written = {person.name: person.notes.get("absent", "") for person in organisation.staff()}
        found = {}
        for name, span in written.items():
            if span:
                first, last = (organisation.counted(days, today) for days in span.split(":"))
                found[by_name[name]] = (first, last)
        return found

    def item(self, item_id: int) -> SimItem:
        """An item by its id."""
        return next(item for item in self.items if item.id == item_id)

    def item_called(self, slug: str) -> SimItem:
        """An item by its name in the demonstration's data."""
        return next(item for item in self.items if item.slug == slug)

    def applicant(self, applicant_id: int) -> SimApplicant:
        """An applicant by the id."""
        return next(each for each in [*self.firms, *self.citizens] if each.id == applicant_id)

    def is_away(self, staff: int) -> bool:
        """Whether somebody is absent at the moment."""
        first, last = self.absences.get(staff, (date.max, date.max))
        return first <= clock.today() <= last

    def _items(self) -> list[SimItem]:
        """Everything that may be applied for."""
        found = []
        for item in catalog.visible_items(self.reader):
            if item.current_version is not None and item.code in authoring.entries():
                content = catalog.content_of(item.current_version)
                if content.separation in UNDECIDED or content.registers == "company_end":
                    continue
                found.append(SimItem(item.pk, item.code, content, POPULAR.get(item.code, 1)))
        return sorted(found, key=lambda item: item.slug)

    def _citizens(self) -> list[SimApplicant]:
        """Persons, for themselves; those without an account come to the window."""
        found = []
        for entry in organisation.persons():
            row = identity.applicant_by_number(entry.number)
            if row is not None:
                account = identity.account_of_applicant(row.pk)
                citizen = identity.actor_for(account) if account else self._visitor(row.pk, entry.name)
                found.append(SimApplicant(row.pk, entry, None, citizen))
        return found

    def _visitor(self, applicant_id: int, name: str) -> Actor:
        alone = Actor(name=name, roles=frozenset({Role.CITIZEN}), applicant_id=applicant_id)
        return replace(alone, applicants=frozenset(each.pk for each in identity.principals(alone)))

    def _firms(self) -> list[SimApplicant]:
        """Organisations, by their legal representatives."""
        by_number = {each.person.number: each for each in self.citizens}
        people = organisation.persons()
        found = []
        for entry in organisation.firms():
            row = identity.applicant_by_number(entry.number)
            legal = by_number.get(people[entry.legal].number)
            if row is not None and legal is not None:
                found.append(SimApplicant(row.pk, legal.person, entry, legal.citizen))
        return found

    def applicant_for(self, item: SimItem, rng: random.Random) -> SimApplicant:
        """Somebody for whom the item is meant, and in whose trade it is."""
        person = "1" in item.content.service_objects
        firms = [each for each in self.firms if each.firm and self._asks_for(each.firm, item)]
        pool = self.citizens if person and (not firms or rng.random() < 0.5) else firms or self.firms
        online = [each for each in pool if each.citizen.account_id]
        return rng.choice(online if online and rng.random() < ONLINE_SHARE else pool)

    @staticmethod
    def _asks_for(firm: FirmEntry, item: SimItem) -> bool:
        words = values.trade_words(item.slug)
        if words:
            return any(word in firm.name for word in words)
        return not SERVED[firm.kind].isdisjoint(item.content.service_objects)

    def staff_of(
        self, post_id: int, rng: random.Random, *, but: Mapping[int, object] | frozenset[int]
    ) -> Actor | None:
        """Somebody in a post, but none of `but`."""
        code = next(code for code, pk in self.posts.items() if pk == post_id)
        fit = [staff for staff in self.holders[code] if staff not in but and not self.is_away(staff)]
        return self.actors[rng.choice(fit)] if fit else None

    def in_post(self, code: str, rng: random.Random) -> Actor:
        """Somebody in a post."""
        here = [staff for staff in self.holders[code] if not self.is_away(staff)]
        return self.actors[rng.choice(here)]

    def office_time(self, moment: datetime, minutes: int) -> datetime:
        """The moment when that many office minutes have passed."""
        local = clock.wall(moment)
        return add_minutes(local, minutes, HOURS, self.calendar).at.replace(tzinfo=clock.LOCAL)

    def workday_after(self, day: date, days: int) -> date:
        """A working day that many working days later."""
        return self.calendar.add_workdays(day, days).day
