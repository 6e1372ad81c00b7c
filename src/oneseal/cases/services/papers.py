"""What each document says: data gathered from the case, numbers and seal given by documents."""

from collections.abc import Iterable
from typing import Any, Protocol

from oneseal.cases.models import Case, CaseMaterial
from oneseal.documents import services as documents
from oneseal.foundation import db
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor

STANDING = "case_id = %s AND NOT replaced ORDER BY id"
"""Materials that count now."""


class Issued(Protocol):
    """What a context above may know of a document just issued."""

    @property
    def pk(self) -> int:
        """Its id."""

    @property
    def number(self) -> str:
        """Its number."""

    @property
    def issuer(self) -> str:
        """Who issued it."""


def issue(actor: Actor, case: Case, kind: str, **said: Any) -> Issued:
    """Issue one document about the case. Raises Violations where something that it must say is missing."""
    head = {
        "applicant": case.party_name,
        "person": case.applicant.kind == "person",
        "item_name": case.item_name,
        "case_number": case.number,
    }
    return documents.issue_document(
        actor,
        bureau_id=case.bureau_id,
        kind=kind,
        subject=Subject("case", case.pk),
        data=head | said,
        signed_name=actor.name if actor.is_staff else "",
    )


def standing(case: Case) -> list[CaseMaterial]:
    """The materials of a case that no correction has replaced."""
    return db.rows_where(CaseMaterial, STANDING, [case.pk])


def material_lines(materials: Iterable[CaseMaterial]) -> list[dict[str, Any]]:
    """The table of materials: one line for each material, counting its files and papers."""
    lines: dict[str, dict[str, Any]] = {}
    for each in materials:
        line = lines.setdefault(each.code, {"name": each.name, "form": "", "copies": 0, "note": each.note})
        line["copies"] = min(99, line["copies"] + max(1, each.paper_copies))
        line["form"] = "纸质" if each.paper_copies and not each.file_id else "电子"
    return list(lines.values())


def limit_text(days: int, unit: str) -> str:
    """A limit as documents say it."""
    if unit == "minutes" or days == 0:
        return "当场办结"
    return f"{days}天（自然日）" if unit == "calendar_days" else f"{days}个工作日"


def staff_name(staff_id: int) -> str:
    """A colleague's name."""
    return identity.staff_names({staff_id}).get(staff_id, "")
