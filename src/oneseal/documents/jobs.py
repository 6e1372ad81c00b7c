"""Work outside the acts: previews, rendering, clean-up."""

from oneseal.documents import services
from oneseal.foundation.jobs import job, periodic


@job("documents.preview", retries=3)
def preview(file_id: int) -> None:
    """Make a file's preview picture."""
    services.make_preview(file_id)


@job("documents.render")
def render(document_id: int) -> None:
    """Make an issued document's PDF and OFD, both sealed."""
    services.render_document(document_id)
    services.render_ofd(document_id)


@periodic(cron="10 19 * * *")
@job("documents.remove_orphans")
def remove_orphans() -> None:
    """Remove bytes that no row names (03:10 in the bureau)."""
    services.remove_orphans()
