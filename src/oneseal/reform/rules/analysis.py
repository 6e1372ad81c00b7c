"""What stands in the way of a set of items: circles, long chains, what is asked for twice, the shortest lawful path.

Everything is computed from what the items say (ONE-6, inventory 5.16, 6.3); days are promised working days.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from oneseal.catalog.rules.composing_graph import circles_of, critical, promised, schedule, timed
from oneseal.catalog.rules.composing_parts import Design, Edges, Makers, Part, maker, plain
from oneseal.catalog.rules.dictionary import data_of
from oneseal.catalog.rules.limits import working_days
from oneseal.catalog.rules.variants import statutory_limit

LONG = 3
"""A chain of so many items that wait for each other is worth looking at (L)."""
LONGEST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper or a datum that several items ask for. `by`: their codes in the order of the set."""

    name: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Produced:
    """A paper that `item` asks for although `makers` of the set yield it."""

    name: str
    item: str
    makers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Items that must follow one another, and the promised working days of all of them."""

    items: tuple[str, ...]
    days: float


@dataclass(frozen=True, slots=True)
class Saving:
    """What the shortest path would lose if `item` did not have to wait for `before`."""

    item: str
    before: str
    days: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """All findings about one set.

    `sequential`: the days of one item after another; `path_days`: all that may run in parallel does; `statutory` as
    `path_days`, by the limits of the law. Where there are circles, no path is known: 0 and empty.
    """

    names: Mapping[str, str]
    waits: Edges
    outside: Mapping[str, tuple[str, ...]]
    circles: tuple[tuple[str, ...], ...]
    chains: tuple[Chain, ...]
    asked_twice: tuple[Asked, ...]
    produced: tuple[Produced, ...]
    data_twice: tuple[Asked, ...]
    sequential: float
    path: tuple[str, ...]
    path_days: float
    statutory: float
    savings: tuple[Saving, ...]
    links: int
    materials: int
    distinct: int
    fields: int
    distinct_fields: int

    @property
    def parallel_saves(self) -> float:
        """Working days that running in parallel saves against one after another."""
        return self.sequential - self.path_days if self.path else 0.0


def analyse(design: Design) -> Analysis:
    """Every finding about a set of items, with the errands of partners where it has any."""
    parts = design.parts
    waits, outside = design.links
    circles = circles_of(waits)
    errands = {errand.key: float(errand.days) for errand in design.errands}
    days = {part.code: promised(part.content) for part in parts} | errands
    law = {part.code: working_days(statutory_limit(part.content, None)) for part in parts} | errands
    starts, ends = ({}, {}) if circles else schedule(waits, days)
    path = tuple(critical(waits, starts, ends))
    papers, data = _papers(parts), _data(parts)
    return Analysis(
        names=design.names,
        waits=waits,
        outside=outside,
        circles=circles,
        chains=() if circles else _chains(waits, days, ends),
        asked_twice=_shared(papers),
        produced=_produced(parts, design.makers),
        data_twice=_shared(data),
        sequential=sum(days.values()),
        path=path,
        path_days=max(ends.values(), default=0.0),
        statutory=0.0 if circles else max(timed(waits, law, ends)[1].values(), default=0.0),
        savings=_savings(waits, days, path, ends),
        links=sum(len(before) for before in waits.values()),
        materials=sum(len(by) for by in papers.values()),
        distinct=len(papers),
        fields=sum(len(by) for by in data.values()),
        distinct_fields=len(data),
    )


def _papers(parts: Sequence[Part]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        for name in dict.fromkeys(plain(material.name) for material in part.content.materials):
            found[name].append(part.code)
    return found


def _data(parts: Sequence[Part]) -> dict[str, list[str]]:
    """Data of the field dictionary by their label: the same datum has one name in all forms (2.24)."""
    found: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    for part in parts:
        for name, title in data_of(part.content.form).items():
            titles.setdefault(name, title)
            found[name].append(part.code)
    return {f"{titles[name]}（{name}）": by for name, by in found.items()}


def _shared(found: Mapping[str, list[str]]) -> tuple[Asked, ...]:
    twice = [Asked(name, tuple(by)) for name, by in found.items() if len(by) > 1]
    return tuple(sorted(twice, key=lambda each: (-len(each.by), each.name)))


def _produced(parts: Sequence[Part], makers: Makers) -> tuple[Produced, ...]:
    return tuple(
        Produced(material.name, part.code, others)
        for part in parts
        for material in part.content.materials
        if (others := tuple(code for code in maker(makers, material) if code != part.code))
    )


def _chains(waits: Edges, days: Mapping[str, float], order: Iterable[str]) -> tuple[Chain, ...]:
    """For each item for which nobody waits, the longest row of items before it; the longest ones first."""
    followed = {before for all_before in waits.values() for before in all_before}
    depth, last = _depths(waits, order)
    rows = []
    for end in waits:
        if end not in followed and depth[end] >= LONG:
            row = [end]
            while (before := last[row[-1]]) is not None:
                row.append(before)
            rows.append(Chain(tuple(row[::-1]), sum(days.get(code, 0.0) for code in row)))
    return tuple(sorted(rows, key=lambda row: (-len(row.items), -row.days, row.items))[:LONGEST_SHOWN])


def _depths(waits: Edges, order: Iterable[str]) -> tuple[dict[str, int], dict[str, str | None]]:
    """How many items stand in the longest row up to each, itself included, and which one comes right before it.

    In `order` nothing comes before what it waits for.
    """
    depth: dict[str, int] = {}
    last: dict[str, str | None] = {}
    for code in order:
        earlier = [each for each in waits.get(code, ()) if each in depth]
        last[code] = max(earlier, key=lambda each: depth[each], default=None)
        depth[code] = 1 + max((depth[each] for each in earlier), default=0)
    return depth, last


def _savings(
    waits: Edges, days: Mapping[str, float], path: Sequence[str], ends: Mapping[str, float]
) -> tuple[Saving, ...]:
    """Every prerequisite on the critical path tried without: off it, nothing would be saved.

    `ends` names all in an order in which nothing comes before what it waits for.
    """
    trial = _Trial(waits, days, ends)
    whole, found = max(ends.values(), default=0.0), []
    for item in path:
        for before in set(waits.get(item, ())) & set(path):
            saved = whole - trial.without(item, before)
            if saved > 0:
                found.append(Saving(item, before, saved))
    return tuple(sorted(found, key=lambda each: (-each.days, each.item)))


class _Trial:
    """The whole computed again without one prerequisite: only what ends on another day is looked at."""

    def __init__(self, waits: Edges, days: Mapping[str, float], ends: Mapping[str, float]) -> None:
        self._waits, self._days, self._ends = waits, days, ends
        self._order = tuple(ends)
        self._place = {code: place for place, code in enumerate(self._order)}
        self._latest = sorted(ends.items(), key=lambda pair: -pair[1])
        self._after: dict[str, list[str]] = defaultdict(list)
        for code, all_before in waits.items():
            for before in all_before:
                self._after[before].append(code)

    def without(self, item: str, before: str) -> float:
        """The days of the whole if `item` did not wait for `before`."""
        changed: dict[str, float] = {}
        queue, queued = [self._place[item]], {item}
        while queue:
            code = self._order[heappop(queue)]
            end = self._begin(code, changed, before if code == item else "") + self._days.get(code, 0.0)
            if end != self._ends[code]:
                changed[code] = end
                for each in self._after[code]:
                    if each not in queued:
                        queued.add(each)
                        heappush(queue, self._place[each])
        rest = next((end for code, end in self._latest if code not in changed), 0.0)
        return max(rest, max(changed.values(), default=0.0))

    def _begin(self, code: str, changed: Mapping[str, float], but: str) -> float:
        begin = 0.0
        for each in self._waits[code]:
            end = changed[each] if each in changed else self._ends.get(each, 0.0)
            if end > begin and each != but:
                begin = end
        return begin
