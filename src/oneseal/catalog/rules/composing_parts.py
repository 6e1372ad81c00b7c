"""The building blocks of one thing 一件事: items, errands of partners, the theme's own questions (ONE-1, ONE-5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
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

    @property
    def names(self) -> dict[str, str]:
        """What each part and errand is called."""
        return {each.code: each.name for each in self.parts} | {each.key: each.name for each in self.errands}


Makers = Mapping[str, tuple[str, ...]]


def makers_of(items: Iterable[tuple[str, ItemContent]]) -> Makers:
    """Which item makes which result: by the name of the result, and by its type of certificate."""
    found: dict[str, tuple[str, ...]] = {}
    for code, content in items:
        for result in content.results:
            for name in (f"name:{plain(result.name)}", f"type:{result.certificate}"):
                if name != "type:":
                    found[name] = (*found.get(name, ()), code)
    return found


def maker(makers: Makers, material: Material) -> tuple[str, ...]:
    """The items whose result a material is; empty: none of the set."""
    by_type = makers.get(f"type:{material.certificate}", ()) if material.certificate else ()
    return by_type or makers.get(f"name:{plain(material.name)}", ())


def plain(name: str) -> str:
    """A document's name without the marks that only say in which form it is wanted."""
    for mark in ("《", "》", "（副本）", "（正本）", "（正副本）", "复印件", "原件"):
        name = name.replace(mark, "")
    return name.strip()
