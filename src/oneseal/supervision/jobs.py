"""What happens by itself: decisions are pushed, what is late is told."""

from oneseal.cases.services.batches import each_alone
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber
from oneseal.supervision import selectors, services
from oneseal.supervision.rules.kinds import PUSHED


@subscriber("supervision.push", kinds=PUSHED, batch=100, paced=True)
def push(entries: list[JournalEntry]) -> None:
    """Decisions go to the departments that supervise them."""
    for entry in entries:
        with moment_of(entry):
            services.push(services.News(entry.id, entry.kind, entry.subject_id, entry.at, entry.data))


@periodic(cron="30 23 * * *")
@job("supervision.escalate")
def escalate() -> None:
    """At half past seven in the morning: what should have been received or answered by yesterday."""
    today = clock.today()
    each_alone("escalate push", selectors.late_pushes(today), services.escalate_push)
    each_alone("escalate finding", selectors.late_findings(today), services.escalate_finding)
