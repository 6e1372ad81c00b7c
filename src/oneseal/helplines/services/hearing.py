"""What a telephone exchange tells of a call: each message once, in whatever order they come (inventory 3.23)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock, lock_name, not_found
from oneseal.foundation.journal import Subject, Update, record
from oneseal.helplines import events, selectors
from oneseal.helplines.models import PhoneCall
from oneseal.helplines.rules import hours
from oneseal.helplines.rules.life import CALLS, CallState, Heard, Spoken, after
from oneseal.helplines.services.reaching import CALL, hold_line, spoke, told_late
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.identifiers import parse_phone
from oneseal.kernel.text import N_

AHEAD = timedelta(minutes=5)
"""So much the exchange's clock may be fast."""


def hear(actor: Actor, *, call: str, number: str, heard: str, at: datetime, caller: str = "") -> PhoneCall:
    """Take in one message of an exchange about its call `call` on our `number`; the same message twice changes nothing.

    `at` with zone, when it happened. A caller's number that is no telephone number (withheld) is left out.
    Raises NotFound for a number that is not ours, RuleViolation for a moment to come, Conflict for a call on another.
    """
    if at > clock.now() + AHEAD:
        text = N_("时间比现在晚，请校准交换机的时钟。")
        raise RuleViolation("at_to_come", text, field="at")
    line = selectors.lines_in_use(actor.bureau_id).filter(number=number).first()
    if line is None:
        raise not_found()
    with transaction.atomic():
        lock_name(f"helplines.call:{actor.bureau_id}:{call}")
        hold_line(line.pk)
        row = PhoneCall.objects.filter(bureau=actor.bureau_id, external=call).select_for_update().first()
        if row is not None and row.line_id != line.pk:
            text = N_("这个来电编号已经用在别的号码上。")
            raise Conflict("call_elsewhere", text, field="call")
        known = row or PhoneCall(bureau_id=actor.bureau_id, line=line, external=call, caller="")
        if _take_in(known, Heard(heard), at, caller):
            known.save()
            named = CALLS.labels[known.state]
            event = events.CallHeard(line.pk, line.number, heard, known.state, named)
            record(actor, Subject(CALL, known.pk), event)
            _follow(actor, known)
    return known


def _follow(actor: Actor, row: PhoneCall) -> None:
    if row.state == CallState.MISSED:
        told_late(actor, row)
    elif row.answered_at is not None:
        spoke(actor, row.line_id, Spoken(row.pk, row.caller, row.answered_at))


def _take_in(row: PhoneCall, heard: Heard, at: datetime, caller: str) -> bool:
    """Put what was told into the row; whether anything is new."""
    was = {name: getattr(row, name) for name in ("state", "rang_at", "answered_at", "ended_at", "caller")}
    row.state = after(row.state, heard)
    first = row.rang_at is None or at < row.rang_at
    row.rang_at = at if first else row.rang_at
    row.counts = counts(row.rang_at)
    if heard is Heard.ANSWERED and row.state == CallState.TALKING and row.answered_at is None:
        row.answered_at, row.due, row.settled_at = at, None, None
    if heard in {Heard.HUNG_UP, Heard.MISSED} and row.ended_at is None:
        row.ended_at = at
    if row.state == CallState.MISSED and row.due is None:
        row.due = due_of(at)
    row.caller = row.caller or _plain(caller)
    return any(getattr(row, name) != value for name, value in was.items())


def counts(rang: datetime) -> bool:
    """Whether a call that rang then is part of the rate."""
    return hours.counts(clock.wall(rang), calendars.office_hours(), calendars.current())


def due_of(missed: datetime) -> Any:
    """The last day for calling back who was missed then."""
    return hours.call_back_by(clock.wall(missed), calendars.office_hours(), calendars.current()).day


def _plain(caller: str) -> str:
    try:
        return parse_phone(caller) if caller.strip() else ""
    except RuleViolation:
        return ""


def sweep() -> int:
    """Calls that rang and of which nothing more was heard are missed ones; how many."""
    done = 0
    for call_id in selectors.gone_silent(clock.now()):
        with transaction.atomic():
            row = lock(PhoneCall, call_id)
            if row.state != CallState.RINGING:
                continue
            due = due_of(row.rang_at)
            values = {"state": CALLS.step(row.state, "miss"), "due": due}
            change = Update(PhoneCall, row.pk, values, expect={"state": row.state})
            who = SYSTEM.of_bureau(row.bureau_id)
            event = events.CallMissed(due.isoformat())
            record(who, Subject(CALL, row.pk), event, changes=[change])
            done += 1
    return done
