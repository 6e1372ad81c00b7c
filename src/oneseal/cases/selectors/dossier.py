"""Cases that came to an end, for the contexts above that follow them up; those contexts say who may see it."""

from collections.abc import Iterable

from oneseal.cases.models import Decision


def effective_decisions(case_ids: Iterable[int]) -> dict[int, Decision]:
    """The decisions in effect, by case, each with its case, applicant, bureau and document."""
    rows = Decision.objects.filter(case__in=list(case_ids), state=Decision.State.EFFECTIVE)
    found = rows.select_related("case__applicant", "case__bureau", "document", "signed_by")
    return {each.case_id: each for each in found}
