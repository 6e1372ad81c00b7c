"""What happens by itself: replies that did not come are recorded and told, reports are made."""

from oneseal.cases.services.batches import each_alone
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.identity import selectors as identity
from oneseal.projects import selectors, services


@periodic(cron="20 16 * * *")
@job("projects.miss")
def miss() -> None:
    """After midnight in China: opinions whose day has passed (5.15)."""
    each_alone("miss_opinion", selectors.overdue_opinions(), _miss)


def _miss(opinion_id: int) -> bool:
    return services.miss_opinion(opinion_id=opinion_id)


@periodic(cron="40 16 10,20,28-31 * *")
@job("projects.report")
def report() -> None:
    """After midnight in China of the 11th, the 21st and the 1st: the reports of what ended the day before (6.8, 6.9)."""
    each_alone("make_due_reports", identity.bureau_ids(), _report)


def _report(bureau_id: int) -> bool:
    return bool(services.make_due_reports(bureau_id=bureau_id, day=clock.today()))
