"""Every write of the hall. Call these, nothing deeper."""

from oneseal.hall.services.settling import close_with_case, escalate_slip, settle_slip
from oneseal.hall.services.slips import issue_guide, issue_list, issue_study

__all__ = [
    "close_with_case",
    "escalate_slip",
    "issue_guide",
    "issue_list",
    "issue_study",
    "settle_slip",
]
