"""Every act on surveys. Call these, nothing deeper."""

from oneseal.surveys.services.asking import Wanted, ask_survey, drop_request, share_record
from oneseal.surveys.services.calling import hear, join_call, send_signal
from oneseal.surveys.services.dispatch import (
    invite_party,
    keep_car,
    keep_surveyor,
    move_visit,
    set_crew,
)
from oneseal.surveys.services.evidence import Taken, keep_evidence
from oneseal.surveys.services.recording import miss_visit, record_visit, send_back, sign_visit
from oneseal.surveys.services.syncing import sync
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
    "Taken",
    "Wanted",
    "announce_trip",
    "ask_survey",
    "at_once",
    "cancel_trip",
    "drop_request",
    "go_on_foot",
    "hear",
    "invite_party",
    "join_call",
    "keep_car",
    "keep_evidence",
    "keep_surveyor",
    "miss_visit",
    "move_visit",
    "plan_trips",
    "record_visit",
    "send_back",
    "send_signal",
    "set_crew",
    "set_remote",
    "share_record",
    "sign_visit",
    "sync",
]
