"""What contexts above the hall put on its pages. Called once, from their `AppConfig.ready`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oneseal.kernel.access import Actor

if TYPE_CHECKING:
    from oneseal.hall.models import WindowSlip


@dataclass(frozen=True)
class SlipPanel:
    """A card on a slip's page, as `cases.extensions.Panel` is one on a case's. `title` is marked with N_; `context`
    tells None where there is nothing to show."""

    key: str
    title: str
    template: str
    context: Callable[[Actor, "WindowSlip"], Mapping[str, Any] | None]
    icon: str


_panels: list[SlipPanel] = []


def offer_slip_panel(panel: SlipPanel) -> None:
    """Put a card on the page of every slip of the window without veto."""
    _panels.append(panel)


def slip_panels_of(actor: Actor, slip: "WindowSlip") -> list[tuple[SlipPanel, Mapping[str, Any]]]:
    """The cards that have something to show, with what they show."""
    shown = ((panel, panel.context(actor, slip)) for panel in _panels)
    return [(panel, context) for panel, context in shown if context is not None]
