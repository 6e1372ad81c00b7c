"""Requests about the same subject become one stop: same applicant or same address, in a common time (5.8)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oneseal.surveys.rules.states import Mode

NOISE = re.compile(r"[\s,，.。、;；:：()（）\-－—#]+")
NEAR = 0.0006
"""Degrees, about sixty metres: the same address typed in two ways."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One request as the planner sees it. Times are minutes after midnight; an absent place is None."""

    id: int
    applicant: int
    address: str
    lon: float | None = None
    lat: float | None = None
    minutes: int = 40
    opens: int = 540
    closes: int = 1020
    earliest: date = date.min
    latest: date = date.max
    skill: str = ""
    mode: Mode = Mode.FIELD
    section: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """Requests that are looked at together, and what that needs."""

    wishes: tuple[Wish, ...]
    minutes: int
    opens: int
    closes: int
    skills: frozenset[str]
    mode: Mode

    @property
    def first(self) -> Wish:
        """The request that names the place."""
        return next((each for each in self.wishes if each.lon is not None), self.wishes[0])

    @property
    def ids(self) -> tuple[int, ...]:
        """The requests' ids."""
        return tuple(each.id for each in self.wishes)


SHARED_MINUTES = 10
"""What every further matter adds to a stop: the way in, the papers and the talk are shared."""


def plain_address(address: str) -> str:
    """An address as it is compared: full width made half, blanks and punctuation left out."""
    return NOISE.sub("", unicodedata.normalize("NFKC", address)).lower()


def same_place(one: Wish, other: Wish) -> bool:
    """Whether two requests are about one place: the same words, or not sixty metres apart."""
    if plain_address(one.address) == plain_address(other.address):
        return True
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return False
    return abs(one.lon - other.lon) < NEAR and abs(one.lat - other.lat) < NEAR


def fits(stop: Stop, wish: Wish) -> bool:
    """Whether a request can be looked at in the same stop: one subject, one way of looking, a common time."""
    first = stop.first
    opens, closes = max(stop.opens, wish.opens), min(stop.closes, wish.closes)
    longest = max(stop.minutes, wish.minutes) + SHARED_MINUTES
    return (
        stop.mode == wish.mode
        and first.applicant == wish.applicant
        and same_place(first, wish)
        and closes - opens >= longest
    )


def merged(wishes: Sequence[Wish], day: date) -> list[Stop]:
    """The stops of a day: requests of one subject at one place merge into one, whoever asked (SUR).

    Requests whose days do not include `day` are left out. Order of the first request decides the order.
    """
    stops: list[Stop] = []
    for wish in wishes:
        if not wish.earliest <= day <= wish.latest:
            continue
        place = next((at for at, stop in enumerate(stops) if fits(stop, wish)), None)
        if place is None:
            stops.append(_stop((wish,)))
        else:
            stops[place] = _stop((*stops[place].wishes, wish))
    return stops


def _stop(wishes: tuple[Wish, ...]) -> Stop:
    return Stop(
        wishes,
        max(each.minutes for each in wishes) + SHARED_MINUTES * (len(wishes) - 1),
        max(each.opens for each in wishes),
        min(each.closes for each in wishes),
        frozenset(each.skill for each in wishes if each.skill),
        wishes[0].mode,
    )
