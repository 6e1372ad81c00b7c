"""What a version of a theme says 一件事, as one immutable document: choices only, nothing that can be computed (ONE-6)."""

from collections.abc import Mapping

from pydantic import Field

from oneseal.catalog.rules.composing_parts import Design, Errand, Part, Past
from oneseal.catalog.rules.content import Document, ItemContent, Key, Question, Text, When


class ThemeItem(Document):
    """One item of the catalogue in the theme, by its code in the bureau; fields as in `composing_parts.Part`."""

    code: Text
    when: When = Field(default_factory=dict)
    after: list[Text] = Field(default_factory=list)
    preset: dict[str, list[str]] = Field(default_factory=dict)


class ThemeErrand(Document):
    """One order to a partner; fields as in `composing_parts.Errand`. `contents` lists what is ordered, one a line."""

    key: Key
    name: Text
    partner: str = ""
    days: int = Field(default=1, ge=0, le=60)
    after: list[Text] = Field(default_factory=list)
    when: When = Field(default_factory=dict)
    materials: int = Field(default=0, ge=0, le=50)
    trips: int = Field(default=1, ge=0, le=9)
    contents: list[Text] = Field(default_factory=list)


class ThemePast(Document):
    """One link of how it went before the theme; fields as in `composing_parts.Past`."""

    name: Text
    days: int = Field(ge=0, le=3650)
    links: int = Field(default=1, ge=0, le=99)
    materials: int = Field(default=0, ge=0, le=999)
    trips: int = Field(default=1, ge=0, le=99)
    when: When = Field(default_factory=dict)


class ThemeContent(Document):
    """Everything that the composer of a theme decides."""

    title: Text
    summary: str = ""
    audience: str = Field(default="organisation", pattern="^(person|organisation)$")
    lead: Key = "window"
    """Section that leads: it sends the one notice and answers for the whole, by its code."""
    items: list[ThemeItem] = Field(default_factory=list)
    questions: list[Question] = Field(default_factory=list)
    errands: list[ThemeErrand] = Field(default_factory=list)
    fills: dict[str, str] = Field(default_factory=dict)
    past: list[ThemePast] = Field(default_factory=list)
    past_source: str = ""
    """Where the figures of how it went before come from."""
    keywords: list[str] = Field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The items' codes, in the composer's order."""
        return [each.code for each in self.items]


def design_of(content: ThemeContent, contents: Mapping[str, ItemContent]) -> Design:
    """The building blocks with what each item's version says; items that are not in `contents` are left out."""
    return Design(
        parts=tuple(
            Part(each.code, contents[each.code], each.when, tuple(each.after), each.preset)
            for each in content.items
            if each.code in contents
        ),
        questions=tuple(content.questions),
        errands=tuple(
            Errand(
                each.key,
                each.name,
                each.partner,
                each.days,
                tuple(each.after),
                each.when,
                each.materials,
                each.trips,
            )
            for each in content.errands
        ),
        fills=content.fills,
        past=tuple(
            Past(each.name, each.days, each.links, each.materials, each.trips, each.when)
            for each in content.past
        ),
    )
