"""The department signs for what it was sent, by name, claims it, or sends it back (SUP-A)."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.supervision import events, selectors
from oneseal.supervision.models import Push
from oneseal.supervision.rules.limits import receive_by
from oneseal.supervision.rules.states import BASIS, PUSH, PushState

AT_ONCE = 200
"""So many are received by one press."""


def receive(actor: Actor, *, push_id: int, person: str = "") -> Push:
    """Sign for a push. A liaison signs with their own name; a department's system names the `person`.

    Raises Forbidden for who does not speak for the department, Conflict where it was signed for before.
    """
    with transaction.atomic():
        row = _locked(actor, push_id, "receive")
        name, now, today = signing(actor, person), clock.now(), clock.today()
        values = {"receiver": name, "received_at": now, "received_on": today}
        _commit(actor, row, "receive", events.Received(name, on_time=today <= row.due), values)
    return row


def receive_all(actor: Actor) -> int:
    """Sign for everything that waits for the actor's department, oldest first, at most 200; returns how many."""
    waiting = selectors.visible_pushes(actor).filter(state=PushState.SENT).order_by("due", "id")
    ids = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
    with transaction.atomic():
        for push_id in ids:
            receive(actor, push_id=push_id)
    return len(ids)


def claim(actor: Actor, *, push_id: int, person: str = "") -> Push:
    """Take the supervision in hand by name: the one who signs, or a colleague of the department."""
    with transaction.atomic():
        row = _locked(actor, push_id, "claim")
        name = person.strip()[:60] or signing(actor, person)
        values = {"claimer": name, "claimed_at": clock.now()}
        _commit(actor, row, "claim", events.Claimed(name), values)
    return row


def send_back(actor: Actor, *, push_id: int, reason: str) -> Push:
    """Say that the department does not supervise this; the bureau sends it on. Raises RuleViolation without a reason."""
    text = reason.strip()[:300]
    if not text:
        raise RuleViolation(
            "reason_missing", N_("请写明为什么不属于本部门监管，应由谁监管。"), field="reason"
        )
    with transaction.atomic():
        row = _locked(actor, push_id, "return")
        _commit(actor, row, "return", events.Returned(row.department.name), {"reason": text}, text)
    return row


def resend(actor: Actor, *, push_id: int, department_id: int, reason: str = "") -> Push:
    """Send a returned push again, to the same or another department, with a new last day."""
    if department_id not in selectors.departments(actor):
        raise RuleViolation("department_unknown", N_("请从列表里选择监管部门。"), field="department")
    with transaction.atomic():
        row = _locked(actor, push_id, "resend")
        due = receive_by(clock.today(), settings.RECEIPT_DAYS, calendars.current())
        values = {
            "department_id": department_id,
            "pushed_at": clock.now(),
            "due": due.day,
            "due_provisional": due.provisional,
            "escalated_on": None,
        }
        name = selectors.departments(actor)[department_id]
        event = events.Resent(name, due.day.isoformat())
        _commit(actor, row, "resend", event, values, reason.strip()[:300])
    return row


def signing(actor: Actor, person: str) -> str:
    """The name that stands under an act of the department. Raises RuleViolation where a system names nobody."""
    if not actor.has(Role.CLIENT):
        return actor.name
    if not 2 <= len(person.strip()) <= 60:
        raise RuleViolation(
            "person_missing", N_("请写明本部门经办人的姓名（2至60个字）。"), field="person", basis=BASIS
        )
    return person.strip()


def _locked(actor: Actor, push_id: int, verb: str) -> Push:
    """The push under lock, where the actor may do this to it now."""
    lock(Push, push_id)
    row = selectors.access_push(actor, push_id)
    PUSH.step(row.state, verb)
    if verb not in selectors.push_acts(actor, row):
        message = N_("这一步由监管部门的联络员办理。")
        if selectors.is_department(actor):
            message = N_("这一步由审批局办理。")
        raise Forbidden("not_your_side", message, basis=BASIS)
    return row


def _commit(
    actor: Actor, row: Push, verb: str, event: Event, values: Mapping[str, object], reason: str = ""
) -> None:
    before = row.state
    after = {"state": PUSH.step(before, verb), **values}
    change = Update(Push, row.pk, after, expect={"state": before})
    record(actor, Subject("push", row.pk), event, changes=[change], reason=reason)
    for name, value in after.items():
        setattr(row, name, value)
