"""Changes of who holds a power: cancel, suspend, resume, delegate, transfer, take over (1.4, 2.6, 2.20, 2.21)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from oneseal.catalog.events import PowerChanged
from oneseal.catalog.models import ChangeLedger, Item
from oneseal.catalog.rules import powers
from oneseal.catalog.selectors.items import content_of, transfers_of
from oneseal.catalog.services.indexing import index_item
from oneseal.catalog.services.versions import require_keeper
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_

Kind = ChangeLedger.Kind
STATUS = {
    Kind.CANCEL: (Item.Status.ACTIVE, Item.Status.SUSPENDED, Item.Status.CANCELLED),
    Kind.SUSPEND: (Item.Status.ACTIVE, None, Item.Status.SUSPENDED),
    Kind.RESUME: (Item.Status.SUSPENDED, None, Item.Status.ACTIVE),
}
"""From which statuses an act starts and to which it leads."""


def cancel_item(actor: Actor, *, item_id: int, basis: str, note: str = "") -> None:
    """Take an item out of use for good, from today. Running cases go on under their version (CAT-13)."""
    _change_status(actor, item_id, Kind.CANCEL, basis, note)


def suspend_item(actor: Actor, *, item_id: int, basis: str, note: str = "") -> None:
    """Stop taking applications for an item for a time, from today."""
    _change_status(actor, item_id, Kind.SUSPEND, basis, note)


def resume_item(actor: Actor, *, item_id: int, basis: str, note: str = "") -> None:
    """Take applications again for a suspended item, from today."""
    _change_status(actor, item_id, Kind.RESUME, basis, note)


def delegate_item(
    actor: Actor,
    *,
    item_id: int,
    to_unit: str,
    scope: str,
    basis: str,
    effective_on: date,
    to_kind: str = "agency",
    deadline: date | None = None,
) -> None:
    """Record that a lower unit or town acts in the bureau's name: it receives, reviews or decides (LIC-23).

    `to_kind`: agency, institution or village. Raises RuleViolation for who may not be delegated to.
    """
    _filled(to_unit=to_unit, scope=scope, basis=basis)
    check_delegation(item_id, to_unit, to_kind, scope, effective_on)
    if deadline and deadline < effective_on:
        message = N_("承接期限不能早于生效日期，请核对两个日期。")
        raise RuleViolation("deadline_before_start", message, field="deadline")
    entry = {"to_unit": to_unit, "scope": scope, "deadline": deadline}
    _enter(actor, item_id, Kind.DELEGATE, basis, effective_on, entry)


def transfer_item(
    actor: Actor, *, item_id: int, from_unit: str, basis: str, effective_on: date, batch: str = ""
) -> None:
    """Record that a department's power came to the bureau; from that day the department only supervises (LIC-26)."""
    _filled(from_unit=from_unit, basis=basis)
    powers.check_basis_document(basis)
    _enter(actor, item_id, Kind.TRANSFER, basis, effective_on, {"from_unit": from_unit, "batch": batch})


def take_over_item(
    actor: Actor,
    *,
    item_id: int,
    from_unit: str,
    basis: str,
    effective_on: date,
    taken_over_on: date | None = None,
) -> None:
    """Record that the bureau takes over a power that a higher level handed down (2.20)."""
    _filled(from_unit=from_unit, basis=basis)
    entry = {"from_unit": from_unit, "taken_over_on": taken_over_on}
    _enter(actor, item_id, Kind.TAKE_OVER, basis, effective_on, entry)


def check_delegation(item_id: int, to_unit: str, to_kind: str, scope: str, day: date) -> None:
    """Whether the item's power may be delegated so far to such a unit (LIC-23, LIC-26). Raises RuleViolation."""
    item = Item.objects.select_related("current_version").get(pk=item_id)
    source = content_of(item.current_version).power_source if item.current_version else ""
    powers.check_delegation(
        type_=item.type, power_source=source, to_kind=to_kind, to_unit=to_unit, scope=scope
    )
    powers.check_former(to_unit=to_unit, scope=scope, effective_on=day, transfers=transfers_of(item_id))


def _filled(**fields: str) -> None:
    for name, value in fields.items():
        if not value.strip():
            raise RuleViolation("missing", N_("此处必须填写，才能登记变动。"), field=name)


def _change_status(actor: Actor, item_id: int, kind: str, basis: str, note: str) -> None:
    _filled(basis=basis)
    first, second, target = STATUS[Kind(kind)]
    with transaction.atomic():
        item = db.lock(Item, item_id)
        if item.status not in (first, second):
            raise Conflict(
                "item_status",
                N_("该事项现在是“%(now)s”，不能做这一步。请刷新页面查看最新状态。"),
                params={"now": Item.Status(item.status).label},
            )
        item.status = target
        changes = [Update(Item, item.pk, {"status": target})]
        _write(actor, item, kind, basis, clock.today(), {"note": note}, changes)
        if item.current_version is not None:
            index_item(item, content_of(item.current_version))


def entered(item: Item, kind: str, basis: str, day: date, actor: Actor, **entry: object) -> Insert:
    """A line of the ledger, to be written with the act that it follows from."""
    return Insert(
        ChangeLedger,
        {
            "bureau_id": item.bureau_id,
            "item_id": item.pk,
            "kind": kind,
            "from_unit": "",
            "to_unit": "",
            "scope": "",
            "batch": "",
            "ends_on": None,
            "letter_id": None,
            "basis": basis,
            "effective_on": day,
            "note": "",
            "recorded_at": clock.now(),
            "recorded_by": actor.name,
            **entry,
        },
    )


def _enter(
    actor: Actor, item_id: int, kind: str, basis: str, effective_on: date, entry: Mapping[str, object]
) -> None:
    with transaction.atomic():
        _write(actor, db.lock(Item, item_id), kind, basis, effective_on, entry, [])


def _write(
    actor: Actor,
    item: Item,
    kind: str,
    basis: str,
    day: date,
    entry: Mapping[str, object],
    changes: list[Update],
) -> None:
    require_keeper(actor, item.bureau_id)
    line = entered(item, kind, basis, day, actor, **entry)
    event = PowerChanged(
        item.pk, kind, day.isoformat(), str(line.values["from_unit"]), str(line.values["to_unit"])
    )
    record(actor, Subject("item", item.pk), event, changes=[*changes, line])
