"""Every read of the catalogue: import from here."""

from oneseal.catalog.selectors.items import (
    access_item,
    access_version,
    content_of,
    current_version,
    item_by_code,
    version_content,
    versions_of,
    visible_items,
)

__all__ = [
    "access_item",
    "access_version",
    "content_of",
    "current_version",
    "item_by_code",
    "version_content",
    "versions_of",
    "visible_items",
]
