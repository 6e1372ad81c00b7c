"""Every write of documents. Call these, nothing deeper."""

from oneseal.documents.services.files import (
    discard_file,
    keep_made,
    make_preview,
    remove_orphans,
    store_file,
    taken_scan,
)
from oneseal.documents.services.issuing import (
    issue_document,
    revoke_document,
    set_letterhead,
)
from oneseal.documents.services.rendering import render_document, render_ofd

__all__ = [
    "discard_file",
    "issue_document",
    "keep_made",
    "make_preview",
    "remove_orphans",
    "render_document",
    "render_ofd",
    "revoke_document",
    "set_letterhead",
    "store_file",
    "taken_scan",
]
