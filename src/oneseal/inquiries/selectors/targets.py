"""To whom an inquiry may be handed over, and which item it is about."""

from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.inquiries.models import Inquiry
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

RECEIVING = ("section", "centre", "town_centre")
"""Kinds of organisations that answer questions."""


def targets(actor: Actor, inquiry: Inquiry) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Sections and colleagues (id, name) that an inquiry may be offered to, but its owner and the departments' liaisons."""
    today = clock.today()
    sections = identity.visible_organisations(actor).filter(kind__in=RECEIVING)
    own = identity.search_staff(actor).exclude(section__kind="department")
    people = own.order_by("section__order", "section_id", "number")
    return (
        [(row.pk, row.name) for row in sections if row.is_open(today)],
        [(row.pk, f"{row.name}（{row.section.name}）") for row in people if row.pk != inquiry.owner_id],
    )


def item_names(actor: Actor) -> list[str]:
    """Names of the items that one can ask about, for a field that suggests them."""
    rows = catalog.visible_items(actor).filter(current_version__isnull=False)
    return list(rows.select_related(None).order_by("name").values_list("name", flat=True))


def item_named(actor: Actor, name: str) -> int | None:
    """The id of the item with this name; None for no name. Raises RuleViolation for an unknown one."""
    if not name.strip():
        return None
    item = catalog.visible_items(actor).select_related(None).filter(name=name.strip()).order_by("id").first()
    if item is None:
        text = N_("没有叫这个名称的事项。请从列表里选，或者留空。")
        raise RuleViolation("item_unknown", text, field="item")
    return item.pk
