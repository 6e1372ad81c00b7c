"""What follows by itself: a slip ends with the application's answer, each month solo decisions are drawn for a check."""

import secrets
from datetime import timedelta

from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, subscriber
from oneseal.hall.selectors import overrunning
from oneseal.hall.services import close_with_case, draw_sample, notice_overrun
from oneseal.identity.selectors import bureau_ids

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


@periodic(cron="*/5 * * * *")
@job("hall.watch_solo")
def watch_solo() -> None:
    """Every five minutes: solo cases over their business minutes (SOLO-5)."""
    for case in overrunning():
        notice_overrun(case_id=case.pk)


@periodic(cron="40 16 1 * *")
@job("hall.sample_solo")
def sample_solo() -> None:
    """On the second of each month, after midnight: draw from last month's solo decisions (SOLO-4)."""
    last = clock.today().replace(day=1) - timedelta(days=1)
    for bureau_id in bureau_ids():
        draw_sample(bureau_id, month=last.replace(day=1), seed=secrets.token_hex(8))
