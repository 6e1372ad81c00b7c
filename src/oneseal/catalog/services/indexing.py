"""Keeping the search row of an item in step with its current version."""

from typing import Any

from django.db import connection
from django.db.models import F

from oneseal.catalog.models import Item, ItemSearch
from oneseal.catalog.rules.content import ItemContent, ItemType
from oneseal.catalog.rules.search import fold, lexemes
from oneseal.catalog.rules.separation import UNDECIDED

APPLIABLE = frozenset(
    {
        ItemType.LICENCE,
        ItemType.CONFIRMATION,
        ItemType.ADJUDICATION,
        ItemType.PAYMENT,
        ItemType.REWARD,
        ItemType.OTHER,
        ItemType.PUBLIC_SERVICE,
    }
)
"""What may be applied for (CAT-3)."""

SQL = """
INSERT INTO catalog_itemsearch (item_id, bureau_id, code, name, folded, type, for_person, for_organisation, online,
    appliable, business_line, department, themes, popularity, document)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, array_to_tsvector(%s::text[]))
ON CONFLICT (item_id) DO UPDATE SET name = EXCLUDED.name, folded = EXCLUDED.folded, type = EXCLUDED.type,
    for_person = EXCLUDED.for_person, for_organisation = EXCLUDED.for_organisation, online = EXCLUDED.online,
    appliable = EXCLUDED.appliable, business_line = EXCLUDED.business_line, department = EXCLUDED.department,
    themes = EXCLUDED.themes, document = EXCLUDED.document
"""


def index_item(item: Item, content: ItemContent) -> None:
    """Write the search row of an item; an item out of use has none."""
    if item.status != Item.Status.ACTIVE:
        ItemSearch.objects.filter(item=item).delete()
        return
    words = [content.short_name, *content.keywords, *(result.name for result in content.results)]
    row: list[Any] = [
        item.pk,
        item.bureau_id,
        item.code,
        content.name,
        fold(content.name).replace(" ", ""),
        content.type,
        "1" in content.service_objects,
        any(code in content.service_objects for code in "2345"),
        "online" in content.channels,
        content.type in APPLIABLE and content.separation not in UNDECIDED,
        content.business_line,
        content.former_department,
        content.themes,
        lexemes(content.name, words),
    ]
    with connection.cursor() as cursor:
        cursor.execute(SQL, row)


def add_popularity(*, item_id: int, count: int) -> None:
    """Count further applications of an item; derived from the journal, so not journaled itself."""
    ItemSearch.objects.filter(item_id=item_id).update(popularity=F("popularity") + count)
