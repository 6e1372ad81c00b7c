"""Every act of the catalogue: import from here."""

from oneseal.catalog.services.versions import (
    bring_into_force,
    discard_draft,
    draft_item,
    new_draft,
    publish_version,
    return_draft,
    save_draft,
    submit_for_review,
)

__all__ = [
    "bring_into_force",
    "discard_draft",
    "draft_item",
    "new_draft",
    "publish_version",
    "return_draft",
    "save_draft",
    "submit_for_review",
]
