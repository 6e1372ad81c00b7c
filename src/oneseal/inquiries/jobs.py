"""What happens by itself: owners are reminded on the last day."""

from oneseal.foundation.jobs import job, periodic
from oneseal.inquiries import selectors, services


@periodic(cron="30 0 * * *")
@job("inquiries.remind")
def remind() -> None:
    """At half past eight in the morning: inquiries that are to be answered today."""
    for inquiry_id in selectors.due_today():
        services.remind_owner(inquiry_id=inquiry_id)
