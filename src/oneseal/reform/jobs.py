"""Ended cases are measured as they end."""

from oneseal.foundation.subscribers import JournalEntry, subscriber
from oneseal.reform import services
from oneseal.reform.rules.lives import ENDS


@subscriber("reform.measure", kinds=ENDS, batch=200)
def measure(entries: list[JournalEntry]) -> None:
    """Where their time went."""
    services.measure({entry.subject_id for entry in entries})
