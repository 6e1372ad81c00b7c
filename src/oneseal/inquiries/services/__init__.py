"""Every write of inquiries. Call these, nothing deeper."""

from oneseal.inquiries.services.asking import answer_days, ask_online, record_inquiry
from oneseal.inquiries.services.handing import (
    WAYS,
    accept_handover,
    answer_inquiry,
    decline_handover,
    offer_handover,
    remind_owner,
    see_asker,
    take_inquiry,
    withdraw_handover,
)

__all__ = [
    "WAYS",
    "accept_handover",
    "answer_days",
    "answer_inquiry",
    "ask_online",
    "decline_handover",
    "offer_handover",
    "record_inquiry",
    "remind_owner",
    "see_asker",
    "take_inquiry",
    "withdraw_handover",
]
