"""What happens by itself: a served ticket may be judged."""

from oneseal.feedback import services
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber


@subscriber("feedback.invite", kinds={"queueing.ticket_served"}, batch=100, paced=True)
def invite(entries: list[JournalEntry]) -> None:
    """Each visit to a window may be judged once, on every channel."""
    for entry in entries:
        with moment_of(entry):
            services.invite_by_ticket(entry.subject_id, entry.data, entry.at)
