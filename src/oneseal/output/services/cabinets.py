"""Self-service cabinets: set up, retired, boxes that work again, what the controller says of each."""

from typing import Any

from django.db import IntegrityError, transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.output import events, gateway
from oneseal.output.models import Cabinet, Opening, Place, Stored
from oneseal.output.rules import boxes, shelves
from oneseal.output.selectors import cabinets
from oneseal.output.services.shelving import check_keeper


def set_up_cabinet(
    actor: Actor,
    *,
    unit: str,
    name: str,
    site: str,
    machine: str,
    rows: int,
    boxes: int,
    hold_days: int,
) -> Cabinet:
    """Put a cabinet on the list with its boxes; `machine` is its number at the controller.

    Raises Conflict where the unit is a shelf or another cabinet, or the machine is known already.
    """
    check_keeper(actor)
    unit = unit.strip().upper()
    made = list(shelves.places(unit, rows, boxes))
    values = {
        "name": name.strip()[:20],
        "site": site.strip()[:120],
        "machine": machine.strip()[:40],
        "hold_days": hold_days,
    }
    _check(values)
    try:
        with transaction.atomic():
            return _put_on_list(actor, unit, made, values)
    except IntegrityError as error:
        raise Conflict(
            "machine_taken", N_("这个编号的柜子已经登记过，请核对厂家系统里的编号。"), field="machine"
        ) from error


def _check(values: dict[str, Any]) -> None:
    if not (1 <= values["hold_days"] <= 90):
        raise RuleViolation("hold_days", N_("存放天数填1至90天（自然日）。"), field="hold_days")
    if not values["machine"]:
        raise RuleViolation("machine_missing", N_("请填写柜子在厂家系统里的编号。"), field="machine")


def _put_on_list(
    actor: Actor, unit: str, made: list[tuple[int, int, str]], values: dict[str, Any]
) -> Cabinet:
    if Place.objects.filter(bureau=actor.bureau_id, unit=unit).exists():
        raise _unit_taken()
    row = Cabinet.objects.create(bureau_id=actor.bureau_id, unit=unit, **values)
    Place.objects.bulk_create(
        Place(bureau_id=actor.bureau_id, unit=unit, row=each, box=box, code=code, cabinet=row)
        for each, box, code in made
    )
    event = events.CabinetSetUp(row.name, unit, row.machine, len(made))
    record(actor, Subject("cabinet", row.pk), event)
    return row


def _unit_taken() -> Conflict:
    return Conflict("unit_taken", N_("这个柜号已经用在别的出件柜或取件柜上，请换一个。"), field="unit")


def retire_cabinet(actor: Actor, *, cabinet_id: int) -> None:
    """No longer use a cabinet. Raises Conflict while something lies in it or a door is open."""
    check_keeper(actor)
    with transaction.atomic():
        row = lock(Cabinet, cabinet_id)
        cabinets.access_cabinet(actor, row.uid)
        held = Stored.objects.filter(place__cabinet=row, taken_at__isnull=True)
        doors = Opening.objects.filter(place__cabinet=row, state__in=boxes.LIVE)
        if held.exists() or doors.exists():
            raise Conflict("cabinet_in_use", N_("柜里还有没领走的结果，或者有格子待核实，请先取出、核实。"))
        row.places.update(retired_at=clock.now())
        change = Update(Cabinet, row.pk, {"retired_at": clock.now()})
        record(actor, Subject("cabinet", row.pk), events.CabinetRetired(row.name), changes=[change])


def free_box(actor: Actor, *, place_id: int) -> None:
    """Use a box again that was repaired."""
    with transaction.atomic():
        row = lock(Place, place_id)
        cabinets.check_loader(actor, row.bureau_id)
        if row.blocked_at is None:
            raise Conflict("not_blocked", N_("这一格没有停用，请刷新页面。"))
        change = Update(Place, row.pk, {"blocked_at": None, "blocked_why": ""})
        record(actor, Subject("shelf_place", row.pk), events.BoxFreed(row.code), changes=[change])


def inspect_cabinet(cabinet: Cabinet) -> bool:
    """Ask the controller what lies where and hold it against our books; whether it answered."""
    values: dict[str, object] = {"asked_at": clock.now()}
    try:
        said = gateway.cabinet.current().call("cabinet.status", {"cabinet_no": cabinet.machine})
        told = {str(each["box"]): boxes.seen(each) for each in said["boxes"]}
    except (gateway.Unreachable, KeyError, TypeError, ValueError):
        Cabinet.objects.filter(pk=cabinet.pk).update(**values)
        return False
    with transaction.atomic():
        row = lock(Cabinet, cabinet.pk)
        found = [[code, trouble] for code, trouble in _troubles(row, told)]
        values |= {"seen_at": clock.now(), "troubles": found}
        if found == row.troubles:
            Cabinet.objects.filter(pk=row.pk).update(**values)
            return True
        event = events.CabinetTold(row.name, len(found), [code for code, _ in found])
        who = SYSTEM.of_bureau(row.bureau_id)
        record(who, Subject("cabinet", row.pk), event, changes=[Update(Cabinet, row.pk, values)])
    return True


def _troubles(row: Cabinet, told: dict[str, boxes.Seen]) -> list[tuple[str, str]]:
    held = set(
        Stored.objects.filter(place__cabinet=row, taken_at__isnull=True).values_list("place", flat=True)
    )
    busy = set(
        Opening.objects.filter(place__cabinet=row, state__in=boxes.LIVE).values_list("place", flat=True)
    )
    places = row.places.filter(retired_at__isnull=True, blocked_at__isnull=True).order_by("row", "box")
    return [
        (place.code, str(trouble))
        for place in places
        if place.pk not in busy and (trouble := boxes.trouble(told.get(place.code), holds=place.pk in held))
    ]
