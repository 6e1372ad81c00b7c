"""Work of seals by the clock."""

from oneseal.foundation.jobs import job, periodic
from oneseal.seals import services


@periodic(cron="40 17 * * *")
@job("seals.refresh_lists")
def refresh_lists() -> None:
    """Publish revocation lists anew before they run out (01:40 in the bureau)."""
    services.refresh_lists()
