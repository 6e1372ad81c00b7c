"""What follows by itself: an application leads on from the early service before it."""

from oneseal.advance import services
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber


@subscriber("advance.follow", kinds={"cases.submitted"}, batch=100, paced=True)
def follow(entries: list[JournalEntry]) -> None:
    """Applications that were prepared beforehand are tied to what prepared them."""
    for entry in entries:
        with moment_of(entry):
            services.link_early(case_id=entry.subject_id)
