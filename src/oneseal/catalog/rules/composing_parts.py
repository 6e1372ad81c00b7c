"""The building blocks of one thing 一件事: items, errands of partners, the theme's own questions (ONE-1, ONE-5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from oneseal.catalog.rules.content import ItemContent, Material, Question, When

RESULT = "result:"
"""Before an item's code in `Design.fills`: the datum comes from what this item yields, when it is granted."""


@dataclass(frozen=True, slots=True)
class Part:
    """One item of the set.

    `when` is a condition on the theme's own questions; `after` names items and errands of the set to wait for
    besides the item's own prerequisites; `preset` answers the item's questions for the applicant.
    """

    code: str
    content: ItemContent
    when: When = field(default_factory=dict)
    after: tuple[str, ...] = ()
    preset: Mapping[str, list[str]] = field(default_factory=dict)

    def may_ask(self, material: Material) -> bool:
        """Whether the preset answers leave a material possible."""
        preset = self.preset
        if not preset or not material.when:
            return True
        return all(
            set(options) & set(preset[question])
            for question, options in material.when.items()
            if question in preset
        )

    @property
    def name(self) -> str:
        """What people call it."""
        return self.content.short_name or self.content.name


@dataclass(frozen=True, slots=True)
class Errand:
    """A step that a partner does (seals, bank, social insurance): no licence, but part of the one thing (5.21)."""

    key: str
    name: str
    partner: str = ""
    """Code of the partner who gets the order."""
    days: int = 1
    """Working days, from when it may begin."""
    after: tuple[str, ...] = ()
    when: When = field(default_factory=dict)
    materials: int = 0
    """How many papers the partner would want, if asked alone."""
    trips: int = 1
    """How often one would come to the partner, if asked alone."""


@dataclass(frozen=True, slots=True)
class Past:
    """One link of how it went before, where that differs from today's items asked one after another."""

    name: str
    days: int
    links: int = 1
    materials: int = 0
    trips: int = 1
    when: When = field(default_factory=dict)


Makers = Mapping[str, tuple[str, ...]]
Edges = Mapping[str, tuple[str, ...]]
"""For each node those that must be done before."""


@dataclass(frozen=True)
class Design:
    """What somebody composes: items, order, questions; nothing that can be computed.

    `fills`: datum → the datum of the same form that it repeats, or `result:<item>`. `past`: how it went before;
    empty: the items and errands one after another, each asked alone.
    """

    parts: tuple[Part, ...]
    questions: tuple[Question, ...] = ()
    errands: tuple[Errand, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)
    past: tuple[Past, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each part and errand is called."""
        return {each.code: each.name for each in self.parts} | {each.key: each.name for each in self.errands}

    @cached_property
    def makers(self) -> Makers:
        """Which item of the whole set makes which result."""
        return makers_of((part.code, part.content) for part in self.parts)

    @cached_property
    def links(self) -> tuple[Edges, Mapping[str, tuple[str, ...]]]:
        """Who waits for whom in the whole design, and prerequisites that are not of the set.

        An item waits for its prerequisites (named by basic or implementation code), for what the design says, and for
        the items whose results it needs (materials, filled data).
        """
        by_code: dict[str, str] = {}
        for part in self.parts:
            for code in (part.content.implementation_code, part.content.basic_code, part.code):
                if code:
                    by_code.setdefault(code, part.code)
        before: dict[str, tuple[str, ...]] = {}
        outside: dict[str, tuple[str, ...]] = {}
        for part in self.parts:
            found = dict.fromkeys(by_code[code] for code in part.content.prerequisites if code in by_code)
            found |= dict.fromkeys([*part.after, *self._made_for(part)])
            before[part.code] = tuple(found)
            if missing := tuple(code for code in part.content.prerequisites if code not in by_code):
                outside[part.code] = missing
        for errand in self.errands:
            before[errand.key] = tuple(dict.fromkeys(errand.after))
        return before, outside

    def _made_for(self, part: Part) -> list[str]:
        return [
            by
            for material in part.content.materials
            for by in maker(self.makers, material)
            if by != part.code and part.may_ask(material)
        ]


def makers_of(items: Iterable[tuple[str, ItemContent]]) -> Makers:
    """Which item makes which result: by the name of the result, and by its type of certificate."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, content in items:
        for result in content.results:
            found[f"name:{plain(result.name)}"].append(code)
            if result.certificate:
                found[f"type:{result.certificate}"].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def maker(makers: Makers, material: Material) -> tuple[str, ...]:
    """The items whose result a material is; empty: none of the set."""
    by_type = makers.get(f"type:{material.certificate}", ()) if material.certificate else ()
    return by_type or makers.get(f"name:{plain(material.name)}", ())


@lru_cache(maxsize=16_384)
def plain(name: str) -> str:
    """A document's name without the marks that only say in which form it is wanted."""
    for mark in ("《", "》", "（副本）", "（正本）", "（正副本）", "复印件", "原件"):
        name = name.replace(mark, "")
    return name.strip()
