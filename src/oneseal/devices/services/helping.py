"""Calls from devices beside which nobody stands, answered in a browser (inventory 3.17)."""

from typing import Any

from django.db import transaction

from oneseal.devices import events, selectors
from oneseal.devices.models import Device, Help, HelpLine
from oneseal.devices.rules import screens
from oneseal.devices.rules.screens import HELP_STATES, HelpState
from oneseal.devices.services.guiding import CALL, ask_guide, guide_settled
from oneseal.devices.services.identifying import of_device
from oneseal.devices.services.seeing import check_open, room
from oneseal.foundation import calls, clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.guides.rules.life import TaskKind
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_
from oneseal.queueing import selectors as queueing

CALLED = N_("%(device)s 上有人呼叫帮助")


def call(device: Device) -> Help:
    """Somebody at the device wants help; a call that is still open there is the same one."""
    with transaction.atomic():
        lock(Device, device.pk)
        known = Help.objects.filter(device=device).exclude(state=HelpState.ENDED).first()
        if known:
            return known
        row = Help.objects.create(bureau_id=device.bureau_id, device=device, called_at=clock.now())
        record(of_device(device), Subject("device", device.pk), events.HelpCalled(device.name))
        ask_guide(device, TaskKind.KIOSK, {"say": CALLED, "device": device.name}, CALL)
    return row


def take(actor: Actor, *, help_id: int) -> Help:
    """Answer a call; the first one has it."""
    if not actor.has(*queueing.GUIDES):
        raise Forbidden("may_not_help", N_("呼叫由窗口和引导台的工作人员接听。"))
    with transaction.atomic():
        row = lock(Help, help_id)
        selectors.access_help(actor, row.uid)
        values = {"staff_id": actor.staff_id, "taken_at": clock.now()}
        guide_settled(row.device, actor, CALL, N_("呼叫已接听"))
        return _move(actor, row, "take", events.HelpTaken(row.device.name), values)


def say(row: Help, text: str, *, actor: Actor | None = None) -> HelpLine:
    """One line: the visitor's, or of who answered. Raises Conflict when the call is over or another answers it."""
    text = screens.need_words(text, N_("请写下要说的话。"), "text")
    with transaction.atomic():
        held = lock(Help, row.pk)
        check_open(held, actor)
        return HelpLine.objects.create(help=row, by_staff=actor is not None, text=text, at=clock.now())


def end(row: Help, *, actor: Actor | None = None) -> Help:
    """The call is over: the visitor is done, or who answered says so. What was said is removed, cameras go off."""
    with transaction.atomic():
        held = lock(Help, row.pk)
        if held.state == HelpState.ENDED:
            return held
        who = actor or of_device(row.device)
        HelpLine.objects.filter(help=held).delete()
        calls.close(room(held))
        guide_settled(row.device, who, CALL, N_("呼叫已结束"))
        return _move(who, held, "end", events.HelpEnded(row.device.name), {"ended_at": clock.now()})


def end_stale() -> int:
    """Calls that nobody answered, and those in which nobody says anything any more and nobody is seen."""
    quiet = selectors.stale_helps()
    seen = calls.alive(room(each) for each in quiet)
    rows = [each for each in quiet if room(each) not in seen]
    for row in rows:
        end(row)
    return len(rows)


def _move(actor: Actor, row: Help, verb: str, event: Any, values: dict[str, Any]) -> Help:
    values = values | {"state": HELP_STATES.step(row.state, verb)}
    change = Update(Help, row.pk, values, expect={"state": row.state})
    record(actor, Subject("device", row.device_id), event, changes=[change])
    for name, value in values.items():
        setattr(row, name, value)
    return row
