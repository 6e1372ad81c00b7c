"""What happens by itself: replies that did not come are recorded and told."""

from oneseal.cases.services.batches import each_alone
from oneseal.foundation.jobs import job, periodic
from oneseal.projects import selectors, services


@periodic(cron="20 16 * * *")
@job("projects.miss")
def miss() -> None:
    """After midnight in China: opinions whose day has passed (5.15)."""
    each_alone("miss_opinion", selectors.overdue_opinions(), _miss)


def _miss(opinion_id: int) -> bool:
    return services.miss_opinion(opinion_id=opinion_id)
