"""What a printed form says: an empty one to fill in by hand, or a filled sample (CAT-8)."""

from pydantic import Field

from oneseal.documents.rules.letters import Line, Part, Text


class SheetRow(Part):
    """One datum: its label, what stands in it, a hint below; `columns` and `rows` make it a table."""

    label: Text
    text: str = ""
    hint: str = ""
    columns: list[Line] = Field(default_factory=list)
    rows: list[list[str]] = Field(default_factory=list)


class SheetSection(Part):
    """A part of the form."""

    title: str = ""
    rows: list[SheetRow]


class Sheet(Part):
    """申请表: title, item, sections, and where to sign. `sample` marks one that is filled with invented data."""

    title: Text
    item_name: Text
    issuer: Text
    sample: bool = False
    sections: list[SheetSection]
