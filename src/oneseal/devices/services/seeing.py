"""Seeing each other in a call from a device: beside the text, on request of either side, nothing kept (3.17)."""

from typing import Any
from uuid import UUID

from django.db import transaction

from oneseal.devices import events
from oneseal.devices.models import Help
from oneseal.devices.rules.screens import HelpState
from oneseal.devices.services.identifying import of_device
from oneseal.foundation import calls
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_


def room(row: Help) -> str:
    """The name of the call among the calls by video."""
    return f"help:{row.uid}"


def enter_video(row: Help, *, actor: Actor | None = None) -> UUID:
    """A side turns its camera on, or looks on. Raises Conflict before somebody answered, when it is over, for others."""
    with transaction.atomic():
        held = lock(Help, row.pk)
        _check_answered(held, actor)
        who = actor or of_device(held.device)
        event = events.HelpSeen(held.device.name, actor is not None)
        record(who, Subject("device", held.device_id), event)
        name = actor.name if actor else held.device.name
        return calls.enter(room(held), who=_who(held, actor), name=name, host=actor is not None)


def signal(row: Help, *, peer: UUID, to: UUID, body: dict[str, Any], actor: Actor | None = None) -> None:
    """Pass a message of one's browser to the other side's."""
    _check_answered(row, actor)
    calls.say(room(row), who=_who(row, actor), peer=peer, to=to, body=body)


def hear(row: Help, *, peer: UUID, after: int, actor: Actor | None = None) -> calls.Heard:
    """Who is there, and what came for one's browser."""
    _check_answered(row, actor)
    return calls.hear(room(row), who=_who(row, actor), peer=peer, after=after)


def check_open(row: Help, actor: Actor | None) -> None:
    """Only the visitor and who answered say something in a call, while it lasts. Raises Conflict."""
    if row.state == HelpState.ENDED:
        raise Conflict("call_over", N_("呼叫已经结束，需要时请再呼叫。"))
    if actor is not None and row.staff_id != actor.staff_id:
        raise Conflict("call_of_another", N_("这个呼叫由别的同事接听，或者还没有接听。"))


def _check_answered(row: Help, actor: Actor | None) -> None:
    check_open(row, actor)
    if row.state == HelpState.CALLING:
        raise Conflict("not_answered", N_("还没有人接听，接听后才能打开视频。"))


def _who(row: Help, actor: Actor | None) -> str:
    return f"device:{row.device_id}" if actor is None else f"staff:{actor.staff_id}"
