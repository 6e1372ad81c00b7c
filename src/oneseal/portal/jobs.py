"""What follows from another context's news by itself."""

from oneseal.foundation.subscribers import JournalEntry, subscriber
from oneseal.queueing import services as queueing


@subscriber("portal.lines_follow_themes", kinds={"bundles.theme_published"})
def follow_themes(entries: list[JournalEntry]) -> None:
    """A theme changed: the special windows' lines that follow it take its items (3.5)."""
    for bureau_id in sorted({entry.bureau_id for entry in entries}):
        queueing.follow_item_sets(bureau_id)
