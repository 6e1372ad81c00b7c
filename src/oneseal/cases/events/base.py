"""What every event about a case says."""

from dataclasses import dataclass, field

from oneseal.kernel.events import Event


@dataclass(frozen=True)
class CaseEvent(Event):
    """Base: the state in which the case is now, and every step that moved with its new state.

    So the journal alone replays the life of the case and of its steps.
    """

    state: str
    moved: dict[str, str] = field(default_factory=dict, kw_only=True)
