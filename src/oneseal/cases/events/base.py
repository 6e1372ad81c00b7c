"""What every event about a case says."""

from dataclasses import dataclass

from oneseal.kernel.events import Event


@dataclass(frozen=True)
class CaseEvent(Event):
    """Base: the state in which the case is now, so that the journal alone replays its life."""

    state: str
