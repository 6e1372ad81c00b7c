"""Every read of the catalogue: import from here."""

from oneseal.catalog.selectors.guide import Guide, guide_of, printed, promise
from oneseal.catalog.selectors.items import (
    access_item,
    access_sample,
    access_version,
    content_of,
    current_version,
    item_by_code,
    items_that_issue,
    version_content,
    versions_of,
    visible_items,
)
from oneseal.catalog.selectors.keeping import field_dictionary, published_contents
from oneseal.catalog.selectors.lines import (
    active_items,
    items_of_lines,
    line_of_items,
    names_of,
)
from oneseal.catalog.selectors.proofs import listed_proofs
from oneseal.catalog.selectors.registering import registering
from oneseal.catalog.selectors.search import (
    Filters,
    Found,
    count_items,
    departments,
    popular_items,
    search_items,
    themes,
)
from oneseal.catalog.selectors.standing import check_acting, check_open, delegated_to

__all__ = [
    "Filters",
    "Found",
    "Guide",
    "access_item",
    "access_sample",
    "access_version",
    "active_items",
    "check_acting",
    "check_open",
    "content_of",
    "count_items",
    "current_version",
    "delegated_to",
    "departments",
    "field_dictionary",
    "guide_of",
    "item_by_code",
    "items_of_lines",
    "items_that_issue",
    "line_of_items",
    "listed_proofs",
    "names_of",
    "popular_items",
    "printed",
    "promise",
    "published_contents",
    "registering",
    "search_items",
    "themes",
    "version_content",
    "versions_of",
    "visible_items",
]
