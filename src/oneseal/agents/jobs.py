"""What happens by itself: orders whose authorisation is over are stopped."""

from oneseal.agents import selectors, services
from oneseal.cases.services.batches import each_alone
from oneseal.foundation.jobs import job, periodic


@periodic(cron="25 16 * * *")
@job("agents.pause")
def pause() -> None:
    """After midnight: stop what nobody may go on with."""
    each_alone("pause_order", selectors.lapsed(), _pause)


def _pause(order_id: int) -> bool:
    return services.pause_order(order_id=order_id)
