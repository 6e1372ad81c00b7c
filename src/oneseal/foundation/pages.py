"""What every page's shell needs: the navigation, made of what each context offers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext

from oneseal.foundation.access import actor_of
from oneseal.kernel.access import Actor, Role


@dataclass(frozen=True)
class NavItem:
    """One entry of the desk's left navigation, registered by a context in its apps.py.

    `label` is a Chinese sentence marked with N_; `group` one of GROUPS; `count` tells the number beside it.
    """

    label: str
    url_name: str
    group: str
    roles: frozenset[Role]
    icon: str = "point"
    order: int = 50
    count: Callable[[Actor], int] | None = None

    @cached_property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name)


_items: list[NavItem] = []


def offer(item: NavItem) -> None:
    """Add an entry to the desk's navigation; call it from AppConfig.ready()."""
    _items.append(item)


def navigation(actor: Actor) -> list[dict[str, Any]]:
    """The entries that this actor may open, in order, with their counts."""
    shown = sorted(
        (item for item in _items if actor.has(*item.roles)), key=lambda item: (item.order, item.label)
    )
    return [
        {
            "label": gettext(item.label),
            "url": item.url,
            "group": item.group,
            "icon": item.icon,
            "count": item.count(actor) if item.count else None,
        }
        for item in shown
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the actor and, only if a template asks for it, the navigation."""
    actor = actor_of(request)
    return {"actor": actor, "navigation": SimpleLazyObject(lambda: navigation(actor))}
