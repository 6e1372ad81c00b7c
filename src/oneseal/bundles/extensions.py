"""What contexts above add to the pages of a theme: links, such as to the reformer's bench or to help from an agent."""

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
_public: list[Links] = []


def offer_theme_links(links: Links) -> None:
    """Put links on the composer's page; `links` tells those for this actor and the theme's code."""
    _links.append(links)


def theme_links(actor: Actor, code: str) -> list[Link]:
    """What contexts above offer about a published theme."""
    return [link for links in _links for link in links(actor, code)]


def offer_public_links(links: Links) -> None:
    """Put links on the public page of a theme, beside applying for it."""
    _public.append(links)


def public_links(actor: Actor, code: str) -> list[Link]:
    """What contexts above offer to who reads a theme's public page."""
    return [link for links in _public for link in links(actor, code)]
