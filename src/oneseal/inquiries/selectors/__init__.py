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
    mine,
    waiting_for_me,
    work_count,
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
    "item_named",
    "item_names",
    "mine",
    "pending_offer",
    "targets",
    "visible_inquiries",
    "waiting_for_me",
    "work_count",
    "worklist",
]
