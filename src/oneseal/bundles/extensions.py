"""What contexts above add to the composer's page: links about a published theme, such as to the reformer's bench."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from oneseal.kernel.access import Actor


@dataclass(frozen=True)
class Link:
    """A link about a theme. `label` is translated already."""

    label: str
    url: str
    icon: str


Links = Callable[[Actor, str], Iterable[Link]]
_links: list[Links] = []


def offer_theme_links(links: Links) -> None:
    """Put links on the composer's page; `links` tells those for this actor and the theme's code."""
    _links.append(links)


def theme_links(actor: Actor, code: str) -> list[Link]:
    """What contexts above offer about a published theme."""
    return [link for links in _links for link in links(actor, code)]
