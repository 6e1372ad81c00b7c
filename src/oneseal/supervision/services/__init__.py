"""Every write of supervision. Call these, nothing deeper."""

from oneseal.supervision.services.duties import draw_up_duties, name_partner, write_duty
from oneseal.supervision.services.escalating import escalate_finding, escalate_push
from oneseal.supervision.services.findings import accept_finding, answer_finding, report_finding
from oneseal.supervision.services.pushing import News, push
from oneseal.supervision.services.receiving import claim, receive, receive_all, resend, send_back

__all__ = [
    "News",
    "accept_finding",
    "answer_finding",
    "claim",
    "draw_up_duties",
    "escalate_finding",
    "escalate_push",
    "name_partner",
    "push",
    "receive",
    "receive_all",
    "report_finding",
    "resend",
    "send_back",
    "write_duty",
]
