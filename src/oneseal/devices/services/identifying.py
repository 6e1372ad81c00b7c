"""A device's identity: given at pairing, renewed by heartbeats, locked when it is used from two places."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction

from oneseal.devices import events, selectors
from oneseal.devices.models import Device
from oneseal.devices.rules import health
from oneseal.devices.rules import identity as rules
from oneseal.devices.rules.health import Report
from oneseal.devices.rules.identity import Verdict
from oneseal.devices.rules.kinds import STATES, DeviceState
from oneseal.devices.services.guiding import follow_troubles
from oneseal.devices.services.registering import code_digest
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.notices.services import notify_staff

SALT = "oneseal.devices.key"
COPIED = "同一身份在两处使用"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a shown key came to. Without `device` there is none that counts; `problem`: void, locked or empty."""

    device: Device | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """The answer to a heartbeat: the device as it is now, and a new key where one was due."""

    device: Device
    key: str = ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _make_key(uid: UUID, generation: int, counter: int) -> tuple[str, str]:
    """A key, signed, and its digest."""
    secret = secrets.token_urlsafe(24)
    text = f"{uid.hex}.{generation}.{counter}.{secret}"
    return signing.Signer(salt=SALT, sep="~").sign(text), _digest(secret)


def _read_key(key: str) -> tuple[UUID, rules.Shown] | None:
    """Which device a key is for; None where it is not one of ours."""
    try:
        uid, generation, counter, secret = signing.Signer(salt=SALT, sep="~").unsign(key).split(".")
        return UUID(uid), rules.Shown(int(generation), int(counter), _digest(secret))
    except (signing.BadSignature, ValueError):
        return None


def of_device(device: Device) -> Actor:
    """The system, acting in the bureau of a device."""
    return replace(SYSTEM, bureau_id=device.bureau_id)


def pair(*, code: str, address: str = "", version: str = "") -> tuple[Device, str]:
    """Make whoever shows the code the device; the code counts once. Returns the device and its key.

    Raises NotFound for a wrong, used or outdated code alike.
    """
    with transaction.atomic():
        found = selectors.device_by_code(code_digest(code))
        row = lock(Device, found.pk) if found else None
        if row is None or row.code_digest != code_digest(code):
            message = N_("配对码不对，或者已经用过、过期。请管理员在“自助设备”里重新生成。")
            raise NotFound("code_unknown", message, field="code")
        now = clock.now()
        key, digest = _make_key(row.uid, row.generation + 1, 1)
        values = {
            "state": STATES.step(row.state, "pair"),
            "code_digest": "",
            "code_until": None,
            "generation": row.generation + 1,
            "counter": 1,
            "key_digest": digest,
            "key_since": now,
            "next_digest": "",
            "next_at": None,
            "paired_at": now,
            "seen_at": now,
            "address": address[:45],
            "version": version[:80],
        }
        event = events.DevicePaired(row.name, row.generation + 1)
        _keep(row, values, event)
    return row, key


def identify(key: str) -> Standing:
    """Which device shows this key: one statement where nothing has changed. A copy locks the device."""
    read = _read_key(key)
    row = selectors.device_by_uid(read[0]) if read else None
    if read is None or row is None:
        return Standing(problem="void")
    if row.state == DeviceState.LOCKED:
        return Standing(problem="locked")
    verdict = rules.judge(row.held, read[1], clock.now())
    if row.state != DeviceState.ACTIVE or verdict == Verdict.VOID:
        return Standing(problem="void")
    if verdict in {Verdict.RENEWED, Verdict.COPIED}:
        return _settle(row, read[1])
    return Standing(row)


def _settle(row: Device, shown: rules.Shown) -> Standing:
    """Under the device's lock: a new key counts from now on, or a copy was found."""
    with transaction.atomic():
        now, held = clock.now(), lock(Device, row.pk)
        verdict = rules.judge(held.held, shown, now)
        if held.state != DeviceState.ACTIVE or verdict == Verdict.VOID:
            return Standing(problem="locked" if held.state == DeviceState.LOCKED else "void")
        if verdict == Verdict.COPIED:
            _lock_copied(held)
            return Standing(problem="locked")
        if verdict == Verdict.RENEWED:
            values = {
                "counter": shown.counter,
                "key_digest": shown.digest,
                "key_since": now,
                "next_digest": "",
                "next_at": None,
            }
            Device.objects.filter(pk=row.pk).update(**values)
            for name, value in values.items():
                setattr(row, name, value)
    return Standing(row)


def _lock_copied(row: Device) -> None:
    """Both, the device and the copy, are served nothing more; the administrators are told."""
    values = {"state": STATES.step(row.state, "lock"), "copied": True, "why": COPIED}
    _keep(row, values, events.DeviceLocked(row.name, COPIED, copied=True))
    _tell(row, "device_copied", {"name": row.name}, f"{row.pk}:{row.generation}")


def _tell(row: Device, template: str, data: dict[str, Any], occasion: str) -> None:
    notify_staff(
        of_device(row),
        bureau_id=row.bureau_id,
        staff_ids=selectors.administrators(row.bureau_id),
        template=template,
        data=data,
        occasion=occasion,
        about=Subject("device", row.pk),
        link=f"/desk/devices/{row.uid}/",
    )


def _keep(row: Device, values: dict[str, Any], event: Any) -> None:
    change = Update(Device, row.pk, values, expect={"state": row.state})
    record(of_device(row), Subject("device", row.pk), event, changes=[change])
    for name, value in values.items():
        setattr(row, name, value)


def beat(device: Device, report: Report, *, address: str = "") -> Beat:
    """Hear a device's heartbeat: how it is, and a new key where the present one is old.

    The server's time counts everywhere; a clock that is wrong is written down and told.
    """
    now = clock.now()
    with transaction.atomic():
        row = lock(Device, device.pk)
        values = _state_of(row, report) | {"seen_at": now, "address": address[:45]}
        changed = sorted(values["troubles"]) != sorted(row.troubles)
        key = ""
        if row.state == DeviceState.ACTIVE and rules.is_due(row.held, now):
            key, digest = _make_key(row.uid, row.generation, row.counter + 1)
            values |= {"next_digest": digest, "next_at": now}
        if changed:
            _say(row, values)
        else:
            Device.objects.filter(pk=row.pk).update(**values)
        for name, value in values.items():
            setattr(row, name, value)
    return Beat(row, key)


def _state_of(row: Device, report: Report) -> dict[str, Any]:
    printer = report.printer if report.printer in health.PRINTERS else ""
    values: dict[str, Any] = {
        "version": report.version[:80] or row.version,
        "printer": printer or row.printer,
        "paper": health.paper_left(row.paper, report),
        "clock_seconds": health.clock_difference(report, clock.now()),
        "network_ms": report.network_ms,
    }
    troubles = health.troubles(
        paper=values["paper"],
        printer=values["printer"],
        clock_seconds=values["clock_seconds"],
        network_ms=values["network_ms"],
    )
    return values | {"troubles": [str(each) for each in troubles]}


def _say(row: Device, values: dict[str, Any]) -> None:
    """Write down that a device has other troubles than before; tell of new ones that somebody has to see to."""
    words = health.in_phrases(values["troubles"])
    event = events.TroubleChanged(row.name, words, values["troubles"])
    record(of_device(row), Subject("device", row.pk), event, changes=[Update(Device, row.pk, values)])
    follow_troubles(row, of_device(row), values["troubles"])
    new = set(values["troubles"]) - set(row.troubles)
    if new & health.TO_TELL:
        occasion = f"{row.pk}:{clock.today()}:{','.join(sorted(new))}"
        _tell(row, "device_trouble", {"name": row.name, "trouble": words}, occasion)
