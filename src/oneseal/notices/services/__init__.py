"""Every write of notices. Call these, nothing deeper."""

from oneseal.notices.services.inbox import mark_all_read, mark_read, set_preference
from oneseal.notices.services.sending import (
    Recipient,
    notify,
    notify_staff,
    report_delivery,
    send_message,
)

__all__ = [
    "Recipient",
    "mark_all_read",
    "mark_read",
    "notify",
    "notify_staff",
    "report_delivery",
    "send_message",
    "set_preference",
]
