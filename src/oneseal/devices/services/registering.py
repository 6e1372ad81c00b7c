"""The registry: devices put on the list, paired, locked, unlocked, retired, filled with paper (inventory 3.15)."""

import secrets
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from oneseal.certificates.selectors import blanks
from oneseal.devices import events, selectors
from oneseal.devices.models import Device
from oneseal.devices.rules import identity, kinds
from oneseal.devices.rules.kinds import STATES
from oneseal.foundation import clock
from oneseal.foundation.crypto import blind_index
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.output.selectors import cabinets
from oneseal.queueing import selectors as queueing

MOST_SHEETS = 5000


def code_digest(code: str) -> str:
    """What the database knows a code of pairing by."""
    return blind_index("".join(code.split()), "station_code")


def _keeper(actor: Actor) -> None:
    if not actor.has(*selectors.KEEPERS):
        raise Forbidden("may_not_keep_devices", N_("设备由系统管理员或大厅统筹岗登记和管理。"))


def register_device(
    actor: Actor,
    *,
    kind: str,
    name: str,
    hall: int | None = None,
    zone: int | None = None,
    window: int | None = None,
    site: str = "",
    maker: str = "",
) -> Device:
    """Put a device on the list. It has no identity before it is paired.

    Raises RuleViolation where its place is missing or not in the hall, Conflict for a name or window in use.
    """
    _keeper(actor)
    kinds.check_place(kind, hall=bool(hall), zone=bool(zone), window=bool(window), site=site)
    place = _place(actor, hall, zone, window)
    try:
        with transaction.atomic():
            row = Device.objects.create(
                bureau_id=actor.bureau_id,
                kind=kind,
                name=name.strip()[:60],
                site=site.strip()[:120],
                maker=maker.strip()[:60],
                **place,
            )
            where = row.site or (row.hall.name if row.hall else "")
            record(actor, Subject("device", row.pk), events.DeviceRegistered(row.name, where, row.kind))
    except IntegrityError as error:
        message = N_("已有同名的设备，或者这个窗口已经有平板。请换一个名称，或先停用原来的。")
        raise Conflict("device_taken", message, field="name") from error
    return row


def _place(actor: Actor, hall: int | None, zone: int | None, window: int | None) -> dict[str, Any]:
    """The place by the rows themselves; zone and window are the hall's."""
    found: dict[str, Any] = {"hall": queueing.access_hall(actor, hall) if hall else None}
    if zone:
        found["zone"] = next((each for each in queueing.zones(found["hall"]) if each.pk == zone), None)
    if window:
        found["window"] = queueing.access_window(actor, window)
    strange = (zone and found["zone"] is None) or (window and found["window"].hall != found["hall"])
    if strange:
        raise RuleViolation("not_in_hall", N_("所选的分区或窗口不在这个大厅。"), field="hall")
    return found


def issue_code(actor: Actor, *, device_id: int) -> str:
    """A one-time code of pairing, shown this once. An identity that the device had is void from now on."""
    _keeper(actor)
    code = f"{secrets.randbelow(10**identity.CODE_DIGITS):0{identity.CODE_DIGITS}d}"
    with transaction.atomic():
        row = _locked(actor, device_id)
        values = {
            "state": STATES.step(row.state, "issue_code"),
            "code_digest": code_digest(code),
            "code_until": clock.now() + identity.PAIR_WITHIN,
            "key_digest": "",
            "next_digest": "",
            "copied": False,
            "why": "",
        }
        _keep(actor, row, events.CodeIssued(row.name), values)
    return code


def lock_device(actor: Actor, *, device_id: int, reason: str) -> Device:
    """Serve a device nothing more until it is unlocked."""
    _keeper(actor)
    reason = reason.strip()[:200]
    if not reason:
        raise RuleViolation("reason_missing", N_("请写明为什么锁定。"), field="reason")
    with transaction.atomic():
        row = _locked(actor, device_id)
        values = {"state": STATES.step(row.state, "lock"), "why": reason, "copied": False}
        return _keep(actor, row, events.DeviceLocked(row.name, reason, copied=False), values)


def unlock_device(actor: Actor, *, device_id: int) -> Device:
    """Serve a device again that somebody locked. One whose identity was copied has to be paired anew."""
    _keeper(actor)
    with transaction.atomic():
        row = _locked(actor, device_id)
        state = STATES.step(row.state, "unlock")
        if row.copied:
            raise Conflict(
                "identity_copied",
                N_("这台设备的身份在两处使用过，不能直接解锁。请核对设备后生成新的配对码，重新配对。"),
            )
        return _keep(actor, row, events.DeviceUnlocked(row.name), {"state": state, "why": ""})


def retire_device(actor: Actor, *, device_id: int) -> Device:
    """A device is gone; its name and its window are free for another."""
    _keeper(actor)
    with transaction.atomic():
        row = _locked(actor, device_id)
        values = {
            "state": STATES.step(row.state, "retire"),
            "key_digest": "",
            "next_digest": "",
            "code_digest": "",
            "troubles": [],
        }
        return _keep(actor, row, events.DeviceRetired(row.name), values)


def stand_beside(actor: Actor, *, device_id: int, cabinet: UUID | None) -> Device:
    """Say which self-service cabinet a device stands at; from then on it opens its boxes, and no other's.

    Raises RuleViolation for a kind at which nobody takes anything, NotFound for no such cabinet.
    """
    _keeper(actor)
    with transaction.atomic():
        row = _locked(actor, device_id)
        if row.kind not in kinds.BESIDE:
            raise RuleViolation(
                "not_for_cabinets", N_("只有一体机、24小时自助区和社区终端可以开取件柜。"), field="cabinet"
            )
        found = cabinets.access_cabinet(actor, cabinet) if cabinet else None
        event = events.DeviceBeside(row.name, found.name if found else N_("无"))
        return _keep(actor, row, event, {"cabinet_id": found.pk if found else None})


def serve_printer(actor: Actor, *, device_id: int, printer_id: int | None) -> Device:
    """Say whose certificates a device prints; from then on it takes that printer's work by itself, and no other's.

    Raises RuleViolation for a kind that prints none, NotFound for no such printer, Conflict where another serves it.
    """
    _keeper(actor)
    try:
        with transaction.atomic():
            row = _locked(actor, device_id)
            if row.kind not in kinds.PRINTS:
                text = N_("只有打证机、一体机、24小时自助区和社区终端可以打印证照。")
                raise RuleViolation("not_for_certificates", text, field="printer_id")
            found = blanks.access_printer(actor, printer_id) if printer_id else None
            event = events.DevicePrints(row.name, found.name if found else N_("无"))
            return _keep(actor, row, event, {"blank_printer_id": found.pk if found else None})
    except IntegrityError as error:
        text = N_("已有另一台设备打印它的证照，请先在那台设备上改为“无”。")
        raise Conflict("printer_served", text, field="printer_id") from error


def load_paper(actor: Actor, *, device_id: int, sheets: int) -> Device:
    """Say how much paper a device has now; clerks and guides do this too."""
    if not actor.has(*queueing.GUIDES, *selectors.KEEPERS):
        raise Forbidden("may_not_load_paper", N_("装纸由大厅工作人员登记。"))
    if not 0 <= sheets <= MOST_SHEETS:
        raise RuleViolation("sheets_wrong", N_("纸张数请填 0 到 5000。"), field="sheets")
    with transaction.atomic():
        row = _locked(actor, device_id)
        left = [each for each in row.troubles if not each.startswith("paper")]
        values = {"paper": sheets, "troubles": left}
        return _keep(actor, row, events.PaperLoaded(row.name, sheets), values)


def _locked(actor: Actor, device_id: int) -> Device:
    row = lock(Device, device_id)
    selectors.access_device(actor, row.uid)
    return row


def _keep(actor: Actor, row: Device, event: Event, values: dict[str, Any]) -> Device:
    change = Update(Device, row.pk, values, expect={"state": row.state})
    record(actor, Subject("device", row.pk), event, changes=[change], reason=values.get("why", ""))
    for name, value in values.items():
        setattr(row, name, value)
    return row
