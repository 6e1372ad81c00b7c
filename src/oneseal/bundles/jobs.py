"""What happens by itself: the news of cases moves the joint applications that they belong to."""

from oneseal.bundles import services
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber

ENDS = {
    "cases.decided",
    "cases.deemed_renewed",
    "cases.not_accepted",
    "cases.correction_lapsed",
    "cases.withdrawn",
    "cases.terminated",
    "cases.tolerance_lapsed",
}


@subscriber("bundles.follow", kinds=ENDS, batch=100, paced=True)
def follow(entries: list[JournalEntry]) -> None:
    """Items begin, stop or finish with the cases that they wait for."""
    for entry in entries:
        with moment_of(entry):
            services.follow(case_id=entry.subject_id)


@periodic(cron="*/10 * * * *")
@job("bundles.tell_news")
def tell_news() -> None:
    """Every ten minutes: what became of the items of one thing, told in one message (ONE-1)."""
    services.tell_news()
