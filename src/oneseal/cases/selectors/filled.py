"""What was filled into an application, for contexts that make something of it themselves; they check the actor."""

from dataclasses import dataclass
from typing import Any

from oneseal.cases.models import Case, CaseForm, CaseMaterial


@dataclass(frozen=True, slots=True)
class Filled:
    """State, version and answers of a case, the newest values of its form, the codes of the materials that stand."""

    state: str
    version_id: int
    answers: dict[str, list[str]]
    values: dict[str, Any]
    given: frozenset[str]


def filled_in(case_id: int) -> Filled:
    """What stands in an application now. Three statements. Raises Case.DoesNotExist."""
    case = Case.objects.only("state", "item_version", "answers").get(pk=case_id)
    form = CaseForm.objects.filter(case=case_id).order_by("-submission").first()
    codes = CaseMaterial.objects.filter(case=case_id, replaced=False).values_list("code", flat=True)
    values = dict(form.data) if form else {}
    return Filled(case.state, case.item_version_id, case.answers, values, frozenset(codes))
