"""Every read of inquiries."""

from oneseal.inquiries.selectors.access import (
    access_asked,
    access_inquiry,
    acts_for,
    asked_by,
    pending_offer,
    visible_inquiries,
)
from oneseal.inquiries.selectors.lists import (
    VIEWS,
    WATCHERS,
    Counts,
    chip_of,
    counts,
    due_today,
    mine,
    to_see_to,
    waiting_for_me,
    worklist,
)
from oneseal.inquiries.selectors.targets import item_named, item_names, targets

__all__ = [
    "VIEWS",
    "WATCHERS",
    "Counts",
    "access_asked",
    "access_inquiry",
    "acts_for",
    "asked_by",
    "chip_of",
    "counts",
    "due_today",
    "item_named",
    "item_names",
    "mine",
    "pending_offer",
    "targets",
    "to_see_to",
    "visible_inquiries",
    "waiting_for_me",
    "worklist",
]
