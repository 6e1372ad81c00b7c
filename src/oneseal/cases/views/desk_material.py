"""Materials as the desk shows them: what was asked, what was handed in, its picture and what to check."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

from oneseal.cases import selectors
from oneseal.cases.rules.masking import is_windows_alone

PICTURES = {"image/jpeg", "image/png"}


@dataclass(frozen=True)
class Handed:
    """One file or paper that was handed in."""

    row: Any
    url: str = ""
    picture: str = ""
    closed: bool = False
    """It says who applies, and the reader may not know (受审分离)."""
    masked: bool = False

    @property
    def name(self) -> str:
        """What its file is called; files of masked cases go by the material, for people name files by themselves."""
        return str(self.row.name if self.masked else self.row.file.name)


@dataclass(frozen=True)
class Listed:
    """One material that the situation asks for, or that was handed in before the situation changed."""

    code: str
    name: str
    wanted: Any = None
    handed: list[Handed] = field(default_factory=list)
    older: list[Handed] = field(default_factory=list)
    held: Any = None

    @property
    def verdict(self) -> str:
        """What the clerk ticked for the newest."""
        verdicts = {each.row.verdict for each in self.handed}
        return "gap" if "gap" in verdicts else "fit" if verdicts == {"fit"} else ""

    @property
    def missing(self) -> bool:
        """Whether something required is not there."""
        return not self.handed and not self.held and self.wanted is not None and needed(self.wanted)


def needed(material: Any) -> bool:
    """Whether the applicant must bring it; what the bureau fetches itself is not asked for (2.24)."""
    return material.necessity in {"required", "conditional"} and not material.shared_source


def listed(page: selectors.CasePage) -> list[Listed]:
    """Every material of the case, in the order of the item."""
    by_code: dict[str, list[Handed]] = {}
    for row in page.materials:
        by_code.setdefault(row.code, []).append(_handed(row, page))
    found = [
        replace(
            _listed(wanted.code, wanted.name, wanted, by_code.pop(wanted.code, [])),
            held=page.held.get(wanted.code),
        )
        for wanted in page.situation.materials
    ]
    return found + [_listed(code, rows[0].row.name, None, rows) for code, rows in by_code.items()]


def _listed(code: str, name: str, wanted: Any, rows: list[Handed]) -> Listed:
    current = [each for each in rows if not each.row.replaced]
    return Listed(code, name, wanted, current, [each for each in rows if each.row.replaced])


def _handed(row: Any, page: selectors.CasePage) -> Handed:
    masked = bool(page.veil)
    if masked and (row.certificate_id or is_windows_alone(row.code, row.name, page.content.masked_materials)):
        return Handed(row, closed=True, masked=True)
    if row.file_id is None:
        return Handed(row, masked=masked)
    url = reverse("documents:file", args=[row.file_id])
    if row.file.media_type in PICTURES:
        return Handed(row, url, url, masked=masked)
    ready = row.file.preview == "ready"
    return Handed(row, url, reverse("documents:preview", args=[row.file_id]) if ready else "", masked=masked)
