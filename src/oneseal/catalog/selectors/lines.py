"""Items by line of business, for who can serve what (inventory 1.10)."""

from collections.abc import Collection, Iterable

from oneseal.catalog.models import Item
from oneseal.kernel.access import Actor


def items_of_lines(bureau_ids: Iterable[int], lines: Iterable[str]) -> list[int]:
    """Ids of the items in use of some lines of some bureaus."""
    rows = Item.objects.filter(bureau__in=list(bureau_ids), business_line__in=list(lines))
    return list(rows.filter(status=Item.Status.ACTIVE).order_by().values_list("pk", flat=True))


def names_of(item_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """By item id, whose it is and what it is called."""
    rows = Item.objects.filter(pk__in=list(item_ids)) if item_ids else Item.objects.none()
    return {pk: (bureau, name) for pk, bureau, name in rows.values_list("pk", "bureau_id", "name")}


def line_of_items(item_ids: Collection[int]) -> dict[int, str]:
    """By item id, its line of business."""
    rows = Item.objects.filter(pk__in=list(item_ids)) if item_ids else Item.objects.none()
    return dict(rows.values_list("pk", "business_line"))


def active_items(actor: Actor) -> list[Item]:
    """The items that the actor's bureau handles now, by line and name."""
    rows = Item.objects.filter(
        bureau=actor.bureau_id, status=Item.Status.ACTIVE, current_version__isnull=False
    )
    return list(rows.only("pk", "code", "name", "business_line").order_by("business_line", "name"))
