"""Sending, outside the act."""

from oneseal.foundation.jobs import job
from oneseal.notices import services


@job("notices.send")
def send(message_id: int) -> None:
    """Hand one message to its gateway."""
    services.send_message(message_id)
