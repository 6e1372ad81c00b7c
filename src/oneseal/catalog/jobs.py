"""Work by the clock: versions whose day has come."""

from oneseal.catalog.services import bring_into_force
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic


@periodic(cron="5 16 * * *")
@job("catalog.bring_into_force")
def bring_versions_into_force() -> None:
    """At 00:05 in the bureau's time, make every version current that applies from today."""
    bring_into_force(on=clock.today())
