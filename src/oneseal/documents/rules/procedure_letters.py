"""What papers of the special procedures must say (LIC-12…16, LIC-27)."""

from pydantic import Field

from oneseal.documents.rules.letters import Fact, Letter, Line, Part, Text


class Signer(Part):
    """Somebody who takes part in a procedure and signs; `signed` is the day, or why they would not."""

    name: Text
    capacity: Line = ""
    signed: Line = ""


class ProcedurePaper(Letter):
    """Papers of the special procedures: hearing, expert review, tests, first review, joint review (LIC-12…16, 27)."""

    addressee: Line = "申请人"
    """What `applicant` is called: a report inside the bureau has no applicant."""
    paragraphs: list[Text] = Field(min_length=1)
    facts: list[Fact] = Field(default_factory=list)
    people: list[Signer] = Field(default_factory=list)
    basis: Line = ""
