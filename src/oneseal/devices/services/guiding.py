"""A guide of the hall is asked to a device that calls or has run out of paper (3.25)."""

from oneseal.devices.models import Device
from oneseal.devices.rules.health import Trouble, in_phrases
from oneseal.guides import services as guides
from oneseal.guides.rules.life import TaskKind
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_

CALL, FAULT = "call", "fault"
"""What a task about a device is for: a visitor's call, or the device itself."""
ON_THE_SPOT = frozenset({Trouble.PAPER_OUT, Trouble.PAPER_LOW, Trouble.PRINTER})
"""Troubles that somebody beside the device mends."""


def ask_guide(device: Device, kind: TaskKind, phrase: guides.Phrase, what: str) -> None:
    """Ask for a guide, once, by a phrase of ours; a device outside a hall has none."""
    if device.hall_id is None:
        return
    guides.raise_task(
        Actor(name=device.name, bureau_id=device.bureau_id, roles=frozenset()),
        hall_id=device.hall_id,
        bureau_id=device.bureau_id,
        kind=kind,
        said=phrase,
        zone_id=device.zone_id,
        key=f"device:{device.pk}:{what}",
    )


def guide_settled(device: Device, actor: Actor, what: str, outcome: str) -> None:
    """Nobody needs to go to the device any more."""
    guides.settle_key(actor, key=f"device:{device.pk}:{what}", outcome=outcome)


def follow_troubles(device: Device, actor: Actor, troubles: list[str]) -> None:
    """A task while paper or printer want somebody beside the device; over once they do not."""
    here = [each for each in troubles if each in ON_THE_SPOT]
    if here:
        phrase = {"say": N_("%(device)s：%(what)s"), "device": device.name, "what": in_phrases(here)}
        ask_guide(device, TaskKind.PAPER, phrase, FAULT)
    else:
        guide_settled(device, actor, FAULT, N_("设备已恢复正常"))
