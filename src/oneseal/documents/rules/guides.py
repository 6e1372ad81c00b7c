"""What the printed item guide says (CAT-8); the catalogue passes it in, everything already in words."""

from pydantic import Field

from oneseal.documents.rules.letters import Line, Part, Text


class GuideMaterial(Part):
    """One row of the list of materials."""

    name: Text
    form: Line = ""
    copies: Line = ""
    source: Line = ""
    necessity: Line = ""
    note: Line = ""


class GuideStep(Part):
    """One station of the way an application takes."""

    name: Text
    who: Line = ""
    limit: Line = ""


class Guide(Part):
    """办事指南: the conclusion first, then conditions, materials, steps, law, help."""

    item_name: Text
    item_code: Line = ""
    issuer: Text
    version: Line = ""
    highlights: list[Line] = Field(default_factory=list)
    """在线可办、承诺3个工作日、不收费、0次跑动."""
    facts: list[tuple[Line, Text]] = Field(default_factory=list)
    """Label and text: 服务对象, 办件类型, 法定时限, 承诺时限, 收费, 办理地点, 办理时间…"""
    conditions: list[Text] = Field(default_factory=list)
    prohibitions: list[Text] = Field(default_factory=list)
    materials: list[GuideMaterial] = Field(default_factory=list)
    steps: list[GuideStep] = Field(default_factory=list)
    basis: list[Text] = Field(default_factory=list)
    remedies: Text | None = None
    consult: Line = ""
    complaint: Line = ""
    url: Line = ""
    """Address of the guide page, printed as QR code."""
