"""What every event about a case says."""

from dataclasses import dataclass, field

from oneseal.kernel.events import Event


@dataclass(frozen=True)
class CaseEvent(Event):
    """Base: the state in which the case is now, and every step that moved with its new state.

    `acting_for`: staff id of the absent colleague for whom it was done (职务代理).

    So the journal alone replays the life of the case and of its steps.
    """

    state: str
    moved: dict[str, str] = field(default_factory=dict, kw_only=True)
    acting_for: int | None = field(default=None, kw_only=True)
