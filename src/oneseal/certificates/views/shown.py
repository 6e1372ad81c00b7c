"""What wallet and desk show alike: tones, lines, terms, history."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext

from oneseal.certificates.models import Certificate
from oneseal.certificates.rules import terms
from oneseal.certificates.rules.states import LIFE, State
from oneseal.foundation import clock, telling
from oneseal.foundation.display import DueChip
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject

TONES = {
    State.VALID: "green",
    State.SUSPENDED: "amber",
    State.CHANGED: "grey",
    State.RENEWED: "grey",
    State.REPLACED: "grey",
    State.WITHDRAWN: "red",
    State.ANNULLED: "red",
    State.REVOKED: "red",
    State.EXPIRED: "grey",
    State.CANCELLED: "grey",
}
SOON = 60


def over(row: Certificate) -> bool:
    """Whether its last day is over although the nightly job has not said so yet, and no renewal waits."""
    return bool(row.stands and row.valid_until and row.valid_until < clock.today() and not row.renewal_case)


def usable(row: Certificate) -> bool:
    """Whether it may be shown and copied today."""
    return row.state == State.VALID and (row.valid_until is None or clock.today() <= row.valid_until)


def tone(row: Certificate) -> str:
    """The colour of a certificate's state."""
    return TONES[State.EXPIRED if over(row) else State(row.state)]


def words(row: Certificate) -> str:
    """Its state in words; a cancelled one still says how it ended (LIC-20)."""
    said = gettext(LIFE.labels[State.EXPIRED if over(row) else row.state])
    if row.state == State.CANCELLED and row.ended != State.CANCELLED:
        return gettext("%(ended)s（%(state)s）") % {"ended": gettext(LIFE.labels[row.ended]), "state": said}
    return said


def chip(row: Certificate) -> DueChip | None:
    """How long a standing certificate still holds, where the end is near or over."""
    left = terms.days_left(row.valid_until, clock.today())
    if not row.stands or over(row) or left is None or left > SOON:
        return None
    state = "overdue" if left < 0 else "soon"
    return DueChip(state, left, "calendar_days", on=row.valid_until)


def renewable(row: Certificate) -> date | None:
    """The last day for asking for renewal, where there is one and it is not over."""
    if row.state != State.VALID or row.valid_until is None or row.renewal_case:
        return None
    last = row.valid_until - timedelta(days=terms.RENEWAL_DAYS)
    return last if clock.today() <= last else None


def renewal_near(row: Certificate) -> bool:
    """Whether its renewal is to be asked for soon: within SOON days of the last day for it."""
    last = renewable(row)
    return last is not None and (last - clock.today()).days <= SOON


def timeline(row: Certificate, *, seals: bool = True) -> list[dict[str, Any]]:
    """The certificate's history in sentences, newest first; `seals`: with each use of the seal, for the desk."""
    found = [
        each for each in entries(Subject("licence", row.pk)) if seals or not each.kind.startswith("seals.")
    ]
    return [
        {
            "when": each.at,
            "text": telling.sentence(each.kind, each.data, each.actor_name),
            "note": each.reason,
        }
        for each in reversed(found)
    ]
