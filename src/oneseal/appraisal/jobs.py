"""What happens by itself: the scores of the days that are over, units reminded of bulletins."""

from oneseal.appraisal import selectors, services
from oneseal.foundation.jobs import job, periodic
from oneseal.identity import selectors as identity


@periodic(cron="10 17 * * *")
@job("appraisal.score_days")
def score_days() -> None:
    """After one in the night: reckon and publish yesterday, and working days that were missed; seats to confirm."""
    for bureau_id in identity.bureau_ids():
        for day in selectors.unscored_days(bureau_id):
            services.score_day(bureau_id=bureau_id, day=day)
            services.ask_to_confirm(bureau_id=bureau_id, day=day)


@periodic(cron="30 1 * * *")
@job("appraisal.remind_units")
def remind_units() -> None:
    """At half past nine in the morning: units that have not signed for a bulletin are reminded."""
    for bureau_id in identity.bureau_ids():
        services.remind_late(bureau_id=bureau_id)
