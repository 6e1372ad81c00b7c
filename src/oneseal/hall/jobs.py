"""What follows by itself: the slip of an application that was answered ends with it."""

from oneseal.foundation.subscribers import JournalEntry, subscriber
from oneseal.hall.services import close_with_case

ANSWERS = frozenset(
    {
        "cases.accepted",
        "cases.correction_requested",
        "cases.not_accepted",
        "cases.withdrawn",
        "cases.terminated",
    }
)


@subscriber("hall.close_with_case", kinds=ANSWERS)
def end_slips(entries: list[JournalEntry]) -> None:
    """An open slip about an application that was answered or withdrawn has come to its end."""
    close_with_case([entry.subject_id for entry in entries])
