"""Reads of the weights and their versions."""

from datetime import date

from oneseal.appraisal.models import ScoreScheme
from oneseal.appraisal.rules.scoring import Scheme
from oneseal.kernel.access import Actor


def scheme_on(bureau_id: int, day: date) -> ScoreScheme | None:
    """The version of the weights in force on a day; None before the first one (the defaults hold then)."""
    rows = ScoreScheme.objects.filter(bureau=bureau_id, effective_on__lte=day)
    return rows.order_by("-effective_on").first()


def weights(row: ScoreScheme | None) -> Scheme:
    """What a version says."""
    return Scheme(**row.content) if row else Scheme()


def schemes(actor: Actor) -> list[ScoreScheme]:
    """All versions, newest first, for staff."""
    rows = ScoreScheme.objects.filter(bureau=actor.bureau_id).select_related("made_by")
    return list(rows if actor.is_staff else rows.none())
