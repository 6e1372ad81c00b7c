"""What follows by itself: applications lead on from what prepared them, promises are reminded of and found late."""

from oneseal.advance import services
from oneseal.advance.selectors import reviews
from oneseal.cases.services.batches import each_alone
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber

ENDED = frozenset({"cases.decided", "cases.not_accepted", "cases.withdrawn", "cases.terminated"})


@subscriber("advance.follow", kinds={"cases.submitted", *ENDED}, batch=100, paced=True)
def follow(entries: list[JournalEntry]) -> None:
    """Applications that were prepared beforehand are tied to what prepared them; what was promised is settled."""
    for entry in entries:
        with moment_of(entry):
            if entry.kind == "cases.submitted":
                services.link_early(case_id=entry.subject_id)
                services.link_formal(case_id=entry.subject_id)
            else:
                granted = entry.kind == "cases.decided" and entry.data.get("outcome") == "granted"
                services.settle_formal(case_id=entry.subject_id, granted=granted)


@periodic(cron="20 0 * * *")
@job("advance.promises")
def watch_promises() -> None:
    """At twenty past eight in the morning: promises that come near, and those whose day has passed."""
    today = clock.today()
    each_alone("remind promise", reviews.papers_to_remind(today), _remind)
    each_alone("order promise", reviews.overdue_papers(today), _order)


def _remind(paper_id: int) -> bool:
    return services.remind_paper(paper_id=paper_id)


def _order(paper_id: int) -> bool:
    return services.order_late(paper_id=paper_id)
