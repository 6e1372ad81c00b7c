"""Which stages the owner can apply for as one (PRJ-3)."""

from dataclasses import dataclass
from typing import Any

from oneseal.bundles import selectors as bundles
from oneseal.projects.rules.states import StageState
from oneseal.projects.selectors.reading import Reading


@dataclass(frozen=True)
class Applying:
    """The stage that is next and its one application: begun (`joint`) or still to be begun."""

    number: int
    name: str
    joint: Any


def theme_code(investor: str, number: int) -> str:
    """The code under which the composition of a stage is kept among the themes."""
    return f"stage-{investor.replace('_', '-')}-{number}"


def to_apply(reading: Reading) -> Applying | None:
    """The next stage, where the bureau has composed it and it was not accepted yet."""
    stage, project = reading.stage_now, reading.project
    if stage is None or stage.state != StageState.WAITING:
        return None
    live = stage.joint if stage.joint and stage.joint.state != "withdrawn" else None
    if (
        live is None
        and bundles.stage_theme(project.bureau_id, theme_code(project.investor, stage.number)) is None
    ):
        return None
    return Applying(stage.number, str(stage.get_number_display()), live)
