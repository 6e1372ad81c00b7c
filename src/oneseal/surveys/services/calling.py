"""The call of a remote survey: who is in it, and what their browsers tell one another (5.9)."""

from oneseal.surveys.models import Evidence, Visit
from oneseal.surveys.rules import calls
from oneseal.surveys.rules.states import Mode


def check_call(visit: Visit) -> None:
    """A remote stop is recorded only after a call that counts. Raises RuleViolation."""
    if visit.trip.mode != Mode.REMOTE:
        return
    stays = [calls.Stay(each.staff_id or 0, each.joined_at, each.seen_at) for each in visit.callers.all()]
    kept = visit.evidence.filter(kind=Evidence.Kind.RECORDING, late=False).count()
    calls.check_counts(stays, kept)
