"""What stands on the face of a certificate (证照), ready to be typeset; look after GB/T 36905."""

from pydantic import Field

from oneseal.documents.rules.letters import Line, Part, Text


class PlateLine(Part):
    """One datum: its label and what stands in it."""

    label: Text
    text: Text


class Plate(Part):
    """A certificate: title, number, identifier, its lines, issuer and day, and where it is verified.

    `annotation` marks a copy for one use (加注件); `version_note` says that it replaces an older version.
    """

    title: Text
    number: Text
    identifier: Text
    holder: Text
    lines: list[PlateLine] = Field(default_factory=list)
    permits: str = ""
    valid: Text
    issuer: Text
    issued: Text
    version_note: Line = ""
    annotation: str = ""
    url: Text
    code: Text
    seal_name: Line = ""
    """Words at the foot of a drawn seal; empty where the electronic seal shows its own picture."""
    demonstration: bool = False
