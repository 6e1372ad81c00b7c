"""What happens by itself: silent calls are missed ones, those who answer are reminded to call back."""

from oneseal.foundation.jobs import job, periodic
from oneseal.helplines import services
from oneseal.identity import selectors as identity


@periodic(cron="*/10 * * * *")
@job("helplines.sweep")
def sweep() -> None:
    """Every ten minutes: calls of which nothing was heard since they rang."""
    services.sweep()


@periodic(cron="0 8 * * *")
@job("helplines.remind")
def remind() -> None:
    """At four in the afternoon, an hour before closing: missed calls that are to be called back today."""
    for bureau in identity.bureaus():
        services.remind_missed(bureau_id=bureau.pk)
