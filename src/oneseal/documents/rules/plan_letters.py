"""What the report on a site and the plans must say (inventory 6.6)."""

from pydantic import Field

from oneseal.documents.rules.letters import Letter, Line, Part, Text

Ring = list[tuple[float, float]]
"""Corners in the drawing: shares of its larger side, from the left and from the top."""


class PlanFinding(Part):
    """What one plan says of the site."""

    name: Text
    department: Line = ""
    version: Line = ""
    verdict: Text
    area: Line = ""
    note: Line = ""


class PlanPiece(Part):
    """A piece of the site that conflicts: its number in the drawing, with what, how large, its outline."""

    number: int
    layer: Text
    name: Line = ""
    area: Text
    consent: bool = False
    rings: list[Ring] = Field(default_factory=list)


class PlanReport(Letter):
    """规划核对报告: the site, what each plan says of it, where it conflicts, drawn."""

    purpose: Line = ""
    area: Text
    method: Text
    given_as: Line = ""
    checked_on: Text
    summary: Text
    findings: list[PlanFinding] = Field(default_factory=list, max_length=200)
    pieces: list[PlanPiece] = Field(default_factory=list, max_length=60)
    pieces_left_out: int = 0
    site: list[Ring] = Field(default_factory=list)
    width: float = Field(default=1, gt=0, le=1)
    height: float = Field(default=1, gt=0, le=1)
