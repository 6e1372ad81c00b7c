"""A list to print and sign: 清册, with as many pages as it needs."""

from pydantic import Field, model_validator

from oneseal.documents.rules.letters import Line, Part, Text


class Column(Part):
    """A column: its heading, and its share of the width beside the others."""

    heading: Text
    share: int = Field(default=1, ge=1, le=20)


class Register(Part):
    """The list: title, what is said above it, columns, rows, what is said below, who signs."""

    title: Text
    issuer: Text
    notes: list[Text] = Field(default_factory=list)
    columns: list[Column] = Field(min_length=1, max_length=10)
    rows: list[list[str]] = Field(default_factory=list, max_length=20_000)
    closing: Line = ""
    signers: list[Line] = Field(default_factory=list)

    @model_validator(mode="after")
    def _fits(self) -> "Register":
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("每行的格数应与栏数一致")
        return self
