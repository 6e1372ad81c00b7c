"""Examinations as everybody, the candidate and those who hold them see them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.identifiers import mask_name
from oneseal.kernel.text import N_
from oneseal.procedures.models import Candidate, Examination, Quota
from oneseal.procedures.rules.examinations import LIFE
from oneseal.procedures.rules.quotas import mark_text

if TYPE_CHECKING:
    from oneseal.cases.models import Case

TONES = {"announced": "blue", "admitted": "amber", "published": "green"}


def examination_of(quota: Quota) -> Examination | None:
    """The examination for a quota; None where none was announced."""
    return Examination.objects.filter(quota=quota).select_related("quota", "quota__item").first()


def access_examination(actor: Actor, exam_id: int) -> Examination:
    """One examination of the actor's bureau. Raises NotFound."""
    rows = Examination.objects.filter(bureau=actor.bureau_id).select_related("quota", "quota__item")
    found = rows.filter(pk=exam_id).first()
    if found is None:
        raise NotFound("no_such_examination", N_("没有找到这场考试，或者您无权查看。"))
    return found


@dataclass(frozen=True, slots=True)
class Sitter:
    """One candidate: drawn number, masked name of a person, the mark as written."""

    id: int
    number: int
    name: str
    case_number: str
    mark: str
    absent: bool


def sitters(exam: Examination) -> list[Sitter]:
    """The list of candidates by their numbers."""
    rows = exam.candidates.select_related("case", "case__applicant").order_by("number")
    return [
        Sitter(
            row.pk,
            row.number,
            mask_name(row.case.applicant_name)
            if row.case.applicant.kind == "person"
            else row.case.applicant_name,
            row.case.number,
            "" if row.points is None else mark_text(row.points),
            row.absent,
        )
        for row in rows
    ]


def exam_acts(exam: Examination) -> frozenset[str]:
    """What may be done with an examination now."""
    found = set(LIFE.allowed(exam.state))
    found -= {"mark", "publish"} if clock.now() < exam.held_at else {"admit"}
    return frozenset(found)


def exam_panel(_actor: Actor, case: "Case") -> dict[str, Any] | None:
    """What a case page says of its examination; None, without a statement, for items without a limit."""
    if case.accepted_at is None or not catalog.version_content(case.item_version_id).quota:
        return None
    row = Candidate.objects.filter(case=case.pk).select_related("examination", "examination__quota").first()
    if row is None:
        return None
    known = row.examination.state == "published" and row.points is not None
    return {"row": row, "exam": row.examination, "mark": mark_text(row.points or 0) if known else ""}
