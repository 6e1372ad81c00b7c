"""What happens by itself: the scores of the days that are over."""

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
