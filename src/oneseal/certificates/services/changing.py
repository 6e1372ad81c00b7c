"""Changing a certificate's state: with the ground that the law gives, and what it means for money (LIC-20)."""

from oneseal.certificates import events
from oneseal.certificates.models import Certificate
from oneseal.certificates.rules import grounds
from oneseal.certificates.rules.states import LIFE, STANDING, VERBS, Verb, ended_as
from oneseal.foundation import clock
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.kernel.access import Actor


def change_state(
    actor: Actor,
    row: Certificate,
    verb: Verb,
    ground: str,
    *,
    case_id: int = 0,
    act_id: int | None = None,
    changes: tuple[Update | Insert, ...] = (),
    reason: str = "",
) -> None:
    """Write the new state of a locked certificate and its entry. Raises Conflict or RuleViolation.

    How the licence ended first is kept for good: formal cancelling afterwards does not hide it.
    """
    state = LIFE.step(row.state, verb)
    chosen = grounds.ground_of(ground, state=row.state, verb=verb)
    today = clock.today()
    values: dict[str, object] = {"state": state, "state_on": today}
    if state not in STANDING:
        values["ended"] = ended_as(row.state, row.ended, verb)
        values["ended_on"] = row.ended_on or today
        values |= {"renewal_case": None, "renewal_on": None}
    event = events.StateChanged(
        verb=verb,
        verb_name=VERBS[verb],
        state=state,
        state_name=LIFE.labels[state],
        ground=chosen.code,
        basis=chosen.basis,
        money=chosen.money,
        act_id=act_id,
        case_id=case_id,
    )
    write = Update(Certificate, row.pk, values, expect={"state": row.state})
    who = actor.of_bureau(row.bureau_id)
    record(who, Subject("licence", row.pk), event, changes=[write, *changes], reason=reason)
    for name, value in values.items():
        setattr(row, name, value)
