"""What happens by itself: forms nobody came for go, calls nobody is in and questions nobody answered end."""

from oneseal.devices import services
from oneseal.foundation.jobs import job, periodic


@periodic(cron="*/5 * * * *")
@job("devices.tidy")
def tidy_devices() -> None:
    """Every five minutes."""
    services.end_stale()
    services.end_questions()
    services.drop_sheets()
