"""What happens by itself: reservations run out, and their holders are told a week before."""

from oneseal.cases.services.batches import each_alone
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.registration import services
from oneseal.registration.selectors import names


@periodic(cron="40 16 * * *")
@job("registration.expire_names")
def expire_names() -> None:
    """After midnight: kept names whose last day has passed."""
    each_alone("expire_name", names.over(clock.today()), _expire)


def _expire(name_id: int) -> bool:
    return services.expire_name(name_id=name_id)


@periodic(cron="15 0 * * *")
@job("registration.remind_holders")
def remind_holders() -> None:
    """After eight in the morning: holders of names that end in a week."""
    each_alone("remind_holder", names.running_out(clock.today()), _tell)


def _tell(name_id: int) -> bool:
    services.remind_holder(name_id=name_id)
    return True
