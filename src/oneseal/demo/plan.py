"""Which applications of a span of days begin when, known before any is played."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from oneseal.documents.rules.kinds import KINDS
from oneseal.foundation import clock
from oneseal.foundation.numbering import Sizes
from oneseal.kernel.workdays import WorkCalendar

ABANDONED = 0.012
"""So many drafts are never handed in."""
OF_EVERY_CASE = ("receipt", "acceptance_notice", "grant_decision", "delivery_receipt")
OTHERS_SHARE = 0.15
"""At most so many of the cases get one of the other documents: corrections, refusals, extensions…"""


@dataclass(frozen=True)
class Plan:
    """`cases` applications that begin from `first` to `until` (an aware moment), drawn from `seed` alone."""

    seed: int
    cases: int
    first: date
    until: datetime
    calendar: WorkCalendar

    @cached_property
    def beginnings(self) -> list[datetime]:
        """When each begins: working days in office hours mostly, evenings and weekends now and then."""
        rng = random.Random(f"{self.seed}:beginnings")  # noqa: S311
        days = [self.first + timedelta(days=n) for n in range((self.until.date() - self.first).days + 1)]
        weights = [1.0 if self.calendar.is_workday(day) else 0.08 for day in days]
        found = []
        for day in rng.choices(days, weights, k=self.cases):
            opens = datetime.combine(day, time(9), clock.LOCAL)
            working = self.calendar.is_workday(day) and rng.random() < 0.85
            span = 8 * 60 if working else 13 * 60
            found.append(min(opens + timedelta(minutes=rng.randint(0, span)), self.until))
        return sorted(found)

    def is_abandoned(self, place: int) -> bool:
        """Whether the application at `place` stays a draft for good."""
        return random.Random(f"{self.seed}:{place}:abandoned").random() < ABANDONED  # noqa: S311

    @cached_property
    def numbers(self) -> Sizes:
        """How many numbers it needs, by series and year: exactly, of cases; at most, of documents."""
        handed_in = Counter(
            moment.year for place, moment in enumerate(self.beginnings) if not self.is_abandoned(place)
        )
        sizes: dict[tuple[str, int], int] = {}
        for year, count in handed_in.items():
            sizes["case", year] = count
            for kind in KINDS:
                share = 1.0 if kind in OF_EVERY_CASE else OTHERS_SHARE
                sizes[f"document:{kind}", year] = int(count * share) + 1
        return sizes
