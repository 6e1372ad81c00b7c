"""What happens by itself: colleagues are reminded of what they have to learn and what ends."""

from oneseal.cases.services.batches import each_alone
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.identity import selectors as identity
from oneseal.training import selectors, services


@periodic(cron="50 23 * * *")
@job("training.remind")
def remind() -> None:
    """Before eight in the morning: sessions of tomorrow, skills and certificates that end soon."""
    today = clock.today()
    each_alone("remind of session", selectors.sessions_tomorrow(today), services.remind_of_session)
    each_alone("warn of skill", selectors.skills_ending(today), services.warn_of_skill)
    each_alone("warn of certificates", identity.bureau_ids(), services.warn_of_certificates)
