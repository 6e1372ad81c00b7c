"""Every write of devices. Call these, nothing deeper."""

from oneseal.devices.services.confirming import (
    SIGNATURE,
    ask,
    ask_slip,
    digest_of,
    end_questions,
    object_to,
    shown_of,
    sign,
    withdraw,
)
from oneseal.devices.services.filling import drop_sheets, keep_sheet, sheet_digest, take_sheet
from oneseal.devices.services.helping import call, end, end_stale, say, take
from oneseal.devices.services.identifying import Beat, Standing, beat, identify, of_device, pair
from oneseal.devices.services.registering import (
    issue_code,
    load_paper,
    lock_device,
    register_device,
    retire_device,
    serve_printer,
    stand_beside,
    unlock_device,
)
from oneseal.devices.services.seeing import enter_video, hear, signal

__all__ = [
    "SIGNATURE",
    "Beat",
    "Standing",
    "ask",
    "ask_slip",
    "beat",
    "call",
    "digest_of",
    "drop_sheets",
    "end",
    "end_questions",
    "end_stale",
    "enter_video",
    "hear",
    "identify",
    "issue_code",
    "keep_sheet",
    "load_paper",
    "lock_device",
    "object_to",
    "of_device",
    "pair",
    "register_device",
    "retire_device",
    "say",
    "serve_printer",
    "sheet_digest",
    "shown_of",
    "sign",
    "signal",
    "stand_beside",
    "take",
    "take_sheet",
    "unlock_device",
    "withdraw",
]
