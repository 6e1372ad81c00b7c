"""What identity does by the clock."""

from oneseal.foundation.jobs import job, periodic
from oneseal.identity.services.resets import forget_resets
from oneseal.identity.sessions import SessionStore


@periodic(cron="20 18 * * *")
@job("identity.forget_old_sessions")
def forget_old_sessions() -> None:
    """Each night (02:20 here): remove session rows and reset codes that nobody will come back to."""
    SessionStore.clear_expired()
    forget_resets()
