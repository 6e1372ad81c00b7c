"""Every read of publicity."""

from oneseal.publicity.selectors.desk import (
    KEEPERS,
    VIEWS,
    Counts,
    access_publication,
    acts_for,
    counts,
    of_case,
    of_cases,
    scheduled,
    to_publish,
    to_see_to,
    visible_publications,
    worklist,
)
from oneseal.publicity.selectors.public import (
    access_published,
    found_published,
    history,
    open_data,
    public_list,
)

__all__ = [
    "KEEPERS",
    "VIEWS",
    "Counts",
    "access_publication",
    "access_published",
    "acts_for",
    "counts",
    "found_published",
    "history",
    "of_case",
    "of_cases",
    "open_data",
    "public_list",
    "scheduled",
    "to_publish",
    "to_see_to",
    "visible_publications",
    "worklist",
]
