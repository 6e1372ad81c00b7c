"""Cases that came to an end, for the contexts above that follow them up; those contexts say who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from oneseal.cases.models import Case, CaseForm, CaseMaterial, Decision, Delivery, Evaluation


def effective_decisions(case_ids: Iterable[int]) -> dict[int, Decision]:
    """The decisions in effect, by case, each with its case, applicant, bureau and document."""
    rows = Decision.objects.filter(case__in=list(case_ids), state=Decision.State.EFFECTIVE)
    found = rows.select_related("case__applicant", "case__bureau", "document", "signed_by")
    return {each.case_id: each for each in found}


@dataclass(frozen=True)
class Dossier:
    """Everything that was handed in and done on a case, for its archive. The dictionaries are plain values."""

    case: Case
    forms: list[CaseForm]
    materials: list[CaseMaterial]
    opinions: list[dict[str, Any]]
    delivery: dict[str, Any]
    evaluations: list[dict[str, Any]]


def dossier(case_id: int) -> Dossier | None:
    """A case with all its parts, files of replaced materials included; None where there is no such case."""
    case = Case.objects.select_related("bureau__region", "applicant").filter(pk=case_id).first()
    if case is None:
        return None
    materials = case.materials.filter(file__isnull=False).select_related("file")
    actions = case.actions.select_related("step")
    return Dossier(
        case,
        list(case.forms.order_by("submission")),
        list(materials),
        [
            {
                "step": each.step.name,
                "round": each.round,
                "verb": each.verb,
                "by": each.staff_name,
                "opinion": each.opinion,
                "points": each.points,
                "at": each.at.isoformat(),
            }
            for each in actions
        ],
        _delivery(case),
        _evaluations(case),
    )


def _evaluations(case: Case) -> list[dict[str, Any]]:
    """How the service was judged, never by whom (EVA-5); those that nobody gave are left out."""
    return [
        {
            "stage": each.stage,
            "level": each.level,
            "tags": each.tags,
            "comment": each.comment,
            "at": each.at.isoformat(),
        }
        for each in Evaluation.objects.filter(case=case, default=False).order_by("id")
    ]


def _delivery(case: Case) -> dict[str, Any]:
    row = Delivery.objects.filter(case=case).first()
    if row is None:
        return {}
    return {
        "method": row.method,
        "delivered_at": row.delivered_at.isoformat() if row.delivered_at else "",
        "courier": row.courier,
        "courier_number": row.courier_number,
        "recipient": row.recipient,
    }
