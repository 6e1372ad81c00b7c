"""Every write of publicity. Call these, nothing deeper."""

from oneseal.publicity.services.mending import correct, follow_annulment, report_mistake, withdraw
from oneseal.publicity.services.publishing import hold, publish, publish_due, schedule, schedule_deemed

__all__ = [
    "correct",
    "follow_annulment",
    "hold",
    "publish",
    "publish_due",
    "report_mistake",
    "schedule",
    "schedule_deemed",
    "withdraw",
]
