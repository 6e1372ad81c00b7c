"""Every act on surveys. Call these, nothing deeper."""

from oneseal.surveys.services.asking import Wanted, ask_survey, drop_request, share_record
from oneseal.surveys.services.recording import miss_visit, record_visit, send_back, sign_visit
from oneseal.surveys.services.trips import (
    Planned,
    announce_trip,
    at_once,
    cancel_trip,
    go_on_foot,
    plan_trips,
    set_remote,
)

__all__ = [
    "Planned",
    "Wanted",
    "announce_trip",
    "ask_survey",
    "at_once",
    "cancel_trip",
    "drop_request",
    "go_on_foot",
    "miss_visit",
    "plan_trips",
    "record_visit",
    "send_back",
    "set_remote",
    "share_record",
    "sign_visit",
]
