"""Items by what their grant does in the register of market entities."""

from oneseal.catalog.models import Item


def registering(bureau_id: int, what: str) -> Item | None:
    """The bureau's item in use whose grant registers this (`ItemContent.registers`), with its version. One statement."""
    rows = Item.objects.filter(
        bureau=bureau_id, status=Item.Status.ACTIVE, current_version__content__registers=what
    )
    return rows.select_related("current_version").order_by("id").first()
