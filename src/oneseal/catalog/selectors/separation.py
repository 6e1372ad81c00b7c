"""The permits of 证照分离 by their way, for the public list (inventory 5.29)."""

from dataclasses import dataclass

from oneseal.catalog.models import Item
from oneseal.catalog.rules import separation
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.selectors.items import content_of, visible_items
from oneseal.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class Way:
    """One of the four ways with its items."""

    key: str
    name: str
    effect: str
    items: list[tuple[Item, ItemContent]]


def separated(actor: Actor) -> list[Way]:
    """Every item in use that has a way, by way in the order of the document. One statement."""
    rows = visible_items(actor).filter(status=Item.Status.ACTIVE).select_related("current_version")
    rows = rows.filter(current_version__content__separation__in=list(separation.WAYS))
    found = [(item, content_of(item.current_version)) for item in rows if item.current_version]
    return [
        Way(
            key,
            name,
            separation.EFFECTS[key],
            [(item, content) for item, content in found if content.separation == key],
        )
        for key, name in separation.WAYS.items()
    ]
