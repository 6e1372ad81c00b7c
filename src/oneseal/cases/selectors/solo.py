"""Cases decided by one person, for the check afterwards (SOLO-4)."""

from datetime import datetime

from oneseal.cases.models import Case
from oneseal.cases.rules.states import RUNNING
from oneseal.cases.selectors.modes import standing_dishonesty


def solo_decided(bureau_id: int, since: datetime, until: datetime) -> list[Case]:
    """Cases that one person took in and decided, from one moment to before another, in order."""
    rows = Case.objects.filter(bureau=bureau_id, decided_at__gte=since, decided_at__lt=until, solo="on")
    return list(rows.order_by("id"))


def solo_in_hand() -> list[Case]:
    """Cases that one person has taken in alone and not decided yet, in the whole installation, oldest first."""
    rows = Case.objects.filter(solo="on", state__in=sorted(RUNNING))
    return list(rows.order_by("accepted_at", "id"))


def is_dishonest(case: Case) -> bool:
    """Whether the applicant has a broken promise that was not repaired."""
    return standing_dishonesty(case.applicant.number_index) is not None
