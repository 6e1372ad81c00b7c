"""What a context above adds to agent orders: themes (一件事) that an agent can be asked for as a whole.

`bundles` stands beside `agents` (.importlinter): neither can call the other by name. `portal`, above both, offers the
themes from AppConfig.ready(); without it orders are about items alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that an agent can be asked for: its code, title, and the items that it may bring."""

    code: str
    title: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Application:
    """A joint application as an order shows it: where its page is and how it stands."""

    url: str
    state: str


class Themes(Protocol):
    """What offers themes."""

    def offered(self, bureau_id: int) -> Sequence[Theme]:
        """The themes that can be applied for today."""

    def begin(self, actor: Actor, code: str, applicant_id: int) -> int:
        """Begin one application for a theme; its id. Raises RuleViolation as the theme's own pages do."""

    def shown(self, actor: Actor, joint_id: int) -> Application | None:
        """How an application stands, for who may see it."""


_themes: list[Themes] = []


def offer_themes(themes: Themes) -> None:
    """Let agents be asked for these themes."""
    _themes[:] = [themes]


def offered(bureau_id: int) -> Sequence[Theme]:
    """Every theme that can be asked for; none where nobody offers any."""
    return _themes[0].offered(bureau_id) if _themes else ()


def theme(bureau_id: int, code: str) -> Theme:
    """One of them. Raises NotFound at `theme`."""
    found = next((each for each in offered(bureau_id) if each.code == code), None)
    if found is None:
        raise NotFound("theme_not_found", N_("没有这件事，或者它已经下线，请重新选择。"), field="theme")
    return found


def begin(actor: Actor, code: str, applicant_id: int) -> int:
    """Begin one application for a theme. Raises NotFound where nobody offers any."""
    if not _themes:
        raise NotFound("theme_not_found", N_("没有这件事，或者它已经下线，请重新选择。"))
    return _themes[0].begin(actor, code, applicant_id)


def shown(actor: Actor, joint_id: int | None) -> Application | None:
    """How the order's application stands; None where it has none or the actor may not see it."""
    return _themes[0].shown(actor, joint_id) if _themes and joint_id else None
