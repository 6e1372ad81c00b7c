"""The five alls of every window, from what is recorded in the catalogue, on the ledger, and of people."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.content import ItemContent
from oneseal.entry.rules.alls import ALLS, All, measured, score
from oneseal.entry.rules.ledger import Placed, Standing
from oneseal.entry.selectors.ledger import entries_of_items
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.queueing import selectors as queueing
from oneseal.training import selectors as training

if TYPE_CHECKING:
    from oneseal.queueing.models import Window

APART = frozenset({"output", "coordination"})
"""Kinds of windows at which nothing is applied for."""


@dataclass(frozen=True, slots=True)
class WindowAlls:
    """A window with its five figures, how many items are its own, who may sit there, and its score in per cent."""

    window: "Window"
    items: int
    people: int
    alls: tuple[All, ...]

    @property
    def score(self) -> int | None:
        """The mean of the figures that can be counted."""
        return score(self.alls)


@dataclass(frozen=True, slots=True)
class _Facts:
    contents: dict[int, ItemContent]
    entries: list[tuple[int | None, int | None, Placed]]
    needed: frozenset[int]
    able: dict[int, frozenset[int]]
    day: date
    lines: dict[int, set[int]]
    fit: dict[int, list[int]]
    """What was read already: items of a line, people of a post."""


def five_alls(actor: Actor) -> list[tuple[str, list[WindowAlls]]]:
    """By hall, every window in use that serves applications, with its figures."""
    day, contents = clock.today(), {item.pk: said for item, said in catalog.published_contents(actor)}
    needed = training.needed(actor.bureau_id, day) & set(contents)
    able = training.able_staff(actor.bureau_id, needed, day) if needed else {}
    facts = _Facts(contents, entries_of_items(actor.bureau_id), needed, able, day, {}, {})
    found = []
    for hall in queueing.halls_in_use(actor):
        windows = [each for each in queueing.windows(hall) if each.kind not in APART]
        found.append((hall.name, [_of_window(each, facts) for each in windows]))
    return found


def _of_window(window: "Window", facts: _Facts) -> WindowAlls:
    own = _items_of(window, facts)
    placed = [each for item, at, each in facts.entries if at == window.pk or item in own]
    flows, standards = measured(facts.contents[pk] for pk in sorted(own))
    people = _fit(window, facts)
    alls = (*_placed(placed), flows, _staff(people, own, facts), standards)
    order = list(ALLS)
    found = tuple(sorted(alls, key=lambda each: order.index(each.code)))
    return WindowAlls(window, len(own), len(people), found)


def _items_of(window: "Window", facts: _Facts) -> set[int]:
    """What the window's lines are for; a line without items of its own is for everything."""
    found = set[int]()
    for line in window.lines.all():
        if line.pk not in facts.lines:
            facts.lines[line.pk] = set(line.items.values_list("pk", flat=True)) or set(facts.contents)
        found |= facts.lines[line.pk]
    return found & set(facts.contents)


def _placed(placed: list[Placed]) -> tuple[All, All]:
    due = [each for each in placed if each.standing != Standing.EXCEPTED]
    inside = [each for each in due if each.standing == Standing.ENTERED]
    return All("items", len(inside), len(due)), All(
        "window", sum(each.complete for each in inside), len(inside)
    )


def _fit(window: "Window", facts: _Facts) -> list[int]:
    """Who may be put there; windows of one post share the answer."""
    if window.post_id is None:
        return queueing.fit_for(window, facts.day)
    if window.post_id not in facts.fit:
        facts.fit[window.post_id] = queueing.fit_for(window, facts.day)
    return facts.fit[window.post_id]


def _staff(people: list[int], own: set[int], facts: _Facts) -> All:
    asked = own & facts.needed
    free = len(own) - len(asked)
    done = sum(free + len(asked & facts.able.get(person, frozenset())) for person in people)
    return All("staff", done, len(own) * len(people))
