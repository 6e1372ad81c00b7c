"""Amenities of the hall and reports about them (便民设施, inventory 3.21)."""

from django.db import transaction

from oneseal.appraisal import events, selectors
from oneseal.appraisal.models import Amenity, AmenityTicket
from oneseal.appraisal.rules.patrols import AMENITY_KINDS, THINGS, TICKET, Thing, Ticket
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_

OPEN_MOST = 20
"""No more open reports about one thing: the twenty-first tells nothing new."""


def _check(actor: Actor) -> None:
    if not actor.staff_id or not actor.has(*selectors.AMENITY_KEEPERS):
        raise Forbidden("not_keeper", N_("便民设施由办公室或督办岗维护。"))


def keep_amenity(
    actor: Actor, *, kind: str, name: str, place: str, state: str = Thing.WORKING, note: str = ""
) -> Amenity:
    """List something for people's convenience, or say how it is now. Raises Forbidden, RuleViolation."""
    _check(actor)
    plain, where = name.strip()[:80], place.strip()[:120]
    if not plain or not where or kind not in AMENITY_KINDS or state not in set(Thing):
        field = "name" if not plain else "place" if not where else "kind"
        raise RuleViolation("amenity_wrong", N_("请填写设施的种类、名称、位置和状态。"), field=field)
    with transaction.atomic():
        row, _ = Amenity.objects.update_or_create(
            bureau_id=actor.bureau_id,
            name=plain,
            place=where,
            defaults={"kind": kind, "state": state, "note": note.strip()[:200], "gone_on": None},
        )
        record(actor, Subject("amenity", row.pk), events.AmenityKept(plain, THINGS[Thing(state)]))
    return row


def report_amenity(actor: Actor, *, amenity_id: int, text: str) -> None:
    """Say that something does not work; anybody may, without a name. Raises NotFound, RuleViolation."""
    found, said = selectors.access_amenity(amenity_id), text.strip()[:300]
    if not said:
        raise RuleViolation("no_text", N_("请写一句哪里不能用。"), field="text")
    with transaction.atomic():
        lock(Amenity, found.pk)
        if found.tickets.filter(state=Ticket.OPEN).count() >= OPEN_MOST:
            text_ = N_("这处设施已经有多人报修，我们正在处理，不用再报。谢谢！")
            raise RuleViolation("reported_enough", text_, field="text")
        values = {"bureau_id": found.bureau_id, "amenity_id": found.pk, "text": said, "at": clock.now()}
        empty = {"state": Ticket.OPEN, "outcome": "", "settled_by_id": None, "settled_at": None}
        row = Insert(AmenityTicket, values | empty)
        event = events.AmenityReported(found.name, TICKET.labels[Ticket.OPEN])
        record(actor, Subject("amenity", found.pk), event, changes=[row])


def settle_ticket(actor: Actor, *, ticket_id: int, outcome: str, state: str) -> AmenityTicket:
    """Say what was done about a report and how the thing is now. Raises Forbidden, Conflict, NotFound, RuleViolation."""
    _check(actor)
    said = outcome.strip()[:300]
    if not said or state not in set(Thing):
        raise RuleViolation("no_outcome", N_("请写明处理结果，并选择设施现在的状态。"), field="outcome")
    with transaction.atomic():
        row = lock(AmenityTicket, ticket_id)
        amenity = selectors.access_amenity(row.amenity_id, actor.bureau_id)
        new = TICKET.step(row.state, "settle")
        values = {
            "state": new,
            "outcome": said,
            "settled_by_id": actor.staff_id,
            "settled_at": clock.now(),
        }
        changes = [
            Update(AmenityTicket, row.pk, values, expect={"state": row.state}),
            Update(Amenity, amenity.pk, {"state": state}),
        ]
        event = events.AmenityReported(amenity.name, TICKET.labels[new])
        record(actor, Subject("amenity", amenity.pk), event, changes=changes, reason=said)
    row.refresh_from_db()
    return row
