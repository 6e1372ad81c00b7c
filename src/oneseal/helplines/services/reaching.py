"""A missed call is over when its caller was spoken with in another one on the same number (L)."""

from oneseal.foundation.db import lock, lock_name
from oneseal.foundation.journal import Subject, Update, record
from oneseal.helplines import events, selectors
from oneseal.helplines.models import PhoneCall
from oneseal.helplines.rules.life import CALLS, CallState, Spoken, reached_in
from oneseal.kernel.access import Actor

CALL = "phone_call"


def hold_line(line_id: int) -> None:
    """Let the calls of a number be settled one after the other; ask before any of their rows is locked."""
    lock_name(f"helplines.line:{line_id}")


def spoke(actor: Actor, line_id: int, talk: Spoken) -> None:
    """The caller was spoken with: their missed calls before need no calling back. Hold the line."""
    for row in selectors.missed_on(line_id):
        if reached_in(row.caller, row.rang_at, [talk]):
            _reach(actor, row, talk)


def told_late(actor: Actor, row: PhoneCall) -> None:
    """A missed call of which one hears after its caller was spoken with is over too. Hold the line."""
    talk = reached_in(row.caller, row.rang_at, selectors.talks_since(row.line_id, row.rang_at))
    if talk:
        _reach(actor, row, talk)


def _reach(actor: Actor, known: PhoneCall, talk: Spoken) -> None:
    row = lock(PhoneCall, known.pk)
    if row.state != CallState.MISSED:
        return
    known.state, known.settled_at = CALLS.step(row.state, "reach"), talk.at
    values = {"state": known.state, "settled_at": talk.at}
    change = Update(PhoneCall, row.pk, values, expect={"state": row.state})
    record(actor, Subject(CALL, row.pk), events.CallReached(talk.call_id), changes=[change])
