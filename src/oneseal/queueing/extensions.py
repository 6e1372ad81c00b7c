"""What contexts above offer to the queue, from AppConfig.ready().

Sets of items for lines: themes (一件事), so that a special window follows one (3.5). `bundles` stands beside `queueing`
(.importlinter): neither can call the other by name. `portal`, above both, offers the themes; without it a line's items
are chosen one by one.

The visitor's word about a served ticket (EVA-2): `feedback` says whether it was given and where to give it; never what
it was (EVA-5).

Consulting numbers (3.23), who guides in a hall (3.25).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class ItemSet:
    """A set of items by its code: what it is called, ids of its items today."""

    code: str
    title: str
    items: tuple[int, ...]


Numbers = Callable[[int], Mapping[int, str]]
_numbers: list[Numbers] = []


def offer_numbers(numbers: Numbers) -> None:
    """Let the hall's page show the consulting number of each window; `numbers` tells a hall's, by window."""
    _numbers[:] = [numbers]


def window_numbers(hall_id: int) -> Mapping[int, str]:
    """The consulting numbers of a hall's windows, by window; none where nobody offers any."""
    return _numbers[0](hall_id) if _numbers else {}


ItemSets = Callable[[int], Sequence[ItemSet]]
_sets: list[ItemSets] = []


def offer_item_sets(sets: ItemSets) -> None:
    """Let lines follow these sets; `sets` tells those of a bureau."""
    _sets[:] = [sets]


def item_sets(bureau_id: int) -> dict[str, ItemSet]:
    """Every set that a line may follow, by its code; none where nobody offers any."""
    return {each.code: each for each in _sets[0](bureau_id)} if _sets else {}


def item_set(bureau_id: int, code: str) -> ItemSet:
    """One of them. Raises NotFound at `theme`."""
    found = item_sets(bureau_id).get(code)
    if found is None:
        text = N_("没有这件事，或者它已经下线，请重新选择。")
        raise NotFound("item_set_not_found", text, field="theme")
    return found


HallPeople = Callable[[int], Sequence[Any]]
_people: list[HallPeople] = []


def offer_hall_people(people: HallPeople) -> None:
    """Show on the hall's page who guides there now: rows with `staff`, `zone`, `starts`, `ends`, `begun_at`."""
    _people[:] = [people]


def hall_people(hall_id: int) -> Sequence[Any]:
    """Who guides in a hall now; nobody where no context says."""
    return _people[0](hall_id) if _people else ()


@dataclass(frozen=True, slots=True)
class Word:
    """Whether the visitor has judged a visit, the address where they do, whether the window's tablet asks them now."""

    given: bool
    address: str
    at_tablet: bool


Words = Callable[[Collection[int]], Mapping[int, Word]]
_words: list[Words] = []


def offer_words(words: Words) -> None:
    """Tell of visits' words; `words` gives them by the tickets' ids, without those that cannot be judged (yet)."""
    _words[:] = [words]


def words_of(ticket_ids: Collection[int]) -> Mapping[int, Word]:
    """By the ids of served tickets; none where nobody offers any."""
    return _words[0](ticket_ids) if _words and ticket_ids else {}
